import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageNear } from '../../../../../renderer/src/state/message-near';
import { EngineDouble, settled } from './engine-double';
import { ListsDouble } from './history-double';

describe('messageNear', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  async function near(rows: number, first: number, timeMs: number) {
    const engine = new EngineDouble();
    const lists = new ListsDouble(engine, rows);
    lists.first = first;
    let found: number | null | undefined;
    void messageNear(engine.client, 1, timeMs).then((seq) => (found = seq));
    for (let turn = 0; turn < 60 && found === undefined; turn += 1) await lists.serve();
    await settled();
    await lists.serve();
    return { found, open: lists.open, asked: engine.questions('readList').length };
  }

  // Row n of the double was received at n x 1,000 ms and has seq n + 1.
  it.each([
    [500_000, 501],
    [500_400, 501],
    [500_600, 502],
    [-5, 1],
    [9e9, 1_000]
  ])('finds what came nearest to %d', async (timeMs, seq) => {
    const { found, open, asked } = await near(1_000, 0, timeMs);
    expect(found).toBe(seq);
    expect(open).toBe(0);
    expect(asked).toBeLessThan(14);
  });

  it('finds the oldest that is kept where older ones made room', async () => {
    expect((await near(1_000, 700, 5_000)).found).toBe(701);
  });

  it('says nothing is kept', async () => {
    expect((await near(0, 0, 5_000)).found).toBeNull();
  });
});
