import type { WorkSteps } from './work-steps';

/**
 * Of pairs in rising order of `a`, the longest choice whose `b` rises too (patience sorting, O(n log n)): what stayed in order while
 * other things moved. Answers places in the lists.
 */
export function risingPairs(bs: ArrayLike<number>, work: WorkSteps): Int32Array {
  const count = bs.length;
  /** For each length the place where a choice of that length ends lowest. */
  const ends = new Int32Array(count);
  const before = new Int32Array(count);
  let length = 0;
  for (let place = 0; place < count; place += 1) {
    work.step();
    const b = bs[place] ?? 0;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bs[ends[middle] ?? 0] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[place] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = place;
    if (low === length) length += 1;
  }
  const chosen = new Int32Array(length);
  let at = length === 0 ? -1 : (ends[length - 1] ?? -1);
  for (let place = length - 1; place >= 0; place -= 1) {
    chosen[place] = at;
    at = before[at] ?? -1;
  }
  return chosen;
}
