/** Which message is compared. */
export interface DiffSide {
  readonly node: number;
  readonly seq: number;
}

/** Two messages compared, held by the engine under a document's number; rows are read with `readDiff`. */
export interface OpenedDiff {
  readonly document: number;
  readonly kind: 'json' | 'text' | 'binary';
  /** Unchanged stretches folded. */
  readonly rows: number;
  /** Of JSON: fields that differ, are new or are gone; of text: lines; of binary: bytes. */
  readonly changes: number;
  /** Nothing differs, not even what is ignored; `changes` is 0 too when only ignored fields differ. */
  readonly identical: boolean;
  /**
   * Paths that differ in this pair and, as far as known, in every message (a time stamp, a counter): `Ignore ts`. `[*]` in one stands for
   * every place in an array; `ignore` takes it too.
   */
  readonly restless: readonly string[];
  /** Too large to compare by structure or by longest common sequence: compared line by line in place. */
  readonly coarse: boolean;
}

/** A range of characters of a row's text, end excluded. */
export type Mark = readonly [start: number, end: number];

export interface DiffCell {
  /** Display-safe. */
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Of the line or the hex row in its own message, from 1. 0: nothing stands here, beside an ignored line that only the other side has. */
  readonly number: number;
}

/** One row: in a split view both sides stand beside each other, inline a change is two rows. */
export type DiffRow =
  | { readonly kind: 'same'; readonly a: DiffCell; readonly b: DiffCell }
  | { readonly kind: 'change'; readonly a: DiffCell | null; readonly b: DiffCell | null }
  /** So many unchanged lines are folded here; `unfoldDiff` opens them. */
  | { readonly kind: 'folded'; readonly lines: number };
