import { describe, expect, it } from 'vitest';
import type { NodeFacts } from '../../../../../electron/engine/store/node-facts';
import { Store } from '../../../../../electron/engine/store/store';
import type { TreeMoment } from '../../../../../electron/engine/store/tree-moment';
import { arrival, randomFrom } from '../../../../support/arrival';

const budget = { historyBudgetBytes: 10_000_000, topicLimit: 100_000 };
const startMs = 1_000_000;

/** The node of a topic, found by walking the tree as a view does. */
function nodeOf(store: Store, topic: string): number {
  const bytes = new TextEncoder();
  return topic.split('/').reduce((node, segment) => store.order.childNamed(node, bytes.encode(segment)), 0);
}

function text(payload: Uint8Array | null | undefined): string | null {
  return payload ? new TextDecoder().decode(payload) : null;
}

/** Facts as plain data: payloads are views into memory that is written to again. */
function plain(facts: NodeFacts | null): unknown {
  const own = facts?.own;
  return own ? { ...facts, own: { ...own, payloadStart: own.payloadStart && [...own.payloadStart] } } : facts;
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

  it('counts what it takes in each second, also when that was read seconds ago', () => {
    const store = new Store(budget);
    const rates: number[] = [];
    for (let ms = 0; ms < 4_000; ms += 50) {
      for (let more = 0; more < 5; more += 1) {
        store.append(arrival('a', 'x', { receivedAtMs: startMs + ms / 2 }));
      }
      rates.push(store.counters(startMs + 10_000 + ms).messagesPerSecond);
    }
    expect(rates.slice(-20)).toEqual(new Array(20).fill(100));
  });

  it('goes on when the clock is set back an hour', () => {
    const store = new Store(budget);
    store.append(arrival('a', 'x', { receivedAtMs: startMs + 3_600_000 }));
    for (let second = 0; second < 60; second += 1) {
      store.append(arrival('a', 'x', { receivedAtMs: startMs + second * 1_000 }));
      store.counters(startMs + second * 1_000);
    }
    const bars = store.bars(1, startMs + 60_000);
    expect(bars.slice(1, 10).every((count) => count > 0 && count < 12)).toBe(true);
    expect(store.counters(startMs + 60_000).messagesPerSecond).toBe(1);
  });

  it('advances the value revision only when the payload changes', () => {
    const store = new Store(budget);
    for (const payload of ['1', '1', '2', '2', '1']) store.append(arrival('a', payload));
    expect(store.facts(1)?.own).toMatchObject({ valueRevision: 3, messages: 5, keptMessages: 5 });
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
    expect(store.facts(1)?.own).toMatchObject({ retainedAtMs: startMs, newestRetain: true });
    store.append(arrival('a', '2', { receivedAtMs: startMs + 1 }));
    expect(store.facts(1)?.own).toMatchObject({ retainedAtMs: startMs, newestRetain: false });
    store.append(arrival('a', '', { receivedAtMs: startMs + 2 }));
    expect(store.facts(1)?.own).toMatchObject({ retainedAtMs: null, payloadBytes: 0 });
  });

  it('reads bodies by seq, the one before, and pages of history, newest first', () => {
    const store = new Store(budget);
    for (let step = 0; step < 10; step += 1) {
      store.append(arrival('a', `a${step}`));
      store.append(arrival('b', `b${step}`));
    }
    expect(store.lastSeq).toBe(20);
    expect(text(store.read(1, null)?.payload)).toBe('a9');
    expect(text(store.read(1, 1)?.payload)).toBe('a0');
    expect(store.read(1, 2)).toBeNull();
    expect(text(store.previous(1, 19)?.payload)).toBe('a8');
    expect(store.previous(1, 1)).toBeNull();
    expect(store.history(1, 19, 3, 1_024).map(({ facts }) => facts.seq)).toEqual([17, 15, 13]);
    expect(store.history(1, null, 2, 1_024).map(({ facts }) => facts.seq)).toEqual([19, 17]);
  });

  it('answers for nodes that are not there, and for branches without a value', () => {
    const store = new Store(budget);
    store.append(arrival('a/b'));
    for (const node of [-1, 99, 1_000_000]) {
      expect(store.facts(node)).toBeNull();
      expect(store.bars(node, startMs)).toEqual(new Array(12).fill(0));
      expect(store.ratePerSecond(node, startMs)).toBe(0);
      expect(store.read(node, null)).toBeNull();
      expect(store.history(node, null, 10, 1_024)).toEqual([]);
    }
    expect(store.facts(0)).toEqual({ messages: 1, topicsBelow: 1, lastAtMs: startMs, own: null });
    expect(store.facts(nodeOf(store, 'a'))).toEqual({ messages: 1, topicsBelow: 1, lastAtMs: startMs, own: null });
    expect(store.read(0, null)).toBeNull();
    expect(new Store(budget).facts(0)).toEqual({ messages: 0, topicsBelow: 0, lastAtMs: null, own: null });
  });

  it('counts topics and messages beyond the limit, each topic once, and none of them into the tree', () => {
    const store = new Store({ ...budget, topicLimit: 2 });
    for (const topic of ['a', 'b/c', 'd', 'e', 'd', 'a', 'b', 'd']) store.append(arrival(topic));
    expect(store.counters(startMs)).toMatchObject({
      messages: 8,
      topics: 2,
      topicLimit: 2,
      topicsBeyondLimit: 3,
      messagesBeyondLimit: 5,
      dropped: 0
    });
    expect(store.facts(0)).toMatchObject({ messages: 3, topicsBelow: 2 });
    expect(store.order.isTopic(nodeOf(store, 'b'))).toBe(false);
    store.setBudgets({ ...budget, topicLimit: 3 });
    store.append(arrival('d'));
    expect(store.facts(nodeOf(store, 'd'))?.own?.messages).toBe(1);
    store.setBudgets({ ...budget, topicLimit: 1 });
    store.append(arrival('d'));
    store.append(arrival('e'));
    expect(store.counters(startMs)).toMatchObject({ topics: 3, topicsBeyondLimit: 3, messagesBeyondLimit: 6 });
    expect(store.facts(nodeOf(store, 'd'))?.own?.messages).toBe(2);
  });

  it('limits branches too: few topics of 65,536 levels are beyond the limit', () => {
    const store = new Store({ ...budget, topicLimit: 1_000 });
    for (let number = 0; number < 5; number += 1) store.append(arrival(`${number}${'/'.repeat(65_530)}`));
    store.append(arrival('a/b'));
    expect(store.counters(startMs)).toMatchObject({ topics: 2, topicsBeyondLimit: 4, messagesBeyondLimit: 4 });
    expect(store.order.nodeCount).toBeLessThan(103_000);
  });

  it('keeps the last value only of the hottest topics in overload, counts and revisions being exact', () => {
    const store = new Store(budget);
    let atMs = startMs;
    const feed = (steps: number): void => {
      for (let step = 0; step < steps; step += 1) {
        atMs += 50;
        store.append(arrival('hot', `${Math.floor(step / 2)}`, { receivedAtMs: atMs }));
        if (step % 4 === 0) store.append(arrival('calm', `${step}`, { receivedAtMs: atMs }));
      }
    };
    feed(20);
    store.keep('last-of-hot');
    feed(40);
    const hot = store.facts(nodeOf(store, 'hot'))?.own;
    expect(hot).toMatchObject({ messages: 60, keptMessages: 20, valueRevision: 30, newestAtMs: atMs });
    expect(text(hot?.payloadStart)).toBe('19');
    expect(store.facts(nodeOf(store, 'calm'))?.own).toMatchObject({ messages: 15, keptMessages: 15 });
    expect(store.counters(atMs)).toMatchObject({ messages: 75, lastValueOnly: 40, dropped: 0, discarded: 0 });
    store.append(arrival('new', 'first', { receivedAtMs: atMs }));
    expect(text(store.read(nodeOf(store, 'new'), null)?.payload)).toBe('first');
    store.keep('all');
    feed(4);
    expect(store.facts(nodeOf(store, 'hot'))?.own).toMatchObject({ messages: 64, keptMessages: 24 });
    expect(store.counters(atMs).lastValueOnly).toBe(40);
  });

  it('only counts in the heaviest overload: known topics exactly, values as they were, no new topics', () => {
    const store = new Store(budget);
    store.append(arrival('a/b', 'kept', { receivedAtMs: startMs }));
    const before = store.facts(nodeOf(store, 'a/b'))?.own;
    store.keep('count');
    for (let step = 1; step <= 10; step += 1) {
      store.append(arrival('a/b', `${step}`, { receivedAtMs: startMs + step * 100 }));
      store.append(arrival(`new/${step}`, 'x', { receivedAtMs: startMs + step * 100 }));
    }
    const untouched = { ...before, payloadStart: expect.anything() as unknown, usualGapMs: 100, messages: 11 };
    expect(store.facts(nodeOf(store, 'a/b'))?.own).toEqual(untouched);
    expect(text(store.read(nodeOf(store, 'a/b'), null)?.payload)).toBe('kept');
    expect(store.facts(nodeOf(store, 'a'))).toEqual({
      messages: 11,
      topicsBelow: 1,
      lastAtMs: startMs + 1_000,
      own: null
    });
    expect(store.bars(0, startMs + 1_000).at(-1)).toBe(11);
    expect(store.counters(startMs)).toMatchObject({
      messages: 21,
      topics: 1,
      dropped: 20,
      topicsBeyondLimit: 0,
      lastValueOnly: 0
    });
    expect(store.lastSeq).toBe(1);
    store.keep('all');
    store.append(arrival('new/1', 'y', { receivedAtMs: startMs + 2_000 }));
    expect(store.counters(startMs)).toMatchObject({ topics: 2, dropped: 20 });
  });

  it('tells watchers of a branch that got a value of its own', () => {
    const store = new Store(budget);
    const told: number[] = [];
    const stop = store.order.watch({
      reserve: () => undefined,
      rotated: () => undefined,
      placed: () => undefined,
      becameTopic: (node) => told.push(node)
    });
    for (const topic of ['a/b/c', 'a/b', 'a/b', 'd']) store.append(arrival(topic));
    expect(told).toEqual([nodeOf(store, 'a/b')]);
    expect(store.facts(nodeOf(store, 'a'))?.topicsBelow).toBe(2);
    stop();
  });

  it('states what its tree weighs, growing with topics', () => {
    const store = new Store(budget);
    const before = store.counters(startMs).treeBytes;
    for (let step = 0; step < 70_000; step += 1) store.append(arrival(`a/${step}`));
    const { treeBytes, historyBytes } = store.counters(startMs);
    expect(treeBytes - before).toBeGreaterThan(70_000 * 100);
    expect(historyBytes).toBeGreaterThan(70_000);
    // Nothing is left out: what is not in the tree's figure are blocks of the history, counted by what lies in them.
    const whole = Object.values(store.memory).reduce((bytes, part) => bytes + part, 0);
    expect(Math.abs(whole - treeBytes - historyBytes)).toBeLessThan(1_100_000);
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
    const nodes = Array.from({ length: store.order.nodeCount }, (_, node) => node);
    const read = (moment: TreeMoment): unknown =>
      nodes.map((node) => [plain(moment.facts(node)), moment.bars(node, nowMs), moment.ratePerSecond(node, nowMs)]);
    const live = read(store);
    const frozen = store.freeze(nowMs);
    expect(frozen.memoryBytes).toBe(0);
    expect(read(frozen)).toEqual(live);
    store.append(arrival('lone/b', 'a topic more', { receivedAtMs: startMs + 36_000 }));
    feed(50, 300);
    store.append(arrival('x', 'now a value', { receivedAtMs: startMs + 300_000 }));
    expect(read(frozen)).toEqual(live);
    expect(frozen.memoryBytes).toBeGreaterThan(0);
    expect(store.facts(0)?.messages).toBe(604);
    expect(frozen.facts(store.order.nodeCount - 1)).toBeNull();
    frozen.release();
    expect(frozen.memoryBytes).toBe(0);
  });

  it('keeps what a paused view shows within the budget: what had to go is said to be gone', () => {
    const store = new Store({ historyBudgetBytes: 16_000_000, topicLimit: 1_000 });
    for (let step = 0; step < 10; step += 1) store.append(arrival('a', `then ${step}`));
    store.append(arrival('still', 'as it was'));
    const frozen = store.freeze(startMs);
    const node = nodeOf(store, 'a');
    store.append(arrival('a', 'later'));
    expect(text(frozen.facts(node)?.own?.payloadStart)).toBe('then 9');
    expect(frozen.facts(node)?.own).toMatchObject({ messages: 10, keptMessages: 10, newestSeq: 10, payloadBytes: 6 });
    for (let step = 0; step < 20_000; step += 1) {
      store.append(arrival('a', `${step}`.padEnd(2_000)));
      if (step % 100 === 0) store.maintain();
    }
    expect(frozen.facts(node)?.own).toMatchObject({
      messages: 10,
      keptMessages: 0,
      newestSeq: 10,
      payloadStart: null,
      payloadBytes: 6
    });
    expect(text(frozen.facts(nodeOf(store, 'still'))?.own?.payloadStart)).toBe('as it was');
    const counters = store.counters(startMs);
    expect(counters.historyBytes).toBeLessThanOrEqual(16_000_000);
    expect(counters.discarded).toBeGreaterThan(10_000);
  });

  it('says that the value of then is gone when overload put another in its place', () => {
    const store = new Store(budget);
    for (let step = 0; step < 10; step += 1) store.append(arrival('a', `${step}`, { receivedAtMs: startMs + step }));
    const frozen = store.freeze(startMs + 10);
    store.keep('last-of-hot');
    for (let step = 10; step < 15; step += 1) store.append(arrival('a', `${step}`, { receivedAtMs: startMs + step }));
    expect(frozen.facts(1)?.own).toMatchObject({ messages: 10, keptMessages: 9, newestSeq: 10, payloadStart: null });
    expect(store.facts(1)?.own).toMatchObject({ messages: 15, keptMessages: 10, newestSeq: 15 });
  });
});
