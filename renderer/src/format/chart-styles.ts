/** How a line is drawn: colour and dash together tell it from all others, up to 24 of them. */
export interface LineStyle {
  /** 1 to 6: the token --s1 to --s6. */
  readonly hue: number;
  /** Lengths of dashes and of the space between, CSS px; empty: solid. */
  readonly dash: readonly number[];
}

const hues = 6;
const dashes: readonly (readonly number[])[] = [[], [5, 3], [1.5, 3.5], [8, 3, 1.5, 3]];
/** Neighbours differ by more than their colour. */
const firstDash = [0, 1, 0, 2, 3, 1];

/** Style of the slot-th line of a chart, from 0 on. */
export function lineStyle(slot: number): LineStyle {
  const hue = slot % hues;
  const dash = ((firstDash[hue] ?? 0) + Math.floor(slot / hues)) % dashes.length;
  return { hue: hue + 1, dash: dashes[dash] ?? [] };
}

/** The smallest slot that is not taken. */
export function freeSlot(taken: readonly number[]): number {
  const all = new Set(taken);
  let slot = 0;
  while (all.has(slot)) slot += 1;
  return slot;
}
