import { describe, expect, it } from 'vitest';
import { Store } from '../../../../../electron/engine/store/store';
import { arrival, randomFrom } from '../../../../support/arrival';

const budget = { historyBudgetBytes: 10_000_000 };
const startMs = 1_000_000;

/** The node of a topic, found by walking the tree as a view does. */
function nodeOf(store: Store, topic: string): number {
  let node = 0;
  for (const segment of topic.split('/')) {
    node = store.childrenInOrder(node).find((child) => store.segment(child) === segment) ?? -1;
  }
  return node;
}

describe('Store', () => {
  it('sums messages, topics, times and bars of branches as a plain model does', () => {
    const random = randomFrom(5);
    const store = new Store(budget);
    const seen: { topic: string; atMs: number }[] = [];
    let atMs = startMs;
    for (let step = 0; step < 5_000; step += 1) {
      atMs += Math.floor(random() * 30);
      const depth = 1 + Math.floor(random() * 4);
      const topic = Array.from({ length: depth }, () => 'abc'[Math.floor(random() * 3)]).join('/');
      store.append(arrival(topic, String(step), { receivedAtMs: atMs }));
      seen.push({ topic, atMs });
      if (step % 97 !== 0) continue;
      const probe = seen[Math.floor(random() * seen.length)]?.topic ?? 'a';
      const below = seen.filter((one) => one.topic === probe || one.topic.startsWith(`${probe}/`));
      const node = nodeOf(store, probe);
      const topics = new Set(below.map((one) => one.topic).filter((one) => one !== probe));
      expect(store.facts(node)).toMatchObject({
        messages: below.length,
        topicsBelow: topics.size,
        lastAtMs: below.at(-1)?.atMs
      });
      const bucket = Math.floor(atMs / 5_000);
      const bars = Array.from(
        { length: 12 },
        (_, bar) => below.filter((one) => Math.floor(one.atMs / 5_000) === bucket - 11 + bar).length
      );
      expect(store.bars(node, atMs)).toEqual(bars);
    }
  });

  it('gives the mean rate of the last minute, never more than came in it while the minute is not full', () => {
    const store = new Store(budget);
    for (let second = 0; second < 120; second += 1) {
      store.append(arrival('a', 'x', { receivedAtMs: startMs + second * 1_000 }));
      const rate = store.ratePerSecond(1, startMs + second * 1_000 + 500);
      if (second < 59) expect(rate * 60).toBeCloseTo(second + 1, 6);
      else expect(rate).toBeCloseTo(1, 1);
    }
    expect(store.bars(1, startMs + 200_000)).toEqual(new Array(12).fill(0));
  });

  it('lets a message go from the rate after a minute', () => {
    const store = new Store(budget);
    for (let step = 0; step < 40; step += 1) {
      const atMs = startMs + step * 173_137;
      store.append(arrival('a', 'x', { receivedAtMs: atMs }));
      expect(store.ratePerSecond(1, atMs)).toBe(1 / 60);
      expect(store.ratePerSecond(1, atMs + 55_000)).toBe(1 / 60);
      expect(store.ratePerSecond(1, atMs + 60_001)).toBe(0);
    }
  });

  it('counts messages of the last whole second, the same for all who ask within the next', () => {
    const store = new Store(budget);
    for (let step = 0; step < 3_300; step += 1) store.append(arrival('a', 'x', { receivedAtMs: startMs + step }));
    // Read from the socket just before the second turned, stored just after.
    store.append(arrival('a', 'x', { receivedAtMs: startMs + 2_999 }));
    for (const ms of [3_299, 3_500, 3_999]) expect(store.counters(startMs + ms).messagesPerSecond).toBe(1_000);
    expect(store.counters(startMs + 4_000).messagesPerSecond).toBe(301);
    expect(store.counters(startMs + 5_000).messagesPerSecond).toBe(0);
  });

  it('goes on when the clock is set back an hour', () => {
    const store = new Store(budget);
    store.append(arrival('a', 'x', { receivedAtMs: startMs + 3_600_000 }));
    for (let second = 0; second < 60; second += 1) {
      store.append(arrival('a', 'x', { receivedAtMs: startMs + second * 1_000 }));
    }
    const bars = store.bars(1, startMs + 60_000);
    expect(bars.slice(1, 10).every((count) => count > 0 && count < 12)).toBe(true);
    expect(store.counters(startMs + 60_000).messagesPerSecond).toBe(1);
  });

  it('advances the value revision only when the payload changes', () => {
    const store = new Store(budget);
    for (const payload of ['1', '1', '2', '2', '1']) store.append(arrival('a', payload));
    expect(store.facts(1)?.own?.valueRevision).toBe(3);
    expect(store.facts(1)?.own?.messages).toBe(5);
  });

  it('finds a topic steady above two changes a second, until two seconds after it slowed', () => {
    const store = new Store(budget);
    let atMs = startMs;
    const change = (gapMs: number): number => {
      atMs += gapMs;
      store.append(arrival('a', String(atMs), { receivedAtMs: atMs }));
      return (store.facts(1)?.own?.steadyUntilMs ?? 0) - atMs;
    };
    for (let step = 0; step < 20; step += 1) expect(change(500)).toBeLessThanOrEqual(0);
    change(400);
    expect(change(400)).toBe(2_000);
    expect(change(1_500)).toBe(500);
    // The same value again and again is no change.
    for (let step = 0; step < 10; step += 1) store.append(arrival('a', 'same', { receivedAtMs: (atMs += 10) }));
    expect(store.facts(1)?.own?.steadyUntilMs).toBeLessThan(atMs + 2_000);
  });

  it('learns the usual gap from live messages, not from the retained one', () => {
    const store = new Store(budget);
    store.append(arrival('a', '1', { retain: true, receivedAtMs: startMs }));
    store.append(arrival('a', '2', { receivedAtMs: startMs + 90_000 }));
    expect(store.facts(1)?.own?.usualGapMs).toBeNull();
    for (let step = 1; step < 9; step += 1) {
      store.append(arrival('a', '2', { receivedAtMs: startMs + 90_000 + step * 200 }));
    }
    expect(store.facts(1)?.own?.usualGapMs).toBe(200);
    // Subscribed again: the retained one comes in between.
    store.append(arrival('a', '2', { retain: true, receivedAtMs: startMs + 500_000 }));
    store.append(arrival('a', '3', { receivedAtMs: startMs + 900_000 }));
    expect(store.facts(1)?.own?.usualGapMs).toBe(200);
  });

  it('remembers a retained value until it is cleared', () => {
    const store = new Store(budget);
    store.append(arrival('a', '1', { retain: true }));
    store.append(arrival('a', '2', { receivedAtMs: startMs + 1 }));
    expect(store.facts(1)?.own).toMatchObject({ retainedAtMs: startMs, newest: { retain: false } });
    store.append(arrival('a', '', { receivedAtMs: startMs + 2 }));
    expect(store.facts(1)?.own?.retainedAtMs).toBeNull();
  });

  it('reads bodies by seq, the one before, and pages of history, newest first', () => {
    const store = new Store(budget);
    for (let step = 0; step < 10; step += 1) {
      store.append(arrival('a', `a${step}`));
      store.append(arrival('b', `b${step}`));
    }
    const text = (payload: Uint8Array | undefined): string => new TextDecoder().decode(payload);
    expect(text(store.body(1, null)?.payload)).toBe('a9');
    expect(text(store.body(1, 1)?.payload)).toBe('a0');
    expect(store.body(1, 2)).toBeNull();
    expect(text(store.previous(1, 19)?.payload)).toBe('a8');
    expect(store.previous(1, 1)).toBeNull();
    expect(store.history(1, 19, 3).map(({ facts }) => facts.seq)).toEqual([17, 15, 13]);
    expect(store.keptMessages(1, 6)).toBe(3);
    expect(store.body(0, null)).toBeNull();
    expect(store.body(99, null)).toBeNull();
  });

  it('says which branches got a value of their own later', () => {
    const store = new Store(budget);
    store.append(arrival('a/b/c'));
    store.append(arrival('a/b'));
    store.append(arrival('a/b'));
    store.append(arrival('d'));
    expect(store.valuesGained.map((node) => store.topic(node))).toEqual(['a/b']);
    expect(store.facts(nodeOf(store, 'a'))?.topicsBelow).toBe(2);
  });

  it('drops and counts what the full tree has no place for', () => {
    const store = new Store({ historyBudgetBytes: 1_000, maxNodes: 3 });
    for (const topic of ['a', 'b', 'c', 'a']) store.append(arrival(topic));
    expect(store.counters(startMs)).toMatchObject({ messages: 4, topics: 2, dropped: 1 });
  });

  it('holds a moment still while everything goes on', () => {
    const store = new Store(budget);
    const feed = (from: number, to: number): void => {
      for (let step = from; step < to; step += 1) {
        store.append(arrival(`x/${step % 3}/y`, `${step}`.repeat(500), { receivedAtMs: startMs + step * 700 }));
        store.append(arrival('quiet/one', 'same', { receivedAtMs: startMs + step * 700 }));
      }
    };
    feed(0, 50);
    store.append(arrival('still', 'same', { receivedAtMs: startMs + 35_000 }));
    store.append(arrival('lone/a', 'same', { receivedAtMs: startMs + 35_000 }));
    const nowMs = startMs + 36_000;
    const nodes = Array.from({ length: store.nodeCount }, (_, node) => node);
    const read = (): unknown =>
      nodes.map((node) => {
        const facts = frozen.facts(node);
        const bars = frozen.bars(node);
        const own = facts?.own && { ...facts.own, payloadStart: [...facts.own.payloadStart.slice(0, 1_024)] };
        const newest = own && { seq: own.newest.seq, retain: own.newest.retain };
        return { ...facts, own: own && { ...own, newest }, bars, rate: frozen.ratePerSecond(node) };
      });
    const frozen = store.freeze(nowMs);
    const before = read();
    store.append(arrival('lone/b', 'a topic more', { receivedAtMs: startMs + 36_000 }));
    feed(50, 300);
    store.append(arrival('x', 'now a value', { receivedAtMs: startMs + 300_000 }));
    expect(read()).toEqual(before);
    expect(store.facts(0)?.messages).toBe(604);
    frozen.release();
    expect(frozen.facts(0)?.messages).toBe(604);
  });
});
