import { describe, expect, it } from 'vitest';
import { commonRuns } from '../../../../../../electron/engine/decode/diff/common-runs';
import { DiffBudget } from '../../../../../../electron/engine/decode/diff/diff-budget';
import { seededRandom } from '../../../../../support/seeded-random';

function runsOf(a: readonly number[], b: readonly number[]) {
  const budget = new DiffBudget(() => undefined);
  const runs: (readonly [number, number, number])[] = [];
  commonRuns(Int32Array.from(a), Int32Array.from(b), budget, (aPlace, bPlace, count) =>
    runs.push([aPlace, bPlace, count])
  );
  let [aEnd, bEnd, common] = [0, 0, 0];
  for (const [aPlace, bPlace, count] of runs) {
    expect(aPlace).toBeGreaterThanOrEqual(aEnd);
    expect(bPlace).toBeGreaterThanOrEqual(bEnd);
    expect(a.slice(aPlace, aPlace + count)).toEqual(b.slice(bPlace, bPlace + count));
    [aEnd, bEnd, common] = [aPlace + count, bPlace + count, common + count];
  }
  return { common, coarse: budget.coarse };
}

/** The longest there is, the slow way. */
function longest(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const value of a) {
    const next = [0];
    b.forEach((other, at) =>
      next.push(value === other ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0))
    );
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('a common sequence of two lists', () => {
  it('is the longest there is when they are short', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 300; round += 1) {
      const list = (): number[] => Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 8));
      const [a, b] = [list(), list()];
      expect(runsOf(a, b)).toEqual({ common: longest(a, b), coarse: false });
    }
  });

  it('goes through long lists by what comes once in both', () => {
    const a = Array.from({ length: 50_000 }, (_, at) => at);
    const b = a.flatMap((value) => (value % 50 === 0 ? [] : value % 77 === 0 ? [value, -value] : [value]));
    expect(runsOf(a, b).common).toBe(49_000);
    const moved = [...a.slice(20_000), ...a.slice(0, 20_000)];
    expect(runsOf(a, moved)).toEqual({ common: 30_000, coarse: false });
  });

  it('says when it did not look closely', () => {
    const random = seededRandom(2);
    const list = (): number[] => Array.from({ length: 60_000 }, () => Math.floor(random() * 5));
    expect(runsOf(list(), list()).coarse).toBe(true);
  });

  it('is empty, and found at once, when they share nothing', () => {
    const a = Array.from({ length: 100_000 }, (_, at) => at);
    expect(
      runsOf(
        a,
        a.map((value) => value + 100_000)
      )
    ).toEqual({ common: 0, coarse: false });
  });
});
