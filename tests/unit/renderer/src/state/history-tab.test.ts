import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MessageNumbers } from '#contract/chart';
import { succeed } from '#contract/failure';
import { historyWords } from '#contract/words/history';
import { type HistoryPlace, HistoryTabState } from '../../../../../renderer/src/state/history-tab.svelte';
import { emptyFrame, EngineDouble, selectedTopic } from './engine-double';
import { historyRow, ListsDouble } from './history-double';

function start(rows: number) {
  const engine = new EngineDouble();
  const lists = new ListsDouble(engine, rows);
  const picked: (number | null)[] = [];
  const tab = new HistoryTabState(engine.client, (place) => picked.push(place?.seq ?? null));
  onTestFinished(() => tab.close());
  const turn = async () => {
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
  };
  return { engine, lists, picked, tab, turn };
}

async function open(rows: number) {
  const all = start(rows);
  all.tab.show(selectedTopic(1, rows), null);
  await all.lists.serve();
  return all;
}

const pair = (tab: HistoryTabState) => [tab.wish?.a?.seq, tab.wish?.b.seq];

describe('HistoryTabState', () => {
  beforeEach(() => vi.useFakeTimers({ now: 10_000 }));
  afterEach(() => vi.useRealTimers());

  it('compares the newest message with the one before it', async () => {
    const { tab } = await open(50);
    expect(pair(tab)).toEqual([49, 50]);
    expect([tab.shownRank, tab.wish?.follows]).toEqual([0, true]);
  });

  it('goes on to the newest message while it follows', async () => {
    const { engine, lists, tab, turn } = await open(50);
    lists.end = 52;
    engine.frame({ status: { ...emptyFrame.status, messages: 9 } });
    await turn();
    expect(pair(tab)).toEqual([51, 52]);
  });

  it('keeps nothing of an engine that is gone: another one’s topics may have the same numbers', async () => {
    const { engine, lists, tab } = await open(50);
    tab.mark();
    tab.toggleColumn('value');
    tab.typeFilter('warn');
    expect(tab.marked).not.toBeNull();
    engine.snapshot();
    tab.show(selectedTopic(1, 50), null);
    await lists.serve();
    expect([tab.marked, tab.filter, tab.list.columns]).toEqual([null, '', []]);
    expect(pair(tab)).toEqual([49, 50]);
  });

  it('moves B by rows, and holds still', async () => {
    const { lists, picked, tab, turn } = await open(50);
    tab.move('older', 10);
    tab.move('older', 10);
    expect(pair(tab)).toEqual([47, 48]);
    lists.end = 60;
    tab.list.hear();
    await turn();
    expect(pair(tab)).toEqual([47, 48]);
    expect(tab.list.newer).toBe(10);
    tab.move('newer', 10);
    expect(pair(tab)).toEqual([48, 49]);
    tab.move('newest', 10);
    await turn();
    expect(pair(tab)).toEqual([59, 60]);
    expect(picked).toEqual([49, 48, 49, null]);
  });

  it('moves B by pages and to the oldest row, which has to be read first', async () => {
    const { lists, tab } = await open(5_000);
    tab.move('page-older', 20);
    expect(tab.b?.seq).toBe(4_980);
    tab.move('oldest', 20);
    expect(tab.wantedRank).toBe(4_999);
    tab.list.look(4_980, 20);
    await lists.serve();
    expect(tab.b?.seq).toBe(1);
    expect(tab.alone).toBe(true);
    expect(tab.wish).toBeNull();
    tab.move('page-newer', 20);
    await lists.serve();
    expect(tab.b?.seq).toBe(21);
  });

  it('marks B as A, keeps it as B moves, and clears it with the second Space', async () => {
    const { tab } = await open(50);
    tab.mark();
    expect(tab.announcement).toMatch(/is A$/);
    tab.move('older', 10);
    tab.move('older', 10);
    expect(pair(tab)).toEqual([50, 48]);
    expect(tab.markedRank).toBe(0);
    tab.mark();
    expect(pair(tab)).toEqual([48, 48]);
    tab.mark();
    expect(tab.announcement).toBe(historyWords.unmarked);
    expect(pair(tab)).toEqual([47, 48]);
  });

  it('selects rows with Shift, from where B was, until a row is picked without', async () => {
    const { lists, tab, turn } = await open(50);
    expect(tab.range).toBeNull();
    tab.move('older', 10, true);
    tab.move('older', 10, true);
    expect(tab.range).toEqual({ fromSeq: 50, toSeq: 48, rows: 3 });
    expect([tab.selecting, tab.markedRank]).toEqual([true, 0]);
    tab.pick(9, true);
    expect(tab.range).toEqual({ fromSeq: 50, toSeq: 41, rows: 10 });
    tab.move('newest', 10, true);
    lists.end = 60;
    tab.list.hear();
    await turn();
    expect([tab.b?.seq, tab.range]).toEqual([50, null]);
    tab.move('older', 10, true);
    expect(tab.range?.rows).toBe(2);
    tab.move('older', 10);
    expect([tab.marked, tab.selecting]).toEqual([null, false]);
  });

  it('keeps an A that Space marked while rows are picked, with Shift or without', async () => {
    const { tab } = await open(50);
    tab.mark();
    tab.pick(5, true);
    tab.pick(7);
    expect(tab.range).toEqual({ fromSeq: 50, toSeq: 43, rows: 8 });
    expect(tab.selecting).toBe(false);
  });

  it('knows how many rows lie between A and B also where theirs were let go, until the list is another one', async () => {
    const { lists, tab, turn } = await open(5_000);
    tab.pick(2);
    tab.mark();
    tab.move('oldest', 20, true);
    for (let first = 0; first < 5_000; first += 250) {
      tab.list.look(first, 20);
      await lists.serve();
    }
    tab.list.look(4_980, 20);
    await lists.serve();
    expect(tab.b?.seq).toBe(1);
    expect(tab.markedRank).toBeNull();
    expect(tab.range).toEqual({ fromSeq: 4_998, toSeq: 1, rows: 4_998 });
    tab.typeFilter('x');
    await turn();
    expect(tab.range).toEqual({ fromSeq: 4_998, toSeq: 1, rows: null });
  });

  it('keeps the height of the comparison for the next connection', () => {
    const { tab } = start(1);
    tab.diffHeightPx = 222;
    expect(start(1).tab.diffHeightPx).toBe(222);
    tab.diffHeightPx = null;
    expect(start(1).tab.diffHeightPx).toBeNull();
  });

  it('lets A and B go with their topic', async () => {
    const { lists, tab } = await open(50);
    tab.move('older', 10);
    tab.mark();
    tab.show(selectedTopic(2, null), null);
    await lists.serve();
    expect([tab.marked, tab.picked]).toEqual([null, null]);
    expect(lists.opened?.node).toBe(2);
  });

  it('lists a branch without a message of its own with all below', async () => {
    const { lists, tab } = start(50);
    tab.show(selectedTopic(1, null), null);
    await lists.serve();
    expect(lists.opened).toMatchObject({ below: true });
  });

  it('compares within one topic when the list holds several, and lets the engine look where rows are not at hand', async () => {
    const { lists, tab } = start(50);
    lists.row = (ordinal) => historyRow(ordinal, { node: ordinal === 3 ? 9 : 1 + (ordinal % 3) });
    tab.show(selectedTopic(1, null), null);
    await lists.serve();
    expect(pair(tab)).toEqual([47, 50]);
    tab.pick(46);
    expect(tab.b?.node).toBe(9);
    expect(tab.alone).toBe(true);
    tab.typeFilter('warn');
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    expect(tab.alone).toBe(false);
    expect(tab.wish?.a).toBeNull();
  });

  it('asks for a filter once the hand rests, and at once when it is cleared', async () => {
    const { engine, lists, tab } = await open(50);
    for (const text of ['w', 'wa', 'war']) {
      tab.typeFilter(text);
      await vi.advanceTimersByTimeAsync(249);
    }
    expect(engine.questions('openList')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await lists.serve();
    expect(lists.opened).toMatchObject({ filter: 'war' });
    tab.clearFilter();
    await lists.serve();
    expect(lists.opened).toMatchObject({ filter: '' });
    expect(lists.open).toBe(1);
  });

  it('keeps the columns of a topic, and asks for them', async () => {
    const { lists, tab, turn } = await open(50);
    tab.toggleColumn('value');
    tab.toggleColumn('unit');
    tab.toggleColumn('unit');
    await turn();
    expect(tab.list.entryAt(0)?.columns).toEqual(['value of 49']);
    tab.show(selectedTopic(2, 50), null);
    await lists.serve();
    expect(tab.list.columns).toEqual([]);
    tab.show(selectedTopic(1, 50), null);
    await lists.serve();
    expect(tab.list.columns).toEqual(['value']);
    expect(tab.list.entryAt(0)?.columns).toEqual(['value of 49']);
  });

  it('offers the fields of B as columns: those of its row, and its numbers', async () => {
    const { engine, lists, tab } = start(50);
    const fields = [['value', '1'] as const, ['a.b', '2'] as const];
    lists.row = (ordinal) => historyRow(ordinal, { preview: { kind: 'fields', fields } });
    tab.show(selectedTopic(1, 50), null);
    await lists.serve();
    expect(tab.fieldNames).toEqual(['value']);
    void tab.findNumbers();
    const numbers = { fields: [{ path: 'value' }, { path: 'window[0].mean' }] } as unknown as MessageNumbers;
    await engine.asked.findLast(({ question }) => question.ask === 'numbers')?.answer(succeed(numbers));
    expect(tab.fieldNames).toEqual(['value', 'window[0].mean']);
  });

  it('leaves fields out of comparisons, for as long as the topic is known', async () => {
    const { lists, tab } = await open(50);
    tab.ignore('ts', true);
    expect(tab.wish?.ignore).toEqual(['ts']);
    tab.show(selectedTopic(2, 50), null);
    await lists.serve();
    expect(tab.ignored).toEqual([]);
    tab.show(selectedTopic(1, 50), null);
    expect(tab.ignored).toEqual(['ts']);
    tab.ignore('ts', false);
    expect(tab.ignored).toEqual([]);
  });

  it('goes on where another tab looks', async () => {
    const { lists, tab } = start(50);
    const place: HistoryPlace = { node: 1, seq: 40, receivedAtMs: 39_000, topic: '', gapMs: null };
    tab.show(selectedTopic(1, 50), place);
    await lists.serve();
    expect(pair(tab)).toEqual([39, 40]);
    expect(tab.shownRank).toBe(10);
  });

  it('keeps B of a branch while another tab is on screen', async () => {
    const { lists, tab } = start(50);
    tab.show(selectedTopic(1, null), null);
    await lists.serve();
    tab.pick(4);
    tab.rest();
    tab.show(selectedTopic(1, null), null);
    await lists.serve();
    expect(tab.b?.seq).toBe(46);
  });

  it('holds nothing in the engine while it is not on screen', async () => {
    const { engine, lists, tab, turn } = await open(50);
    tab.rest();
    await lists.serve();
    expect(lists.open).toBe(0);
    const asked = engine.asked.length;
    engine.frame({ status: { ...emptyFrame.status, messages: 99 } });
    await turn();
    expect(engine.asked).toHaveLength(asked);
  });

  it('reads everything anew when payloads are read by other rules', async () => {
    const { engine, lists, tab, turn } = await open(50);
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 1 } });
    await lists.serve();
    lists.row = (ordinal) => historyRow(ordinal, { preview: { kind: 'text', text: 'anew' } });
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 2 } });
    await turn();
    expect(engine.questions('openList')).toHaveLength(2);
    expect(tab.list.entryAt(0)?.preview).toEqual({ kind: 'text', text: 'anew' });
  });
});
