/** Controls, line breaks, direction overrides and halves of surrogate pairs: they hide or reorder what a person reads. */
const unshowable = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** One line for the eye, of at most `longest` characters (UTF-16 units; no pair is cut). */
export function cleanLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 4)
    .replace(unshowable, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (line.length <= longest) return line;
  return line
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
