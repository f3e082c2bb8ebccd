import { describe, expect, it } from 'vitest';
import { ArrayElements, elementNumbers } from '../../../../../../electron/engine/decode/diff/array-elements';
import { commonRuns } from '../../../../../../electron/engine/decode/diff/common-runs';
import { DiffBudget } from '../../../../../../electron/engine/decode/diff/diff-budget';
import { DiffRows } from '../../../../../../electron/engine/decode/diff/diff-rows';
import { DiffScript } from '../../../../../../electron/engine/decode/diff/diff-script';
import { jsonDiffLines } from '../../../../../../electron/engine/decode/diff/json-diff-lines';
import { JsonTree } from '../../../../../../electron/engine/decode/diff/json-tree';
import { matchObjects } from '../../../../../../electron/engine/decode/diff/match-objects';
import { shortestEdits } from '../../../../../../electron/engine/decode/diff/shortest-edits';
import { layOutJson } from '../../../../../../electron/engine/decode/json-layout';
import { JsonLineTable } from '../../../../../../electron/engine/decode/json-line-table';
import { JsonLines } from '../../../../../../electron/engine/decode/json-lines';
import { runSteps } from '../../../../../../electron/engine/decode/run-steps';

const things = 200_000;
const never = (): void => undefined;
const numbers = Array.from({ length: things }, (_, at) => at);

function tree(text: string): JsonTree {
  const bytes = Buffer.from(text);
  const table = runSteps(layOutJson(bytes, { cut: false, flatArrays: true }), never);
  if (table === null) throw new Error('no JSON');
  return new JsonTree(new JsonLines(bytes, table), never);
}

/** How many things it went through between two signs of life, on average. */
function thingsPerSign(times: number, work: (budget: DiffBudget) => void): number {
  let signs = 0;
  work(new DiffBudget(() => (signs += 1)));
  return (times * things) / Math.max(1, signs);
}

// A job that is silent for a second is ended: whatever is as long as the messages says now and then that it goes on.
describe('a sign of life comes at least every 10,000 things', () => {
  it('when a common sequence of long lists is looked for', () => {
    const a = Int32Array.from(numbers);
    const moved = Int32Array.from([...numbers.slice(things / 2), ...numbers.slice(0, things / 2)]);
    // Twice what both have, twice what comes once, its pairs, and the longest rise of them.
    expect(thingsPerSign(8, (budget) => commonRuns(a, moved, budget, never))).toBeLessThan(10_000);
  });

  it('along an equal stretch of two lists', () => {
    const a = Int32Array.from([-1, ...numbers]);
    const b = Int32Array.from([-2, ...numbers]);
    expect(thingsPerSign(1, (budget) => expect(shortestEdits(a, b, 2, budget, never)).toBe(true))).toBeLessThan(10_000);
  });

  it('when names stand in another order', () => {
    const fields = numbers.map((at) => `"n${at}":1`);
    const [a, b] = [tree(`{${fields.join()}}`), tree(`{${fields.reverse().join()}}`)];
    expect(thingsPerSign(3, (budget) => matchObjects(a, 0, b, 0, budget, never))).toBeLessThan(10_000);
  });

  it('when an array of one line became a long one', () => {
    const [a, b] = [tree('[1,2]'), tree(`[${numbers.join()}]`)];
    const work = (budget: DiffBudget): void => {
      elementNumbers(new ArrayElements(a, 0), new ArrayElements(b, 0), budget);
    };
    expect(thingsPerSign(1, work)).toBeLessThan(10_000);
  });

  it('when the rows are counted', () => {
    const script = new DiffScript();
    for (const at of numbers)
      if (at % 2 === 0) script.same(at, at, 1);
      else script.change(at, 1, at, 1);
    const none = new JsonLines(new Uint8Array(), new JsonLineTable());
    const lines = jsonDiffLines(none, none);
    const work = ({ alive }: DiffBudget): void => {
      new DiffRows({ lines, script, layout: 'inline', context: { before: 0, after: 1 }, alive });
    };
    expect(thingsPerSign(2, work)).toBeLessThan(10_000);
  });
});

describe('the elements of two arrays', () => {
  it('get the same number where they are written alike, and one of their own where they are containers or on one side only', () => {
    const [a, b] = [tree('[1, 2, "x", 2]'), tree(`[2, [1], 1, "x", 7, {}, 7${', 7'.repeat(40)}]`)];
    const found = elementNumbers(new ArrayElements(a, 0), new ArrayElements(b, 0), new DiffBudget(never));
    const [one, , x, two] = found.a;
    expect(found.a[1]).toBe(two);
    expect([...found.b.slice(0, 6)]).toEqual([two, expect.any(Number), one, x, expect.any(Number), expect.any(Number)]);
    const others = [1, 4, 5].map((place) => found.b[place]);
    expect(new Set([...found.a, ...others]).size).toBe(6);
  });
});

describe('the shortest way from one list to another', () => {
  it('is not taken when it is longer than asked', () => {
    const runs: number[] = [];
    const take = (...run: readonly number[]): void => void runs.push(...run);
    const [a, b] = [Int32Array.from([1, 2, 3, 4]), Int32Array.from([1, 9, 3, 4, 5])];
    expect(shortestEdits(a, b, 2, new DiffBudget(never), take)).toBe(false);
    expect(runs).toEqual([]);
    expect(shortestEdits(a, b, 3, new DiffBudget(never), take)).toBe(true);
    expect(runs).toEqual([0, 0, 1, 2, 2, 2]);
  });
});
