import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MessageNumbers } from '#contract/chart';
import { fail, succeed } from '#contract/failure';
import { historyWords } from '#contract/words/history';
import type { HistoryPlace } from '../../../../../renderer/src/state/history-selection.svelte';
import { HistoryTabState } from '../../../../../renderer/src/state/history-tab.svelte';
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
    tab.columns.toggle('value');
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

  it('keeps an A that Space marked while rows are picked, with Shift or without', async () => {
    const { tab } = await open(50);
    tab.mark();
    tab.pick(5, 'extend');
    tab.pick(7);
    expect(tab.range).toEqual({ ranges: [{ fromSeq: 50, toSeq: 43 }], rows: 8, chosen: false });
    expect(tab.selecting).toBe(false);
  });

  it('knows how many rows lie between A and B also where theirs were let go, until the list is another one', async () => {
    const { lists, tab, turn } = await open(5_000);
    tab.pick(2);
    tab.mark();
    tab.move('oldest', 20, 'extend');
    for (let first = 0; first < 5_000; first += 250) {
      tab.list.look(first, 20);
      await lists.serve();
    }
    tab.list.look(4_980, 20);
    await lists.serve();
    expect(tab.b?.seq).toBe(1);
    expect(tab.markedRank).toBeNull();
    expect(tab.range).toEqual({ ranges: [{ fromSeq: 4_998, toSeq: 1 }], rows: 4_998, chosen: false });
    tab.typeFilter('x');
    await turn();
    expect(tab.range).toEqual({ ranges: [{ fromSeq: 4_998, toSeq: 1 }], rows: null, chosen: false });
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
  });

  it('lets the engine say what stands before B where a filter leaves rows out', async () => {
    const { lists, tab } = await open(50);
    tab.typeFilter('Warn  2');
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    expect([tab.alone, tab.wish?.a, tab.wish?.different]).toEqual([false, null, false]);
    expect(tab.words).toEqual(['warn', '2']);
    tab.setChangesOnly(true);
    await lists.serve();
    expect([tab.wish?.a, tab.wish?.different]).toEqual([null, true]);
  });

  it('never calls a message the first where a list has no room for older ones', async () => {
    const { lists, tab } = start(3);
    lists.leavesOut = true;
    tab.show(selectedTopic(1, 3), null);
    await lists.serve();
    tab.pick(2);
    expect([tab.b?.seq, tab.alone, tab.wish?.a]).toEqual([1, false, null]);
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
    tab.columns.toggle('value');
    tab.columns.toggle('unit');
    tab.columns.toggle('unit');
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

  it('goes on offering them while messages come, and asks once there is a message', async () => {
    const { engine, lists, tab, turn } = start(50);
    tab.show(selectedTopic(1, 50), null);
    void tab.findNumbers();
    expect(engine.questions('numbers')).toEqual([]);
    await lists.serve();
    expect(engine.questions('numbers')).toEqual([{ ask: 'numbers', node: 1, seq: 50, lines: false }]);
    lists.end = 52;
    engine.frame({ status: { ...emptyFrame.status, messages: 9 } });
    await turn();
    const numbers = { fields: [{ path: 'window[0].mean' }] } as unknown as MessageNumbers;
    await engine.asked.findLast(({ question }) => question.ask === 'numbers')?.answer(succeed(numbers));
    expect([tab.b?.seq, tab.fieldNames]).toEqual([52, ['value', 'window[0].mean']]);
    lists.end = 53;
    engine.frame({ status: { ...emptyFrame.status, messages: 10 } });
    await turn();
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

  it('reads rows anew where it stands when payloads are read by other rules', async () => {
    const { engine, lists, tab, turn } = await open(5_000);
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 1 } });
    tab.move('page-older', 2_000);
    tab.list.look(1_990, 20);
    await lists.serve();
    expect(tab.b?.seq).toBe(3_000);
    tab.wantedRank = null;
    lists.row = (ordinal) => historyRow(ordinal, { preview: { kind: 'text', text: 'anew' } });
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 2 } });
    await turn();
    expect(engine.questions('openList')).toHaveLength(1);
    expect(tab.list.entryAt(2_000)?.preview).toEqual({ kind: 'text', text: 'anew' });
    expect([tab.shownRank, tab.wantedRank]).toEqual([2_000, null]);
  });

  it('finds its place again in a filtered list that other rules open anew', async () => {
    const { engine, lists, tab, turn } = await open(5_000);
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 1 } });
    tab.typeFilter('x');
    await turn();
    tab.pick(3);
    tab.wantedRank = null;
    lists.found = (seq) => seq - 1_000;
    engine.frame({ status: { ...emptyFrame.status, decodingRevision: 2 } });
    lists.end = 4_900;
    await turn();
    expect(engine.questions('openList')).toHaveLength(3);
    expect(tab.wantedRank).toBe(4_899 - (4_997 - 1_000));
  });

  it('brings a message that another tab looks at into view, also far from the newest', async () => {
    const { engine, lists, tab, turn } = start(5_000);
    const place: HistoryPlace = { node: 1, seq: 40, receivedAtMs: 39_000, topic: '', gapMs: null };
    lists.found = () => null;
    lists.lookedAt = 100;
    tab.show(selectedTopic(1, 5_000), place);
    await lists.serve();
    expect(tab.wantedRank).toBe(0);
    lists.found = (seq) => seq - 1;
    lists.lookedAt = null;
    await turn();
    await turn();
    expect(tab.wantedRank).toBe(4_960);
    expect(engine.questions('findRow').length).toBeGreaterThan(1);
    tab.list.look(4_960, 20);
    await lists.serve();
    expect(tab.shownRank).toBe(4_960);
  });

  it('looks for it in the list that is open, also when it was still looked for in the one before', async () => {
    const { engine, lists, tab } = start(5_000);
    const place: HistoryPlace = { node: 1, seq: 40, receivedAtMs: 39_000, topic: '', gapMs: null };
    lists.holdsFinds = true;
    tab.show(selectedTopic(1, 5_000), place);
    await lists.serve();
    const before = engine.asked.find(({ question }) => question.ask === 'findRow');
    tab.setChangesOnly(true);
    lists.holdsFinds = false;
    await lists.serve();
    await before?.answer(fail('not-kept'));
    await lists.serve();
    expect(engine.questions('findRow').map(({ list }) => list)).toEqual([1, 2]);
    expect(tab.wantedRank).toBe(4_960);
  });

  it('keeps a list open for as long as it is saved', async () => {
    const { engine, lists, tab } = await open(50);
    let end = () => undefined as void;
    const saving = tab.list.keepOpen(1, () => new Promise<void>((resolve) => (end = resolve)));
    tab.rest();
    await lists.serve();
    expect(engine.questions('closeList')).toEqual([]);
    end();
    await saving;
    expect(engine.questions('closeList')).toEqual([{ ask: 'closeList', list: 1 }]);
  });
});
