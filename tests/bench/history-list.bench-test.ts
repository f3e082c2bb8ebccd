import { describe, expect, it } from 'vitest';
import { loadavg } from 'node:os';
import { DecodeDesk } from '../../electron/engine/decode/worker/decode-desk';
import { HistoryList } from '../../electron/engine/inspect/history-list';
import { listedMessages } from '../../electron/engine/inspect/history-saving';
import type { RunJobs } from '../../electron/engine/decode/run-jobs';
import { historyFile } from '../../electron/engine/save/history-export';
import { Store } from '../../electron/engine/store/store';
import { arrival, randomFrom } from '../support/arrival';
import { bySize, percentile, report, rounded } from './report';

// Engine time of a list of many messages: what the decode worker does is done here, in this thread, and counted in.

const messages = bySize({ small: 20_000, usual: 1_000_000, full: 1_000_000 });
const jumps = bySize({ small: 20, usual: 300, full: 300 });
const usualPage = { before: null, skip: 0, count: 60, columns: [] };
const { signal } = new AbortController();
const births: readonly Uint8Array[] = [];
const desk = new DecodeDesk({ alive: () => undefined, trying: () => undefined });

function filled(topics: number): { readonly store: Store; readonly parts: Parameters<typeof listedMessages>[0] } {
  const store = new Store({ historyBudgetBytes: 1_000_000_000, topicLimit: 2_000_000 });
  const random = randomFrom(7);
  for (let count = 0; count < messages; count += 1) {
    const topic = `plant/line-${count % 7}/device-${Math.floor(random() * topics)}`;
    const value = random() < 0.5 ? 21.5 : Math.round(random() * 1_000) / 10;
    const payload = JSON.stringify({ value, unit: '°C', status: value > 95 ? 'warn' : 'ok' });
    store.append(arrival(topic, payload, { receivedAtMs: 1_790_000_000_000 + count / 10 }));
  }
  const parts = {
    store,
    source: { store, contentTypeOf: () => null, births: { birthsAt: () => births } },
    runJobs: { run: async (job, input) => await Promise.resolve(desk.run(job, input)) } satisfies RunJobs,
    gapBetween: () => null,
    displayBytes: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
    previewStart: (start: Uint8Array | null) =>
      start === null
        ? ({ kind: 'not-kept' } as const)
        : ({ kind: 'text', text: Buffer.from(start).toString() } as const),
    decodingRevision: () => 0,
    readProperties: () => {
      throw new Error('no message has any');
    }
  };
  return { store, parts };
}

/** How long the thread was held up at a time, while `until` was not settled. */
async function heldUp(list: HistoryList): Promise<number[]> {
  const slicesMs: number[] = [];
  while (!list.settled) {
    const startedMs = performance.now();
    await new Promise((resume) => setImmediate(resume));
    slicesMs.push(performance.now() - startedMs);
  }
  return slicesMs;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const startedMs = performance.now();
  const result = await work();
  return [performance.now() - startedMs, result];
}

describe('a list of kept messages', () => {
  it.each([
    { name: '5 topics, chains', topics: 5 },
    { name: '20,000 topics, the log', topics: 20_000 }
  ])(
    'opens, jumps, folds, filters and is saved: $name',
    async ({ name, topics }) => {
      const { store, parts } = filled(topics);
      const wish = { node: 0, below: true, changesOnly: false, filter: '', moment: null };
      const random = randomFrom(11);

      const openedMs = performance.now();
      const list = new HistoryList(parts, wish);
      const first = await list.read(usualPage, null, signal);
      const firstPageMs = performance.now() - openedMs;
      expect(first.rows).toHaveLength(60);
      const buildSlices = await heldUp(list);
      const builtMs = performance.now() - openedMs;
      expect(list.endOrdinal - list.firstOrdinal).toBe(messages);

      const jumpsMs: number[] = [];
      for (let count = 0; count < jumps; count += 1) {
        const skip = Math.floor(random() * (messages - 60));
        const [tookMs, page] = await timed(() => list.read({ ...usualPage, skip }, null, signal));
        expect(page.rows).toHaveLength(60);
        jumpsMs.push(tookMs);
      }
      const liveMs: number[] = [];
      for (let count = 0; count < jumps; count += 1) {
        for (let more = 0; more < 500; more += 1)
          store.append(arrival(`plant/line-0/device-${more % topics}`, `${count}`));
        const [tookMs, page] = await timed(() => list.read(usualPage, null, signal));
        expect(page.rows[0]?.seq).toBe(store.lastSeq);
        liveMs.push(tookMs);
      }
      list.close();

      const [foldedFirstMs, folded] = await timed(async () => {
        const one = new HistoryList(parts, { ...wish, changesOnly: true });
        await one.read(usualPage, null, signal);
        return one;
      });
      const foldStartedMs = performance.now();
      const foldSlices = await heldUp(folded);
      const foldedMs = foldedFirstMs + performance.now() - foldStartedMs;
      folded.close();

      const [filteredFirstMs, filtered] = await timed(async () => {
        const one = new HistoryList(parts, { ...wish, filter: 'warn' });
        await one.read(usualPage, null, signal);
        return one;
      });
      const filterStartedMs = performance.now();
      await heldUp(filtered);
      const filteredMs = filteredFirstMs + performance.now() - filterStartedMs;
      expect(filtered.endOrdinal - filtered.firstOrdinal).toBeGreaterThan(0);
      filtered.close();

      const changes = new HistoryList(parts, { ...wish, changesOnly: true, filter: 'warn' });
      const [changesMs] = await timed(() => changes.complete(signal));
      changes.close();

      const saved = new HistoryList(parts, wish);
      const [savedMs, bytes] = await timed(async () => {
        let sum = 0;
        const all = listedMessages(parts, saved, { columns: [], ranges: null }, signal);
        for await (const chunk of historyFile(all, { format: 'json-lines', columns: [] })) sum += chunk.length;
        return sum;
      });
      saved.close();

      const row = {
        list: name,
        messages,
        'first page ms': rounded(firstPageMs, 2),
        'built ms': rounded(builtMs),
        'longest slice ms': rounded(Math.max(0, ...buildSlices), 2),
        'jump ms, median': rounded(percentile(jumpsMs, 0.5), 3),
        'jump ms, p99': rounded(percentile(jumpsMs, 0.99), 3),
        'jump ms, worst': rounded(Math.max(...jumpsMs), 2),
        'live ms, median': rounded(percentile(liveMs, 0.5), 3),
        'live ms, worst': rounded(Math.max(...liveMs), 2),
        'folded: first page ms': rounded(foldedFirstMs, 2),
        'folded ms': rounded(foldedMs),
        'folded: longest slice ms': rounded(Math.max(0, ...foldSlices), 2),
        'filtered: first page ms': rounded(filteredFirstMs, 2),
        'filtered ms': rounded(filteredMs),
        'folded and filtered ms': rounded(changesMs),
        'saved ms': rounded(savedMs),
        'saved µs a row': rounded((savedMs * 1_000) / messages, 2),
        'saved MB': rounded(bytes / 1e6),
        load: rounded(loadavg()[0] ?? 0)
      };
      report('history-list', [row], row);
    },
    300_000
  );
});
