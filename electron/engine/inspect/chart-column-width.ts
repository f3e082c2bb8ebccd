import type { Averaging } from '#contract/chart';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Widths that can be said in a few words: "average per 5 s". */
const named = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day]
];

/** Ms that a column stands for, so that no more than `widthPx` are drawn. Nobody reads the width of one that shows extremes. */
export function columnWidthMs(spanMs: number, widthPx: number, averaging: Averaging): number {
  const leastMs = Math.max(spanMs / widthPx, 0.01);
  if (averaging !== 'none') return named.find((ms) => ms >= leastMs) ?? Math.ceil(leastMs / day) * day;
  const step = 10 ** (Math.floor(Math.log10(leastMs)) - 1);
  const ms = Math.ceil(leastMs / step) * step;
  return step >= 1 ? ms : Number(ms.toPrecision(6));
}
