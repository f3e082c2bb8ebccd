/** What time a chart shows: the newest of it and following, or a part that stays. */
export type ChartRange =
  /** `spanMs` null: all there is. */
  | { readonly kind: 'live'; readonly spanMs: number | null }
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number };

/** Two times, epoch ms. */
export type ChartSpan = readonly [fromMs: number, toMs: number];

const leastSpanMs = 10;
const longestSpanMs = 3_650 * 86_400_000;

/** Closer (`factor` below 1) or further, around a place between 0 and 1. */
export function zoomed([fromMs, toMs]: ChartSpan, factor: number, at: number, whole: ChartSpan): ChartSpan {
  const spanMs = Math.min(longestSpanMs, Math.max(leastSpanMs, (toMs - fromMs) * factor));
  const placeMs = fromMs + (toMs - fromMs) * at;
  const startMs = placeMs - spanMs * at;
  return within([startMs, startMs + spanMs], whole);
}

/** Moved by a part of what is shown: above 0 towards newer. */
export function panned([fromMs, toMs]: ChartSpan, by: number, whole: ChartSpan): ChartSpan {
  const byMs = (toMs - fromMs) * by;
  return within([fromMs + byMs, toMs + byMs], whole);
}

/** Half of what is shown may be empty: nobody gets lost in times without anything. */
function within([fromMs, toMs]: ChartSpan, [oldestMs, newestMs]: ChartSpan): ChartSpan {
  const spanMs = toMs - fromMs;
  const middleMs = (fromMs + toMs) / 2;
  const keptMs = Math.min(Math.max(middleMs, oldestMs), newestMs);
  return keptMs === middleMs ? [fromMs, toMs] : [keptMs - spanMs / 2, keptMs + spanMs / 2];
}
