/** One line as drawn: safe to show, cut when very long. */
export interface LineText {
  readonly text: string;
  readonly cutCharacters: number;
}

/** A body as lines that are read by rank; `count` lines in all. */
export interface BodyLines {
  readonly count: number;
  line(rank: number): LineText;
}
