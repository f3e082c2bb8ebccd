import { describe, expect, it } from 'vitest';
import { Store } from '../../electron/engine/store/store';
import type { Arrival } from '../../electron/engine/store/arrival';

const small = process.env['BENCH_SMALL'] === '1';

interface Figures {
  readonly name: string;
  readonly messages: number;
  readonly perSecond: number;
  readonly longestPauseMs: number;
  readonly heapMb: number;
}

function print(figures: Figures): void {
  process.stdout.write(`${JSON.stringify({ bench: 'store', ...figures })}\n`);
}

/** Feeds in chunks as a socket would, settling every 50 ms of simulated time as a window does. */
function feed(store: Store, name: string, messages: number, arrivalAt: (step: number) => Arrival): Figures {
  const chunk = 500;
  let longestPauseMs = 0;
  const startedMs = performance.now();
  for (let from = 0; from < messages; from += chunk) {
    const chunkStartedMs = performance.now();
    for (let step = from; step < Math.min(from + chunk, messages); step += 1) store.append(arrivalAt(step));
    store.facts(0);
    longestPauseMs = Math.max(longestPauseMs, performance.now() - chunkStartedMs);
  }
  const perSecond = Math.round((messages / (performance.now() - startedMs)) * 1_000);
  const heapMb = Math.round((process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers) / 1e6);
  return { name, messages, perSecond, longestPauseMs: Math.round(longestPauseMs * 10) / 10, heapMb };
}

function arrivals(topicOf: (step: number) => string, payloadBytes: number): (step: number) => Arrival {
  const socketChunk = Buffer.alloc(65_536, 'x');
  return (step) => {
    const start = (step * 97) % (65_536 - payloadBytes);
    return {
      // Made anew for each message, as a decoder makes it.
      topic: Buffer.from(topicOf(step)).toString(),
      payload: socketChunk.subarray(start, start + payloadBytes),
      qos: 0,
      retain: false,
      duplicate: false,
      properties: null,
      receivedAtMs: 1_000_000 + step / 100
    };
  };
}

const plant = (topics: number) => {
  return (step: number): string => {
    const topic = (step * 7_919) % topics;
    return `plant-${topic % 3}/area-${topic % 11}/line-${topic % 101}/device-${topic}/temperature`;
  };
};

describe('store', () => {
  it.each([
    { name: '10,000 topics, 100 B, within budget', topics: 10_000, bytes: 100, budget: 4_000_000_000 },
    { name: '10,000 topics, 100 B, evicting', topics: 10_000, bytes: 100, budget: 64_000_000 },
    { name: '100,000 topics, 100 B, evicting', topics: 100_000, bytes: 100, budget: 64_000_000 }
  ])('$name', ({ name, topics, bytes, budget }) => {
    const messages = small ? 20_000 : 1_000_000;
    const store = new Store({ historyBudgetBytes: budget });
    print(feed(store, name, messages, arrivals(plant(topics), bytes)));
    const counters = store.counters(2_000_000);
    expect(counters.messages).toBe(messages);
    expect(counters.topics).toBe(Math.min(topics, messages));
    expect(counters.dropped).toBe(0);
    expect(store.facts(0)?.messages).toBe(messages);
  });

  it('one new sibling among 200,000', () => {
    const siblings = small ? 5_000 : 200_000;
    const store = new Store({ historyBudgetBytes: 256_000_000 });
    const arrivalAt = arrivals((step) => `fleet/vehicle-${(step * 7_919) % 1_000_003}`, 20);
    for (let step = 0; step < siblings; step += 1) store.append(arrivalAt(step));
    const sortedMs = performance.now();
    store.childrenInOrder(1);
    const addedMs = performance.now();
    store.append(arrivalAt(siblings));
    expect(store.childrenInOrder(1).length).toBe(siblings + 1);
    const oneMs = performance.now() - addedMs;
    process.stdout.write(
      `${JSON.stringify({ bench: 'store', name: 'siblings', siblings, firstSortMs: Math.round(addedMs - sortedMs), oneMoreMs: oneMs })}\n`
    );
  });
});
