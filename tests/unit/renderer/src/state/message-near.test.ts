import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageNear } from '../../../../../renderer/src/state/message-near';
import { EngineDouble, settled } from './engine-double';
import { historyRow, ListsDouble } from './history-double';

describe('messageNear', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const never = new AbortController().signal;

  async function near(
    rows: number,
    timeMs: number,
    change: {
      first?: number;
      withinMs?: number;
      timeOf?: (ordinal: number) => number;
      onRead?: (lists: ListsDouble) => void;
    } = {}
  ) {
    const engine = new EngineDouble();
    const lists = new ListsDouble(engine, rows);
    const { first = 0, withinMs = 0, timeOf, onRead } = change;
    lists.first = first;
    if (timeOf) lists.row = (ordinal) => historyRow(ordinal, { receivedAtMs: timeOf(ordinal) });
    if (onRead) {
      const row = lists.row;
      lists.row = (ordinal) => {
        onRead(lists);
        return row(ordinal);
      };
    }
    let found: number | null | undefined;
    void messageNear(engine.client, 1, { atMs: timeMs, withinMs }, never).then((seq) => (found = seq));
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
    [0, 1],
    [999_000, 1_000]
  ])('finds what came nearest to %d', async (timeMs, seq) => {
    const { found, open, asked } = await near(1_000, timeMs);
    expect(found).toBe(seq);
    expect(open).toBe(0);
    expect(asked).toBeLessThan(14);
  });

  it('finds nothing where what came then had to make room', async () => {
    expect((await near(1_000, 5_000, { first: 700 })).found).toBeNull();
    expect((await near(1_000, 699_900, { first: 700 })).found).toBeNull();
    expect((await near(1_000, 699_900, { first: 700, withinMs: 250 })).found).toBe(701);
  });

  it('goes on where the rows it looks at have to make room', async () => {
    const onRead = (lists: ListsDouble): void => {
      lists.first = 900;
    };
    expect((await near(1_000, 950_000, { onRead })).found).toBe(951);
    expect((await near(1_000, 850_000, { onRead })).found).toBeNull();
  });

  it('finds a message after the clock was set back, and one before that', async () => {
    // 0 to 599 s, then 300 s to 699 s.
    const timeOf = (ordinal: number): number => (ordinal < 600 ? ordinal : ordinal - 300) * 1_000;
    for (const [timeMs, seq] of [
      [650_000, 951],
      [620_000, 921],
      [200_000, 201]
    ] as const)
      expect((await near(1_000, timeMs, { timeOf })).found).toBe(seq);
  });

  it('says nothing is kept', async () => {
    expect((await near(0, 5_000)).found).toBeNull();
  });

  it('ends when nobody waits for it any more, and leaves no list open', async () => {
    const engine = new EngineDouble();
    const lists = new ListsDouble(engine, 1_000);
    lists.lookedAt = 1;
    const ending = new AbortController();
    let found: number | null | undefined;
    void messageNear(engine.client, 1, { atMs: -1, withinMs: 0 }, ending.signal).then((seq) => (found = seq));
    await lists.serve();
    ending.abort();
    await vi.advanceTimersByTimeAsync(25);
    await lists.serve();
    expect(found).toBeNull();
    expect(lists.open).toBe(0);
  });
});
