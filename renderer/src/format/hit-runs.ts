/** A piece of text that is a hit, or lies between hits. */
interface HitRun {
  readonly text: string;
  readonly hit: boolean;
}

/** Where words (lower case) stand in a text, whatever their case there. Null: nowhere. */
export function hitRuns(text: string, words: readonly string[]): readonly HitRun[] | null {
  if (words.length === 0) return null;
  const lower = text.toLowerCase();
  // A few letters are two in lower case: places there are not places here.
  if (lower.length !== text.length) return null;
  const hits = new Uint8Array(text.length);
  let found = false;
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      hits.fill(1, at, at + word.length);
      found = true;
    }
  }
  if (!found) return null;
  const runs: HitRun[] = [];
  for (let start = 0, at = 1; at <= text.length; at += 1) {
    if (at < text.length && hits[at] === hits[start]) continue;
    runs.push({ text: text.slice(start, at), hit: hits[start] === 1 });
    start = at;
  }
  return runs;
}
