import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../electron/engine/store/arrival';
import { History } from '../../electron/engine/store/history';
import { randomFrom } from '../support/arrival';
import { bySize, report, rounded, spread } from './report';

// What facts/limits.md 5 measured in the prototype, on the product's history: messages as the link hands them over, 440 in
// a chunk of the socket.

const payloadBytes = 100;
const messagesPerChunk = 440;
const scale = bySize({ small: 0.02, usual: 1, full: 1 });
const runs = bySize({ small: 1, usual: 3, full: 3 });
const megabyte = 1_000_000;

interface Result {
  readonly messagesPerSecond: number;
  readonly worstMs: number;
  readonly arenaMB: number;
  readonly keptMB: number;
  readonly arrayBuffersMB: number;
  readonly rssMB: number;
  readonly kept: number;
  readonly topicsWithValue: number;
}

type Draw = (random: () => number, message: number) => number;

interface Feed {
  readonly name: string;
  readonly topics: number;
  readonly messages: number;
  readonly budgetBytes: number;
  readonly draw: Draw;
}

const topics = scaled(1_000_000);
const feeds: readonly Feed[] = [
  {
    name: 'uniform',
    topics,
    messages: scaled(6_000_000),
    budgetBytes: scaled(512 * megabyte),
    draw: (random) => 1 + Math.floor(random() * topics)
  },
  {
    name: 'hot and quiet',
    topics: 20_100,
    messages: scaled(9_000_000),
    budgetBytes: 64 * megabyte,
    draw: (random, message) =>
      message % messagesPerChunk === 0 ? 101 + ((message / messagesPerChunk) % 20_000) : 1 + Math.floor(random() * 100)
  },
  {
    name: '90 % on 1,000',
    topics,
    messages: scaled(6_000_000),
    budgetBytes: scaled(256 * megabyte),
    draw: (random) => 1 + Math.floor(random() * (random() < 0.9 ? 1_000 : topics))
  }
];

describe('History', () => {
  it.each(feeds)('takes a feed: $name', (feed) => {
    const results = Array.from({ length: runs }, (_, run) => measure(feed, run));
    const rates = spread(results.map(({ messagesPerSecond }) => messagesPerSecond));
    const stalls = spread(results.map(({ worstMs }) => worstMs));
    const last = results.at(-1);
    report(
      'history',
      results.map((result) => ({ feed: feed.name, ...result })),
      {
        feed: feed.name,
        runs,
        messagesPerSecond: rates,
        worstMs: stalls,
        ...(last && { arenaMB: last.arenaMB, kept: last.kept, topicsWithValue: last.topicsWithValue })
      }
    );
  });

  it('reads 1,000,000 messages of one topic page by page', () => {
    const messages = scaled(1_000_000);
    const history = new History({ budgetBytes: 1_000 * megabyte, largeBudgetBytes: 0 });
    history.reserve(2);
    const arrival = message();
    for (let seq = 1; seq <= messages; seq += 1) history.append(1, arrival, seq);
    const pagesMs: number[] = [];
    let before: number | null = null;
    let read = 0;
    for (;;) {
      const startedAt = performance.now();
      const page = history.before(1, before, 200);
      pagesMs.push(performance.now() - startedAt);
      read += page.length;
      before = page.at(-1)?.facts.seq ?? 0;
      if (page.length < 200) break;
    }
    const startedAt = performance.now();
    expect(history.read(1, 1)?.facts.seq).toBe(1);
    const again = performance.now() - startedAt;
    expect(read).toBe(messages);
    const { median, max } = spread(pagesMs);
    const line = {
      messages,
      pageMedianMs: rounded(median, 3),
      pageMaxMs: rounded(max, 3),
      oldestMs: rounded(again, 3)
    };
    report('history-pages', [line], line);
  });
});

function measure(feed: Feed, run: number): Result {
  const random = randomFrom(run + 1);
  const history = new History({ budgetBytes: feed.budgetBytes, largeBudgetBytes: 0 });
  history.reserve(feed.topics + 1);
  const newest = new Float64Array(feed.topics + 1);
  const nodes = new Int32Array(messagesPerChunk);
  const arrival = message();
  let seq = 0;
  let worstMs = 0;
  let totalMs = 0;
  while (seq < feed.messages) {
    for (let at = 0; at < messagesPerChunk; at += 1) {
      const node = feed.draw(random, seq + at);
      nodes[at] = node;
      newest[node] = seq + at + 1;
    }
    const startedAt = performance.now();
    for (let at = 0; at < messagesPerChunk; at += 1) history.append(nodes[at] ?? 0, arrival, seq + at + 1);
    const tookMs = performance.now() - startedAt;
    totalMs += tookMs;
    if (tookMs > worstMs) worstMs = tookMs;
    seq += messagesPerChunk;
  }
  let wrong = 0;
  let touched = 0;
  let kept = 0;
  for (let node = 1; node <= feed.topics; node += 1) {
    const want = newest[node] ?? 0;
    if (history.newestSeq(node) !== want || history.has(node) !== want > 0) wrong += 1;
    if (want > 0) touched += 1;
    kept += history.kept(node);
  }
  expect(wrong).toBe(0);
  expect(kept + history.discarded).toBe(seq);
  const memory = process.memoryUsage();
  return {
    messagesPerSecond: Math.round((seq / totalMs) * 1_000),
    worstMs: rounded(worstMs, 2),
    arenaMB: rounded(history.memoryBytes / megabyte),
    keptMB: rounded(history.bytes / megabyte),
    arrayBuffersMB: rounded(memory.arrayBuffers / megabyte),
    rssMB: rounded(memory.rss / megabyte),
    kept,
    topicsWithValue: touched
  };
}

/** One of the socket's 64 KB, used again for each message as the link does. */
function message(): Arrival {
  return {
    bytes: new Uint8Array(65_536).fill(7),
    topicStart: 2,
    topicEnd: 40,
    propertiesStart: 40,
    propertiesEnd: 40,
    payloadStart: 43,
    payloadEnd: 43 + payloadBytes,
    ownsBytes: false,
    qos: 0,
    retain: false,
    duplicate: false,
    packetId: 0,
    receivedAtMs: 1_790_000_000_000
  };
}

function scaled(count: number): number {
  return Math.round(count * scale);
}
