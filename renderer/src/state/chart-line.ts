import type { NumericField, SeriesWish } from '#contract/chart';

/** A series that can be drawn. */
export interface ChartLine extends SeriesWish {
  /** Display-safe. */
  readonly topic: string;
}

/** A line of the table of series. */
export interface ChartRow extends ChartLine {
  readonly key: string;
  readonly checked: boolean;
  /** Its style; null: not drawn. */
  readonly slot: number | null;
  /** As the newest message has it; null: not known. */
  readonly field: NumericField | null;
  /** A pinned series whose topic has not been seen; it has no node. */
  readonly waiting: boolean;
  /** It stands here because a person added or pinned it. */
  readonly removable: boolean;
}

/** What a person chose to see of a topic. */
export interface ChartChoice {
  /** Drawn, each with its style. */
  readonly checked: ReadonlyMap<string, number>;
  /** Of other topics, and fields that the newest message does not have. */
  readonly added: readonly ChartLine[];
}

export function lineKey({ node, path }: SeriesWish): string {
  return `${node} ${path}`;
}
