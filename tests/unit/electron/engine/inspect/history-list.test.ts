import { describe, expect, it } from 'vitest';
import { HistoryList } from '../../../../../electron/engine/inspect/history-list';
import { randomFrom } from '../../../../support/arrival';
import { KeptHistory } from '../../../../support/kept-history';

const signal = new AbortController().signal;
const all = 1e9;

interface Wish {
  readonly topic: string;
  readonly below: boolean;
  readonly changesOnly: boolean;
  readonly filter: string;
}

interface Expected {
  readonly seq: number;
  readonly atLeast: number;
}

/** What a list shows, found in the plainest way, newest first. */
function expected(kept: KeptHistory, topics: readonly string[], wish: Wish, limitSeq: number): readonly Expected[] {
  const rows: Expected[] = [];
  for (const topic of topics) {
    const inside = wish.below
      ? wish.topic === '' || topic === wish.topic || topic.startsWith(`${wish.topic}/`)
      : topic === wish.topic;
    if (!inside) continue;
    const messages = kept.keptOf(kept.node(topic)).filter(({ seq }) => seq <= limitSeq);
    messages.forEach(({ seq, payload }, at) => {
      if (wish.changesOnly && messages[at + 1]?.payload === payload) return;
      if (!wish.filter.split(' ').every((word) => `${topic}\n${payload}`.includes(word))) return;
      let atLeast = 1;
      while (wish.changesOnly && messages[at - atLeast]?.payload === payload) atLeast += 1;
      rows.push({ seq, atLeast });
    });
  }
  return rows.sort((a, b) => b.seq - a.seq);
}

/** Its payload had to make room: whether it has the words depends on when it was looked at. */
function isGone(kept: KeptHistory, seq: number): boolean {
  for (const [node, sent] of kept.sent) {
    if (sent.some((one) => one.seq === seq)) return kept.kept.read(kept.kept.seek(node, seq))?.payload === null;
  }
  return false;
}

async function settle(list: HistoryList, moment: number | null = null): Promise<void> {
  await list.catchUp(moment, signal);
  // Also those that moved in the log while they waited for their verdict.
  await list.complete(signal);
}

/** Random messages on random topics beside lists that were opened at random times. */
async function run(seed: number, replaces: boolean): Promise<number> {
  const random = randomFrom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const branches = ['a', 'a/b', 'a/b/c', 'd', ''];
  // Above 512 topics in a branch the log itself is read.
  const topics = Array.from(
    { length: [6, 40, 1_400][seed % 3] ?? 6 },
    (_, number) => `${branches[number % 4] ?? 'a'}/${number}`
  );
  topics.push('a', 'a/b');
  const kept = new KeptHistory(20_000 + below(200_000));
  for (const topic of topics) kept.node(topic);
  const skew = 1 + below(5);
  const lists: { readonly list: HistoryList; readonly wish: Wish; pausedAt: number | null }[] = [];
  const ordinals = new Map<HistoryList, Map<number, number>>();
  let checked = 0;
  for (let round = 0; round < 120; round += 1) {
    for (let count = below(300); count > 0; count -= 1) {
      const topic = topics[Math.floor(random() ** skew * topics.length)] ?? 'a';
      const payload = below(3) === 0 ? `value ${below(40)}`.repeat(1 + below(12)) : 'steady';
      kept.send(kept.node(topic), random() < 0.01 ? payload.padEnd(500, '.') : payload, {
        replaces: replaces && random() < 0.2
      });
      if (below(50) === 0) kept.history.maintain();
    }
    if (lists.length < 5 || below(8) === 0) {
      const wish = {
        topic: below(3) === 0 ? (topics[below(topics.length)] ?? 'a') : (branches[below(branches.length)] ?? 'a'),
        below: below(4) > 0,
        changesOnly: !replaces && below(2) === 0,
        filter: ['', '', 'value 1', 'a/b'][below(4)] ?? ''
      };
      const node = wish.topic === '' ? 0 : kept.node(wish.topic);
      if (!topics.includes(wish.topic) && wish.topic !== '') topics.push(wish.topic);
      const pausedAt = below(4) === 0 ? Math.max(0, kept.lastSeq - below(100)) : null;
      const bounds = { mostRows: 1_000_000, verifyEveryMs: 0 };
      const list = new HistoryList(kept.listParts(), { ...wish, node, moment: pausedAt }, bounds);
      lists.push({ list, wish, pausedAt });
      if (lists.length > 5) lists.shift()?.list.close();
    }
    const one = lists[below(lists.length)];
    if (one === undefined) continue;
    if (one.pausedAt === null && below(6) === 0) one.pausedAt = kept.lastSeq;
    else if (one.pausedAt !== null && below(3) === 0) one.pausedAt = null;
    const { list, wish, pausedAt } = one;
    await settle(list, pausedAt);
    const model = expected(kept, topics, wish, pausedAt ?? Number.POSITIVE_INFINITY);
    const rows = list.rowsFrom(all ** 2, all);
    const seqs = new Set(rows.map(({ seq }) => seq));
    const want = wish.filter === '' ? model : model.filter(({ seq }) => seqs.has(seq) || !isGone(kept, seq));
    const says = JSON.stringify({ seed, round, wish, pausedAt });
    expect(
      rows.map(({ seq }) => seq),
      says
    ).toEqual(want.map(({ seq }) => seq));
    rows.forEach(({ ordinal, repeats }, at) => {
      expect(ordinal).toBe(list.endOrdinal - 1 - at);
      expect(repeats, says).toBeGreaterThanOrEqual(want[at]?.atLeast ?? 0);
    });
    expect(list.firstOrdinal).toBe(list.endOrdinal - rows.length);
    if (!replaces && !wish.changesOnly) {
      const before = ordinals.get(list) ?? new Map<number, number>();
      const still = new Set(rows.map(({ seq }) => seq));
      const newestGone = Math.max(0, ...[...before.keys()].filter((seq) => !still.has(seq)));
      for (const { seq, ordinal } of rows) {
        if (seq > newestGone && before.has(seq)) expect(before.get(seq), says).toBe(ordinal);
      }
      ordinals.set(list, new Map(rows.map(({ seq, ordinal }) => [seq, ordinal])));
    }
    const skip = below(rows.length + 2);
    const page = await list.read({ before: null, skip, count: 20, columns: ['value'] }, pausedAt, signal);
    expect(page.rows.map(({ seq }) => seq)).toEqual(want.slice(skip, skip + 20).map(({ seq }) => seq));
    expect(page.lookedAt).toBe(page.messages);
    checked += rows.length;
  }
  for (const { list } of lists) list.close();
  expect(kept.history.discarded).toBeGreaterThan(0);
  return checked;
}

describe('a list of kept messages, beside a plain model', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'shows what is kept, folded and filtered (%i)',
    async (seed) => {
      expect(await run(seed, false)).toBeGreaterThan(100);
    },
    60_000
  );

  it.each([10, 11, 12, 13])(
    'also where messages took the place of others (%i)',
    async (seed) => {
      expect(await run(seed, true)).toBeGreaterThan(100);
    },
    60_000
  );
});

// Above 512 topics in a branch the log itself is read.
it.each([5, 600])(
  'does not lose a message that took the place of one which was not found yet, of %i topics',
  async (topics) => {
    const kept = new KeptHistory(10_000_000);
    const nodes = Array.from({ length: topics }, (_, number) => kept.node(`a/${number}`));
    for (const node of nodes) kept.send(node, 'a long first value', { replaces: false });
    const bounds = { mostRows: 1_000_000, verifyEveryMs: 0 };
    const opening = { node: kept.node('a'), below: true, changesOnly: false, filter: '', moment: null };
    const list = new HistoryList(kept.listParts(), opening, bounds);
    // Nothing has been found: it is looked for when this turn is over.
    for (const node of nodes.slice(0, 5)) kept.send(node, 'short', { replaces: true });
    kept.send(nodes[0] ?? 0, 'one more', { replaces: false });
    await settle(list);
    const seqs = list.rowsFrom(all ** 2, all).map(({ seq }) => seq);
    const expectedSeqs = nodes.flatMap((node) => kept.keptOf(node).map(({ seq }) => seq));
    expect(seqs).toEqual(expectedSeqs.sort((a, b) => b - a));
    list.close();
  }
);

describe('a message of a list', () => {
  const opened = (kept: KeptHistory, change: { readonly changesOnly?: boolean; readonly filter?: string } = {}) => {
    const opening = { node: kept.node('a'), below: false, changesOnly: false, filter: '', moment: null, ...change };
    return new HistoryList(kept.listParts(), opening);
  };

  it('is found by its number, or the next newer row where it has none', async () => {
    const kept = new KeptHistory(10_000_000);
    for (const payload of ['on', 'off', 'off', 'on', 'off']) kept.send(kept.node('a'), payload);
    const found = async (list: HistoryList, seq: number) => {
      await settle(list);
      const ordinal = await list.find(seq, null, signal);
      return ordinal === null ? null : list.rowsFrom(ordinal, 1)[0]?.seq;
    };
    expect(await found(opened(kept), 2)).toBe(2);
    expect(await found(opened(kept, { changesOnly: true }), 2)).toBe(3);
    expect(await found(opened(kept, { filter: 'on' }), 2)).toBe(4);
    expect(await found(opened(kept, { filter: 'on' }), 5)).toBeNull();
  });

  it('is not found while the list does not reach back to it', async () => {
    const kept = new KeptHistory(10_000_000);
    for (let step = 0; step < 60_000; step += 1) kept.send(kept.node('a'), 'x');
    const list = opened(kept, { filter: 'x' });
    expect(await list.find(1, null, signal)).toBeNull();
    await settle(list);
    expect(await list.find(1, null, signal)).toBe(list.firstOrdinal);
    list.close();
  }, 30_000);
});
