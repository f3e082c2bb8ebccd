/** How the points of one pixel column become a mark. Always named on screen. */
export const averagings = ['none', 'mean', 'band'] as const;
export type Averaging = (typeof averagings)[number];

/** A field of a JSON (or other structured) payload: names and indexes joined as in `window[0].value`; empty: the payload itself. */
export type FieldPath = string;

/** What a payload holds that can be drawn. */
export interface NumericField {
  readonly path: FieldPath;
  /** As it stands in this message, display-safe. */
  readonly text: string;
  /** Numbers in strings count, booleans are steps of 0 and 1. */
  readonly kind: 'number' | 'numeric-text' | 'boolean';
  readonly value: number;
  /** Against the message before; null: it had no such field. */
  readonly change: number | null;
  /** What stands beside it as its unit, or null. */
  readonly unit: Unit | null;
  /** Stands beside it and others, and does not say which of them it is the unit of. */
  readonly unclearUnit?: Unit;
}

/** A unit, and the field that says so. */
export interface Unit {
  readonly text: string;
  readonly field: FieldPath;
}

/** The numbers of one message with how they moved lately: at most `inspectorBounds.columns`. */
export interface MessageNumbers {
  readonly fields: readonly NumericField[];
  /** Numeric fields beyond the bound. */
  readonly more: number;
  /** For each field a line of at most 60 points over `spanMs` before the newest: null where nothing is. None when not asked for. */
  readonly lines: readonly (readonly (number | null)[])[];
  readonly spanMs: number;
}

/** One line of a chart. */
export interface SeriesWish {
  readonly node: number;
  readonly path: FieldPath;
}

/** What a series is, beside its points. */
export interface SeriesFacts extends SeriesWish {
  /** Display-safe. */
  readonly topic: string;
  readonly kind: NumericField['kind'];
  readonly unit: Unit | null;
  /** Points known now. */
  readonly points: number;
  /** Over the time asked for; null: no point in it. */
  readonly range: { readonly min: number; readonly mean: number; readonly max: number; readonly last: number } | null;
  /**
   * Columns beside `ChartData.atMs`. NaN: nothing there, the line goes on; Infinity: the line is broken there, for what came
   * was no number or messages may be missing. Of a band, `low` and `high`; else both are `values`.
   */
  readonly values: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A chart at one moment, reduced to what its width can show. */
export interface ChartData {
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * Shared by all series, ascending: at most about two for each pixel. Of each series the points next to the range stand here
   * too, so that lines enter and leave it.
   */
  readonly atMs: Float64Array;
  readonly series: readonly SeriesFacts[];
  /** Times in which messages may be missing: lines are broken there. */
  readonly gaps: readonly (readonly [fromMs: number, toMs: number])[];
  /** One column stands for so many ms; 0: every point is drawn. */
  readonly columnMs: number;
  /** Kept messages read so far, of how many: less while an old history is still being read. */
  readonly readMessages: number;
  readonly messages: number;
  /** Points let go because a window keeps `inspectorBounds.chartPoints`, and messages that are not read for the same reason. */
  readonly letGo: number;
  /** Messages too large or too slow to be read in a row. */
  readonly unread: number;
  /** From the oldest to the newest point of all series; null: none. */
  readonly wholeMs: readonly [number, number] | null;
}
