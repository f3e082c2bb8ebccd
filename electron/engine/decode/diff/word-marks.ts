import { diffArrays } from 'diff';
import type { Mark } from '#contract/diff';

/** Escapes, numbers with their decimals, words, runs of spaces, and each other character by itself. */
const wordPattern = /\\(?:u[\da-f]{4}|u\{[\da-f]+\}|x[\da-f]{2})|\d+(?:\.\d+)?|[\p{L}\p{M}_]+|\s+|[^]/gu;
const letterOrDigit = /^[\p{L}\p{N}]$/u;
/** More edits between two lines: what is between their common beginning and end is marked whole. */
const mostEdits = 200;

export interface WordMarks {
  readonly a: readonly Mark[];
  readonly b: readonly Mark[];
  /** Characters both lines have, spaces left out. */
  readonly commonCharacters: number;
}

/** The words in which two lines differ. */
export function wordMarks(a: string, b: string): WordMarks {
  const aWords = a.match(wordPattern) ?? [];
  const bWords = b.match(wordPattern) ?? [];
  let start = 0;
  while (start < aWords.length && start < bWords.length && aWords[start] === bWords[start]) start += 1;
  let aEnd = aWords.length;
  let bEnd = bWords.length;
  while (aEnd > start && bEnd > start && aWords[aEnd - 1] === bWords[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  const aMiddle = aWords.slice(start, aEnd);
  const bMiddle = bWords.slice(start, bEnd);
  const changes = diffArrays(aMiddle, bMiddle, { maxEditLength: mostEdits }) ?? [
    { value: aMiddle, removed: true, added: false, count: aMiddle.length },
    { value: bMiddle, removed: false, added: true, count: bMiddle.length }
  ];
  const beginning = aWords.slice(0, start).join('');
  const aMarks: Mark[] = [];
  const bMarks: Mark[] = [];
  let aAt = beginning.length;
  let bAt = beginning.length;
  let common = visible(beginning) + visible(aWords.slice(aEnd).join(''));
  for (const { value, added, removed } of changes) {
    const text = value.join('');
    if (removed) aMarks.push([aAt, aAt + text.length]);
    else if (added) bMarks.push([bAt, bAt + text.length]);
    else common += visible(text);
    if (!added) aAt += text.length;
    if (!removed) bAt += text.length;
  }
  return { a: joined(a, aMarks), b: joined(b, bMarks), commonCharacters: common };
}

/** Marks with one letter or digit between them are one: five specks in an identifier say less than a bar. */
function joined(text: string, marks: readonly Mark[]): readonly Mark[] {
  const whole: Mark[] = [];
  for (const mark of marks) {
    if (mark[0] === mark[1]) continue;
    const last = whole.at(-1);
    const between = last ? text.slice(last[1], mark[0]) : '';
    if (last && (between === '' || letterOrDigit.test(between))) whole[whole.length - 1] = [last[0], mark[1]];
    else whole.push(mark);
  }
  return whole;
}

export function visible(text: string): number {
  return text.replace(/\s/g, '').length;
}
