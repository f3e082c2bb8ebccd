import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '#contract/failure';
import { InspectorHistory } from '../../../../../renderer/src/state/inspector-history.svelte';
import { EngineDouble } from './engine-double';
import { historyRow, ListsDouble } from './history-double';

const wish = { node: 1, below: false, changesOnly: false, filter: '' };

async function open(rows: number) {
  const engine = new EngineDouble();
  const lists = new ListsDouble(engine, rows);
  const history = new InspectorHistory(engine.client);
  history.restart(wish);
  await lists.serve();
  /** Time for one more question about the list's end. */
  const turn = async () => {
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
  };
  return { engine, lists, history, turn };
}

const seqs = (history: InspectorHistory, ranks: number[]) => ranks.map((rank) => history.entryAt(rank)?.seq);

describe('InspectorHistory', () => {
  beforeEach(() => vi.useFakeTimers({ now: 10_000 }));
  afterEach(() => vi.useRealTimers());

  it('lists the kept messages, newest first', async () => {
    const { history } = await open(250);
    expect(history.rows).toBe(250);
    expect(seqs(history, [0, 99])).toEqual([250, 151]);
    expect(history.rankOf(200)).toBe(50);
  });

  it('reads further pages as they are scrolled to, up to the end', async () => {
    const { lists, history } = await open(250);
    history.look(190, 70);
    await lists.serve();
    expect(seqs(history, [190, 219, 249, 250])).toEqual([60, 31, 1, undefined]);
  });

  it('reaches any place of a million rows with one question, and keeps few pages', async () => {
    const { engine, lists, history } = await open(1_000_000);
    for (const place of [999_970, 500_000, 123_456, 777_777, 250_000, 600_000, 50_000, 900_000, 400_000, 333_333]) {
      const asked = engine.asked.length;
      history.look(place, 20);
      await lists.serve();
      expect(history.entryAt(place)?.seq).toBe(1_000_000 - place);
      expect(engine.asked.length - asked).toBeLessThanOrEqual(2);
    }
    expect(history.entryAt(999_970)).toBeUndefined();
    history.look(0, 20);
    await lists.serve();
    expect(history.entryAt(0)?.seq).toBe(1_000_000);
  });

  it('follows what comes while its newest rows are looked at', async () => {
    const { lists, history, turn } = await open(50);
    lists.end = 53;
    history.hear();
    await turn();
    expect(history.rows).toBe(53);
    expect(history.entryAt(0)?.seq).toBe(53);
    expect(history.newer).toBe(0);
  });

  it('holds still while it is scrolled, and says how many are newer', async () => {
    const { lists, history, turn } = await open(500);
    history.look(300, 20);
    await lists.serve();
    lists.end = 512;
    history.hear();
    await turn();
    expect(history.newer).toBe(12);
    expect(seqs(history, [0, 300])).toEqual([500, 200]);
    history.look(0, 20);
    await turn();
    expect(history.newer).toBe(0);
    expect(history.entryAt(0)?.seq).toBe(512);
  });

  it('holds still while one of its rows is looked at closely, until it is brought up to now', async () => {
    const { lists, history, turn } = await open(500);
    history.still = true;
    lists.end = 501;
    history.hear();
    await turn();
    expect([history.newer, history.rows]).toEqual([1, 500]);
    history.refresh();
    await turn();
    expect([history.newer, history.rows]).toEqual([0, 501]);
  });

  it('grows shorter at its end while older messages are let go', async () => {
    const { lists, history, turn } = await open(500);
    history.look(300, 20);
    await lists.serve();
    lists.first = 150;
    lists.end = 600;
    history.hear();
    await turn();
    expect(history.rows).toBe(350);
    expect(history.entryAt(349)?.seq).toBe(151);
    expect(history.entryAt(350)).toBeUndefined();
  });

  it('asks at most four times a second, and one question at a time', async () => {
    const { engine, lists, history, turn } = await open(500);
    const asked = engine.questions('readList').length;
    for (let times = 0; times < 5; times += 1) history.refresh();
    await lists.serve();
    expect(engine.questions('readList')).toHaveLength(asked);
    await vi.advanceTimersByTimeAsync(250);
    expect(engine.questions('readList')).toHaveLength(asked + 1);
    for (let times = 0; times < 5; times += 1) history.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.questions('readList')).toHaveLength(asked + 1);
    await turn();
    expect(engine.questions('readList')).toHaveLength(asked + 2);
  });

  it('goes on asking while the engine is still looking, also without news', async () => {
    const { lists, history, turn } = await open(0);
    lists.end = 40;
    lists.lookedAt = 20;
    history.hear();
    await turn();
    expect(history.rows).toBe(40);
    lists.end = 60;
    lists.lookedAt = 60;
    await turn();
    expect([history.rows, history.lookedAt]).toEqual([60, 60]);
  });

  it('takes a row again whose repeats have grown', async () => {
    const { lists, history, turn } = await open(10);
    lists.row = (ordinal) => historyRow(ordinal, { repeats: ordinal === 9 ? 14 : 1 });
    lists.first = 1;
    history.hear();
    await turn();
    expect(history.entryAt(0)?.repeats).toBe(14);
  });

  it('closes the list it leaves, also one that was still being opened', async () => {
    const { lists, history } = await open(10);
    history.restart({ ...wish, node: 2 });
    history.restart({ ...wish, node: 3 });
    await lists.serve();
    expect(lists.open).toBe(1);
    expect(lists.opened?.node).toBe(3);
    history.restart(null);
    await lists.serve();
    expect([lists.open, history.rows]).toEqual([0, 0]);
  });

  it('opens the list again that the engine let go', async () => {
    const { lists, history, turn } = await open(10);
    lists.forget();
    lists.end = 12;
    history.hear();
    await turn();
    history.hear();
    await turn();
    expect(lists.open).toBe(1);
    expect(history.entryAt(0)?.seq).toBe(12);
  });

  it('does not hurry an engine that opens no list', async () => {
    const engine = new EngineDouble();
    const history = new InspectorHistory(engine.client);
    history.restart(wish);
    for (let times = 0; times < 20; times += 1) {
      await engine.asked.at(-1)?.answer(fail('not-kept'));
      await vi.advanceTimersByTimeAsync(50);
      history.hear();
    }
    expect(engine.questions('openList').length).toBeLessThanOrEqual(6);
  });

  it('numbers rows anew when one of a branch was folded into a newer one', async () => {
    const { lists, history, turn } = await open(1_000);
    history.restart({ ...wish, below: true, changesOnly: true });
    await turn();
    history.look(300, 20);
    await lists.serve();
    expect(history.entryAt(300)?.seq).toBe(700);
    lists.row = (ordinal) => historyRow(ordinal, { seq: ordinal + 2 });
    history.hear();
    await turn();
    expect(history.entryAt(300)?.seq).toBe(700);
    history.look(390, 20);
    await lists.serve();
    expect(seqs(history, [390, 399, 400, 409])).toEqual([611, 602, 601, 592]);
  });

  it('asks for columns with the rows, and for the rows again when they change', async () => {
    const { lists, history, turn } = await open(300);
    history.look(150, 20);
    await lists.serve();
    history.setColumns(['value']);
    await turn();
    expect(history.entryAt(150)?.columns).toEqual(['value of 149']);
    history.look(0, 20);
    history.setColumns([]);
    await turn();
    expect(history.entryAt(0)?.columns).toEqual([]);
  });

  it('is read with other columns chosen while it was still being opened', async () => {
    const engine = new EngineDouble();
    const lists = new ListsDouble(engine, 10);
    const history = new InspectorHistory(engine.client);
    history.restart(wish);
    history.setColumns(['value']);
    await lists.serve();
    expect(history.entryAt(0)?.columns).toEqual(['value of 9']);
    expect(lists.open).toBe(1);
  });

  it('comes back by itself when the engine let it go or could not open it, also on a quiet topic', async () => {
    const { lists, history, turn } = await open(300);
    lists.forget();
    history.look(150, 20);
    await lists.serve();
    await turn();
    expect(history.entryAt(150)?.seq).toBe(150);

    lists.opensNone = true;
    history.restart({ ...wish, node: 2 });
    await lists.serve();
    expect([history.rows, lists.open]).toEqual([0, 0]);
    lists.opensNone = false;
    await turn();
    expect([history.rows, lists.open]).toEqual([300, 1]);
  });

  it('reads on ahead of who scrolls, in either direction', async () => {
    const { lists, history } = await open(10_000);
    for (const first of [20, 40, 60]) {
      history.look(first, 20);
      await lists.serve();
    }
    expect(history.entryAt(170)?.seq).toBe(9_830);
    history.look(5_000, 20);
    await lists.serve();
    expect([history.entryAt(5_150), history.entryAt(4_850)]).toEqual([undefined, undefined]);
    history.look(4_995, 20);
    await lists.serve();
    expect(history.entryAt(4_850)?.seq).toBe(5_150);
  });

  it('lets go what it reads ahead when other rows are looked at', async () => {
    const { engine, lists, history } = await open(10_000);
    history.look(70, 20);
    history.look(5_000, 20);
    const [before, last] = engine.questions('readList').slice(-2);
    expect([before?.before, last?.before]).toEqual([9_900, 5_000]);
    await lists.serve();
    expect(history.entryAt(5_000)?.seq).toBe(5_000);
  });

  it('ends where a paused view ends', async () => {
    const { lists, history, turn } = await open(100);
    lists.end = 90;
    history.hear();
    await turn();
    expect(history.rows).toBe(90);
    expect(history.entryAt(0)?.seq).toBe(90);
  });
});
