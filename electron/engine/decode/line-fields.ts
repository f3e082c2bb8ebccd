import type { LineField } from '#contract/document';

/** What fields the lines of a body are about. */
export interface LineFields {
  /** Of lines that are drawn one below the other. */
  of(drawn: readonly number[]): readonly (LineField | null)[];
  /** Where the field of a line begins in the decoded text; null: it is about none. */
  start(line: number): number | null;
}
