import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../electron/engine/store/arrival';
import { Store } from '../../electron/engine/store/store';
import { randomFrom } from '../support/arrival';
import { bySize, percentile, report, rounded, spread } from './report';

const payloadBytes = 100;
/** 64 KB that payloads are cut from, as from a socket's chunk. */
const chunkBytes = 65_536;
const budgets = { historyBudgetBytes: 256_000_000, topicLimit: 2_000_000 };
const startMs = 1_760_000_000_000;
/** Messages in 50 ms, a window's tick, at 100,000 a second. */
const perTick = 5_000;
const usualChunk = 500;

type Mutable = { -readonly [Field in keyof Arrival]: Arrival[Field] };

/** All topics of a run one after the other in one array, so that a message costs the run nothing but its append. */
class Feed {
  readonly #bytes: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #arrival: Mutable;
  #step = 0;

  constructor(topics: number, topicOf: (topic: number) => string) {
    const texts = Array.from({ length: topics }, (_, topic) => topicOf(topic));
    this.#bytes = Buffer.from('x'.repeat(chunkBytes) + texts.join(''));
    this.#ends = new Uint32Array(topics + 1);
    this.#ends[0] = chunkBytes;
    texts.forEach((text, topic) => {
      this.#ends[topic + 1] = (this.#ends[topic] ?? 0) + text.length;
    });
    for (let at = 0; at < chunkBytes; at += 1) this.#bytes[at] = (at * 7_919) & 0xff;
    this.#arrival = {
      bytes: this.#bytes,
      topicStart: 0,
      topicEnd: 0,
      propertiesStart: 0,
      propertiesEnd: 0,
      payloadStart: 0,
      payloadEnd: 0,
      ownsBytes: false,
      qos: 0,
      retain: false,
      duplicate: false,
      packetId: 0,
      receivedAtMs: startMs
    };
  }

  /** The arrival holds until the next call. A message each 10 µs. */
  next(topic: number): Arrival {
    const arrival = this.#arrival;
    const step = (this.#step += 1);
    arrival.topicStart = this.#ends[topic] ?? 0;
    arrival.topicEnd = this.#ends[topic + 1] ?? 0;
    arrival.payloadStart = (step * 97) % (chunkBytes - payloadBytes);
    arrival.payloadEnd = arrival.payloadStart + payloadBytes;
    arrival.receivedAtMs = startMs + Math.floor(step / 100);
    return arrival;
  }
}

interface Run {
  readonly perSecond: number;
  /** Of this process's processor time: what is left of the figure when the machine is busy with other things. */
  readonly cpuUsEach: number;
  readonly worstChunkMs: number;
  readonly settleMs: readonly number[];
}

function run(store: Store, feed: Feed, messages: number, topicAt: (step: number) => number, tick = perTick): Run {
  const settleMs: number[] = [];
  const perChunk = Math.min(usualChunk, tick);
  const cpu = process.cpuUsage();
  let worstChunkMs = 0;
  const startedMs = performance.now();
  for (let from = 0; from < messages; from += perChunk) {
    const chunkMs = performance.now();
    const to = Math.min(from + perChunk, messages);
    for (let step = from; step < to; step += 1) store.append(feed.next(topicAt(step)));
    const appendedMs = performance.now();
    worstChunkMs = Math.max(worstChunkMs, appendedMs - chunkMs);
    if ((from / perChunk) % (tick / perChunk) !== 0) continue;
    store.maintain();
    store.facts(0);
    settleMs.push(performance.now() - appendedMs);
  }
  const perSecond = Math.round((messages / (performance.now() - startedMs)) * 1_000);
  return { perSecond, cpuUsEach: process.cpuUsage(cpu).user / messages, worstChunkMs, settleMs };
}

/** Ten topics of each device: 1.1 nodes a topic. */
function plant(topic: number): string {
  const device = Math.floor(topic / 10);
  return `plant-${device % 3}/area-${device % 11}/line-${device % 101}/device-${device}/field-${topic % 10}`;
}

/** Every topic once, in an order without a pattern. */
const scattered = (topics: number) => {
  return (step: number): number => (step * 7_919_999) % topics;
};

describe('store', () => {
  it.each(bySize({ small: [2_000], usual: [1_000, 100_000, 1_000_000], full: [1_000, 100_000, 1_000_000] }))(
    'takes messages on %i topics',
    (topics) => {
      const feed = new Feed(topics, plant);
      const store = new Store(budgets);
      const placed = run(store, feed, topics, scattered(topics));
      const random = randomFrom(3);
      const messages = bySize({ small: 5_000, usual: 1_000_000, full: 3_000_000 });
      const runs = Array.from({ length: bySize({ small: 1, usual: 3, full: 3 }) }, () =>
        run(store, feed, messages, () => Math.floor(random() * topics))
      );
      const { order, figures, activity, history } = store.memory;
      const settleMs = runs.flatMap((one) => one.settleMs);
      const bytes = (part: number): number => Math.round(part / topics);
      const row = {
        topics,
        'placed/s': placed.perSecond,
        'placed: worst chunk ms': rounded(placed.worstChunkMs),
        'appends/s': spread(runs.map((one) => one.perSecond)).median,
        'CPU µs each': rounded(spread(runs.map((one) => one.cpuUsEach)).median, 2),
        'worst chunk ms': rounded(Math.max(...runs.map((one) => one.worstChunkMs))),
        'settle ms, median': rounded(percentile(settleMs, 0.5), 2),
        'settle ms, worst': rounded(Math.max(...settleMs), 2),
        'B/topic: tree': bytes(order),
        'values + sums': bytes(figures),
        activity: bytes(activity),
        history: bytes(history)
      };
      report('store', [row], { ...row, appends: spread(runs.map((one) => one.perSecond)) });
      const sent = topics + messages * runs.length;
      expect(store.facts(0)).toMatchObject({ messages: sent, topicsBelow: topics });
      expect(store.counters(startMs)).toMatchObject({ messages: sent, topics, dropped: 0, messagesBeyondLimit: 0 });
    },
    120_000
  );

  it('carries counts up from hostile topics', () => {
    const topics = bySize({ small: 5, usual: 70, full: 70 });
    const feed = new Feed(topics, (topic) => `${topic}${'/x'.repeat(32_767)}`);
    const store = new Store(budgets);
    const placed = run(store, feed, topics, (step) => step);
    // A message of 65 KB each: a tick's worth of a fast network.
    const ticks = run(store, feed, topics * bySize({ small: 2, usual: 50, full: 50 }), (step) => step % topics, topics);
    const row = {
      topics,
      levels: 32_768,
      'placed ms in all': rounded((topics / placed.perSecond) * 1_000),
      'appends/s': ticks.perSecond,
      'CPU µs each': rounded(ticks.cpuUsEach),
      'worst chunk ms': rounded(ticks.worstChunkMs),
      'settle ms, median': rounded(percentile(ticks.settleMs, 0.5), 3),
      'settle ms, worst': rounded(Math.max(...ticks.settleMs), 3)
    };
    report('store, hostile', [row], row);
    expect(store.facts(0)?.topicsBelow).toBe(topics);
    expect(store.order.nodeCount).toBe(topics * 32_768 + 1);
  }, 60_000);

  it('holds a paused moment while every topic changes', () => {
    const topics = bySize({ small: 2_000, usual: 1_000_000, full: 1_000_000 });
    const feed = new Feed(topics, plant);
    const store = new Store(budgets);
    run(store, feed, topics, scattered(topics));
    const frozen = store.freeze(startMs);
    const paused = run(store, feed, topics, scattered(topics));
    const row = {
      topics,
      'appends/s': paused.perSecond,
      'CPU µs each': rounded(paused.cpuUsEach, 2),
      'worst chunk ms': rounded(paused.worstChunkMs),
      'settle ms, worst': rounded(Math.max(...paused.settleMs), 2),
      'held MB': rounded(frozen.memoryBytes / 1e6)
    };
    report('store, paused', [row], row);
    expect(frozen.facts(0)?.messages).toBe(topics);
    expect(store.facts(0)?.messages).toBe(topics * 2);
    frozen.release();
  }, 60_000);
});
