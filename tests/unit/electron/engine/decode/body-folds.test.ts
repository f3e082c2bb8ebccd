import { describe, expect, it } from 'vitest';
import { BodyFolds, type LineBlocks } from '../../../../../electron/engine/decode/body-folds';
import { randomFrom } from '../../../../support/arrival';

/** Blocks as a formatted text has them: each opens on one line, may hold others, and closes on a later one. */
function randomBlocks(random: () => number, most: number): LineBlocks {
  const lasts: number[] = [];
  const open: number[] = [];
  while (lasts.length < most) {
    const line = lasts.length;
    lasts.push(line);
    const draw = random();
    if (draw < 0.35) open.push(line);
    else if (draw < 0.6 && open.length > 0) lasts[open.pop() ?? 0] = line;
  }
  for (const line of open) lasts[line] = most - 1;
  return { count: most, lastLine: (rank) => lasts[rank] ?? rank };
}

/** What is drawn, line by line. */
function shown(blocks: LineBlocks, folded: ReadonlySet<number>): number[] {
  const lines: number[] = [];
  for (let line = 0; line < blocks.count; line += 1) {
    lines.push(line);
    if (folded.has(line)) line = blocks.lastLine(line);
  }
  return lines;
}

describe('folds', () => {
  it('show the lines that a plain walk over them shows, whatever is folded and unfolded', () => {
    const random = randomFrom(77);
    for (let round = 0; round < 200; round += 1) {
      const blocks = randomBlocks(random, 1 + Math.floor(random() * 90));
      const folds = new BodyFolds(blocks);
      let folded = new Set<number>();
      for (let step = 0; step < 12; step += 1) {
        const line = Math.floor(random() * blocks.count);
        const fold = random() < 0.7;
        if (random() < 0.05) {
          folds.foldAll(fold);
          const openers = Array.from({ length: blocks.count }, (_, at) => at).filter((at) => blocks.lastLine(at) > at);
          const whole = (at: number): boolean => at === 0 && blocks.lastLine(0) === blocks.count - 1;
          folded = new Set(fold ? openers.filter((at) => !whole(at)) : []);
        } else {
          folds.fold(line, fold);
          if (fold && blocks.lastLine(line) > line) folded.add(line);
          else folded.delete(line);
        }
        const expected = shown(blocks, folded);
        expect(folds.count).toBe(expected.length);
        expect(Array.from({ length: folds.count }, (_, rank) => folds.lineAt(rank))).toEqual(expected);
      }
    }
  });

  it('hold a million blocks', () => {
    const count = 2_000_001;
    const last = (rank: number): number => (rank === 0 ? count - 1 : rank % 2 === 1 ? rank + 1 : rank);
    const folds = new BodyFolds({ count, lastLine: last });
    folds.foldAll(true);
    expect(folds.count).toBe(1_000_001);
    expect(folds.lineAt(1_000_000)).toBe(1_999_999);
    folds.fold(1_999_999, false);
    expect([folds.count, folds.lineAt(1_000_001)]).toEqual([1_000_002, 2_000_000]);
    folds.fold(0, true);
    expect(folds.count).toBe(1);
  });
});
