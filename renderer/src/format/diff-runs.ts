import type { Mark } from '#contract/diff';
import type { Token, TokenKind } from './json-tokens';

/** A piece of a compared line: one colour, and marked as different or not. */
export interface DiffRun {
  readonly kind: TokenKind;
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts the coloured pieces of a line where its marks begin and end. Together they are the line. Marks are in order. */
export function diffRuns(tokens: readonly Token[], marks: readonly Mark[]): DiffRun[] {
  const runs: DiffRun[] = [];
  let at = 0;
  let next = 0;
  for (const { kind, text } of tokens) {
    const end = at + text.length;
    let from = at;
    while (from < end) {
      while (next < marks.length && (marks[next]?.[1] ?? 0) <= from) next += 1;
      const [markStart, markEnd] = marks[next] ?? [end, end];
      const marked = markStart <= from;
      const to = Math.min(end, marked ? markEnd : markStart);
      runs.push({ kind, text: text.slice(from - at, to - at), marked });
      from = to;
    }
    at = end;
  }
  return runs;
}
