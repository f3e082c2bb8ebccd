/** How one line stands to the message before. */
export interface LineChange {
  readonly changed: boolean;
  /** What stood there before, safe to show; null when it is new or not comparable. */
  readonly was: string | null;
}

export interface Comparison {
  change(rank: number): LineChange;
  /** Whether any of these lines, `first` to `last`, differs: for a block that is folded. */
  changesWithin(first: number, last: number): boolean;
  readonly removedNames: readonly string[];
}

export const unchanged: LineChange = { changed: false, was: null };
/** `was …` stands at the end of a line: more than this is never seen. */
export const maxWasCharacters = 200;
