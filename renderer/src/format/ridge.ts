/** The first-run drawing: plain bars on a shared baseline, three ranges of trees, the same on every machine. */
export const ridgeWidth = 1224;
export const ridgeHeight = 190;
const stepPx = 6;

interface Range {
  readonly base: number;
  readonly swell: number;
  readonly waves: number;
  readonly phase: number;
  readonly gap: number;
  readonly lowest: number;
  readonly highest: number;
  readonly slope: number;
}

const ranges: readonly Range[] = [
  { base: 74, swell: 26, waves: 5.2, phase: 0.9, gap: 30, lowest: 14, highest: 52, slope: 2.1 },
  { base: 36, swell: 18, waves: 6.6, phase: 3.3, gap: 40, lowest: 18, highest: 60, slope: 2.2 },
  { base: 2, swell: 12, waves: 8.2, phase: 5.4, gap: 52, lowest: 22, highest: 66, slope: 2.2 }
];

export interface RidgeBar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Back to front; every range a row of bars. */
export function ridgeBars(): readonly (readonly RidgeBar[])[] {
  const random = seeded(23);
  return ranges.map((range) => {
    const trees: { readonly at: number; readonly height: number; readonly slope: number }[] = [];
    for (let at = -20; at < ridgeWidth + 20; at += range.gap * (0.45 + 1.1 * random())) {
      const height = range.lowest + (range.highest - range.lowest) * random();
      trees.push({ at, height, slope: range.slope * (0.8 + 0.5 * random()) });
    }
    return Array.from({ length: ridgeWidth / stepPx }, (_, index) => {
      const middle = index * stepPx + 2;
      const ground = range.base + range.swell * Math.sin((middle / ridgeWidth) * range.waves + range.phase);
      const tallest = trees.reduce(
        (tall, tree) => Math.max(tall, tree.height - Math.abs(middle - tree.at) * tree.slope),
        0
      );
      const top = tallest > 0 ? Math.max(ground, ground + tallest) : ground;
      return { x: index * stepPx, y: ridgeHeight - top, height: Math.max(0, top + 2) };
    });
  });
}

/** mulberry32: small, seeded, good enough for trees. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
