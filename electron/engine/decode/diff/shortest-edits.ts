import type { WorkSteps } from './work-steps';

/** `count` equal things: from place `a` in one list, from place `b` in the other. */
export type TakeRun = (a: number, b: number, count: number) => void;

/**
 * The longest common sequence of two lists of numbers, as runs, when no more than `most` things differ (Myers 1986, "An O(ND) difference
 * algorithm"). False: more do, and nothing was taken. Own code beside jsdiff, which copies both lists and makes an object a step: here
 * lists have millions of numbers.
 */
export function shortestEdits(a: Int32Array, b: Int32Array, most: number, work: WorkSteps, take: TakeRun): boolean {
  const ways = new Ways(Math.min(most, a.length + b.length));
  for (let edits = 0; edits <= ways.most; edits += 1) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let aAt = ways.next(edits, diagonal);
      let bAt = aAt - diagonal;
      while (aAt < a.length && bAt < b.length && a[aAt] === b[bAt]) {
        aAt += 1;
        bAt += 1;
        work.step();
      }
      ways.reached(edits, diagonal, aAt);
      if (aAt >= a.length && bAt >= b.length) {
        takeBack(ways, edits, diagonal, take);
        return true;
      }
    }
    work.step();
  }
  return false;
}

/** How far in A one comes with so many edits on each diagonal (place in A less place in B). */
class Ways {
  readonly most: number;
  /** With 0 edits one number, with 1 two, and so on. */
  #ends = new Int32Array(64);

  constructor(most: number) {
    this.most = most;
  }

  /** Where one starts with one edit more: from the neighbour that came farther, by one thing of A or of B. */
  next(edits: number, diagonal: number): number {
    if (edits === 0) return 0;
    return this.#fromB(edits, diagonal) ? this.end(edits - 1, diagonal + 1) : this.end(edits - 1, diagonal - 1) + 1;
  }

  /** The diagonal one came from. */
  before(edits: number, diagonal: number): number {
    return this.#fromB(edits, diagonal) ? diagonal + 1 : diagonal - 1;
  }

  end(edits: number, diagonal: number): number {
    return this.#ends[place(edits, diagonal)] ?? 0;
  }

  reached(edits: number, diagonal: number, aAt: number): void {
    const at = place(edits, diagonal);
    if (at >= this.#ends.length) {
      const grown = new Int32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[at] = aAt;
  }

  #fromB(edits: number, diagonal: number): boolean {
    if (diagonal === -edits) return true;
    return diagonal !== edits && this.end(edits - 1, diagonal - 1) < this.end(edits - 1, diagonal + 1);
  }
}

function place(edits: number, diagonal: number): number {
  return (edits * (edits + 1)) / 2 + (diagonal + edits) / 2;
}

/** From the end to the beginning, then taken in order. */
function takeBack(ways: Ways, lastEdits: number, lastDiagonal: number, take: TakeRun): void {
  const runs: number[] = [];
  let diagonal = lastDiagonal;
  for (let edits = lastEdits; edits >= 0; edits -= 1) {
    const from = ways.next(edits, diagonal);
    const count = ways.end(edits, diagonal) - from;
    if (count > 0) runs.push(from, from - diagonal, count);
    if (edits > 0) diagonal = ways.before(edits, diagonal);
  }
  for (let at = runs.length - 3; at >= 0; at -= 3) take(runs[at] ?? 0, runs[at + 1] ?? 0, runs[at + 2] ?? 0);
}
