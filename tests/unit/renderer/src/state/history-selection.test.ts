import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { HistoryTabState } from '../../../../../renderer/src/state/history-tab.svelte';
import { EngineDouble, selectedTopic } from './engine-double';
import { ListsDouble } from './history-double';

async function open(rows: number) {
  const engine = new EngineDouble();
  const lists = new ListsDouble(engine, rows);
  const tab = new HistoryTabState(engine.client, () => undefined);
  onTestFinished(() => tab.close());
  const turn = async () => {
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
  };
  tab.show(selectedTopic(1, rows), null);
  await lists.serve();
  return { lists, tab, turn };
}

describe('rows that are selected in the History tab', () => {
  beforeEach(() => vi.useFakeTimers({ now: 10_000 }));
  afterEach(() => vi.useRealTimers());

  it('are selected with Shift, from where B was, until a row is picked without', async () => {
    const { lists, tab, turn } = await open(50);
    expect(tab.range).toBeNull();
    tab.move('older', 10, 'extend');
    tab.move('older', 10, 'extend');
    expect(tab.range).toEqual({ ranges: [{ fromSeq: 50, toSeq: 48 }], rows: 3, chosen: false });
    expect([tab.selecting, tab.markedRank]).toEqual([true, 0]);
    tab.pick(9, 'extend');
    expect(tab.range).toEqual({ ranges: [{ fromSeq: 50, toSeq: 41 }], rows: 10, chosen: false });
    tab.move('newest', 10, 'extend');
    lists.end = 60;
    tab.list.hear();
    await turn();
    expect([tab.b?.seq, tab.range]).toEqual([50, null]);
    tab.move('older', 10, 'extend');
    expect(tab.range?.rows).toBe(2);
    tab.move('older', 10);
    expect([tab.marked, tab.selecting]).toEqual([null, false]);
  });

  it('selects single rows and more stretches beside those that are', async () => {
    const { tab } = await open(50);
    const seqs = () => Array.from({ length: 50 }, (_, at) => 50 - at).filter((seq) => tab.isSelected(seq));
    tab.pick(2);
    expect(seqs()).toEqual([48]);
    tab.pick(5, 'toggle');
    tab.pick(9, 'toggle');
    expect([seqs(), tab.b?.seq, tab.range?.rows, tab.range?.chosen]).toEqual([[48, 45, 41], 41, 3, true]);
    tab.pick(12, 'add');
    expect(seqs()).toEqual([48, 45, 41, 40, 39, 38]);
    tab.pick(10, 'toggle');
    expect(seqs()).toEqual([48, 45, 41, 39, 38]);
    expect(tab.announcement).toBe('5 messages selected');
    expect(tab.range).toEqual({
      ranges: [
        { fromSeq: 38, toSeq: 39 },
        { fromSeq: 41, toSeq: 41 },
        { fromSeq: 45, toSeq: 45 },
        { fromSeq: 48, toSeq: 48 }
      ],
      rows: 5,
      chosen: true
    });
    tab.pick(20);
    expect([seqs(), tab.range]).toEqual([[30], null]);
  });

  it('goes on selecting singly from what Shift selected', async () => {
    const { tab } = await open(50);
    tab.pick(2);
    tab.pick(4, 'extend');
    expect([tab.isSelected(47), tab.isSelected(45)]).toEqual([true, false]);
    tab.pick(8, 'toggle');
    expect(tab.range).toMatchObject({
      ranges: [
        { fromSeq: 42, toSeq: 42 },
        { fromSeq: 46, toSeq: 48 }
      ],
      rows: 4
    });
    expect([tab.marked, tab.selecting]).toEqual([null, false]);
  });

  it('is over when the last of a stretch is taken out again', async () => {
    const { tab } = await open(50);
    tab.pick(2);
    tab.pick(4, 'extend');
    for (const rank of [2, 3, 4]) tab.pick(rank, 'toggle');
    expect([tab.range, tab.isSelected(46), tab.isSelected(47)]).toEqual([null, true, false]);
    tab.pick(9, 'toggle');
    expect(tab.range?.rows).toBe(2);
  });

  it('moves B with Ctrl without what is selected, and selects it with Ctrl+Space', async () => {
    const { tab } = await open(50);
    tab.pick(1);
    tab.move('older', 10, 'keep');
    tab.move('older', 10, 'keep');
    expect([tab.b?.seq, tab.isSelected(47), tab.isSelected(49)]).toEqual([47, false, true]);
    tab.toggle();
    expect([tab.range?.rows, tab.isSelected(47)]).toEqual([2, true]);
    tab.toggle();
    expect(tab.range?.rows).toBe(1);
    tab.move('older', 10);
    expect(tab.range).toBeNull();
  });

  it('lets what is selected go with the list', async () => {
    const { lists, tab } = await open(50);
    tab.pick(5, 'toggle');
    tab.setChangesOnly(true);
    await lists.serve();
    expect(tab.range).toBeNull();
  });
});
