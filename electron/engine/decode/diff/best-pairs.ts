/** Which of A became which of B: -1 where there is none on that side. */
export type TakePair = (a: number, b: number) => void;

/**
 * The choice of pairs, rising on both sides, whose scores are the most in all; 0 is no pair. Takes all of A and B in order, what has no
 * partner in A before what has none in B. Costs `aCount * bCount` scores.
 */
export function bestPairs(
  aCount: number,
  bCount: number,
  score: (a: number, b: number) => number,
  take: TakePair
): void {
  const width = bCount + 1;
  const scores = new Uint8Array(aCount * bCount);
  /** What is to be had from here to the end. */
  const best = new Int32Array((aCount + 1) * width);
  const at = (a: number, b: number): number => best[a * width + b] ?? 0;
  for (let a = aCount - 1; a >= 0; a -= 1) {
    for (let b = bCount - 1; b >= 0; b -= 1) {
      const here = score(a, b);
      scores[a * bCount + b] = here;
      const paired = here === 0 ? 0 : here + at(a + 1, b + 1);
      best[a * width + b] = Math.max(paired, at(a + 1, b), at(a, b + 1));
    }
  }
  let a = 0;
  let b = 0;
  while (a < aCount && b < bCount) {
    const here = scores[a * bCount + b] ?? 0;
    if (here > 0 && at(a, b) === here + at(a + 1, b + 1)) {
      take(a, b);
      a += 1;
      b += 1;
    } else if (at(a, b) === at(a + 1, b)) {
      take(a, -1);
      a += 1;
    } else {
      take(-1, b);
      b += 1;
    }
  }
  for (; a < aCount; a += 1) take(a, -1);
  for (; b < bCount; b += 1) take(-1, b);
}
