import type { FieldPath } from '#contract/chart';
import type { RunJobs } from '../decode/run-jobs';
import type { ReadBatch } from './batch-filling';
import type { BatchSource } from './batch-source';
import { readBatches, type BatchWish } from './message-batches';

/** A few thousand messages: the first are there at once, and one more never holds up a document for long. */
const batchBytes = 262_144;
/** What is drawn first is not to wait for so many. */
const firstBatchBytes = 16_384;
const sliceMs = 2;

/** Where the values of one field of one topic go. NaN: it was no number. */
export interface ValueSink {
  /** A message older than all so far. False: no older one is wanted. */
  prepend(atMs: number, value: number): boolean;
  /** A newer one. */
  append(atMs: number, value: number): void;
}

interface SeriesReadingOptions {
  readonly source: BatchSource;
  readonly jobs: RunJobs;
  readonly nodes: readonly number[];
  readonly paths: readonly FieldPath[];
  /** Messages up to this one are history, read backwards; later ones are read on. */
  readonly startSeq: number;
  /** History before this time is not read. */
  readonly oldestMs?: number;
  /** Null: nobody wants that one any more. */
  readonly sink: (node: number, path: number) => ValueSink | null;
  /** After each batch. */
  readonly advanced: () => void;
}

/**
 * Reads the same fields of some topics: what is kept of them from the newest message back, and on from there. One worker job
 * runs while the next batch is made.
 */
export class SeriesReading {
  readonly #options: SeriesReadingOptions;
  readonly #ending = new AbortController();
  readonly #filled: Promise<void>;
  #firstBatch: () => void = () => undefined;
  /** Something is there to be shown, or nothing will be. */
  readonly begun = new Promise<void>((resolve) => {
    this.#firstBatch = resolve;
  });
  #messages: number;
  #read = 0;
  #tooLarge = 0;
  #ended = 0;
  #withoutRoom = 0;
  #isFull = false;
  #readTo: number;
  #readingOn: Promise<void> | null = null;

  constructor(options: SeriesReadingOptions) {
    this.#options = options;
    this.#readTo = options.startSeq;
    const { kept } = options.source.store;
    this.#messages = options.nodes.reduce((sum, node) => sum + kept.kept(node), 0);
    this.#filled = this.#fill().finally(() => {
      if (this.#isFull) this.#withoutRoom = Math.max(0, this.#messages - this.#read - this.#ended);
      this.#messages = this.#read;
      this.#firstBatch();
    });
    // Rejections other than of an end are told to whoever waits for it.
    this.#filled.catch(() => undefined);
  }

  get nodes(): readonly number[] {
    return this.#options.nodes;
  }

  /** Kept messages there were, of them read so far; alike once all are. */
  get messages(): number {
    return Math.max(this.#messages, this.#read);
  }

  get read(): number {
    return this.#read;
  }

  /** Older ones for whose points there was no room. */
  get withoutRoom(): number {
    return this.#withoutRoom;
  }

  /** Left out: larger than what is read in a row, or their decoding had to be ended. */
  get unread(): number {
    return this.#tooLarge + this.#ended;
  }

  /** The newest message that was read on to. */
  get readTo(): number {
    return this.#readTo;
  }

  /** Resolves when all that is kept was read; rejects for a bug. */
  get filled(): Promise<void> {
    return this.#filled;
  }

  /** Reads what came since, up to a message; one call at a time, others wait for it. */
  readOn(toSeq: number): Promise<void> {
    this.#readingOn ??= this.#readOn(toSeq).finally(() => {
      this.#readingOn = null;
    });
    return this.#readingOn;
  }

  end(): void {
    this.#ending.abort();
    this.#firstBatch();
  }

  async #fill(): Promise<void> {
    const beforeSeq = this.#options.startSeq + 1;
    const take = (batch: ReadBatch, values: Float64Array): boolean => {
      this.#isFull = !this.#prepend(batch, values);
      return !this.#isFull;
    };
    const newest = { order: 'newest-first', fromSeq: 0, beforeSeq, mostBytes: firstBatchBytes } as const;
    const reachedSeq = await this.#batches(newest, 1, take);
    if (this.#isFull || reachedSeq === null) return;
    const older = { ...newest, beforeSeq: reachedSeq, mostBytes: batchBytes };
    await this.#batches(older, Number.POSITIVE_INFINITY, take);
  }

  async #readOn(toSeq: number): Promise<void> {
    const fromSeq = this.#readTo + 1;
    if (toSeq < fromSeq) return;
    this.#readTo = toSeq;
    const wish = { order: 'oldest-first', fromSeq, beforeSeq: toSeq + 1, mostBytes: batchBytes } as const;
    await this.#batches(wish, Number.POSITIVE_INFINITY, (batch, values) => {
      this.#append(batch, values);
      return true;
    });
  }

  /** At most so many; `take` says whether to go on. The last message's seq; null: there was none. An end is silent. */
  async #batches(
    wish: Pick<BatchWish, 'order' | 'fromSeq' | 'beforeSeq' | 'mostBytes'>,
    most: number,
    take: (batch: ReadBatch, values: Float64Array) => boolean
  ): Promise<number | null> {
    const { source, nodes } = this.#options;
    const { signal } = this.#ending;
    let count = 0;
    let reachedSeq: number | null = null;
    let before: { readonly batch: ReadBatch; readonly values: Promise<Float64Array | null> } | null = null;
    const settle = async (): Promise<boolean> => {
      if (before === null) return true;
      const { batch, values } = before;
      before = null;
      const read = await values;
      if (signal.aborted) return false;
      this.#tooLarge += batch.tooLarge;
      // A batch whose job had to be ended says nothing.
      if (read === null) this.#ended += batch.seqs.length;
      const goesOn = read === null || take(batch, read);
      this.#options.advanced();
      return goesOn;
    };
    try {
      for await (const batch of readBatches(source, { ...wish, nodes, slicesMs: sliceMs }, signal)) {
        count += 1;
        reachedSeq = batch.seqs.at(-1) ?? reachedSeq;
        const values = this.#values(batch, signal);
        // It may reject while nobody waits for it yet.
        values.catch(() => undefined);
        if (!(await settle())) return reachedSeq;
        before = { batch, values };
        if (count >= most) break;
      }
      await settle();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return reachedSeq;
  }

  async #values(batch: ReadBatch, signal: AbortSignal): Promise<Float64Array | null> {
    const { jobs, paths } = this.#options;
    if (batch.seqs.length === 0) return new Float64Array(0);
    const result = await jobs.run('extract', { messages: batch.batch, paths }, signal);
    return result.ok ? result.value : null;
  }

  #prepend({ atMs, nodeOf, notKept, tooLarge }: ReadBatch, values: Float64Array): boolean {
    const sinks = this.#sinks();
    const { oldestMs = Number.NEGATIVE_INFINITY } = this.#options;
    let offered = 0;
    let taken = 0;
    for (let index = 0; index < nodeOf.length; index += 1) {
      const of = sinks(nodeOf[index] ?? 0);
      for (let path = 0; path < of.length; path += 1) {
        const value = values[index * of.length + path] ?? Number.NaN;
        const sink = of[path];
        if (!sink || Number.isNaN(value)) continue;
        offered += 1;
        if (sink.prepend(atMs[index] ?? 0, Number.isFinite(value) ? value : Number.NaN)) taken += 1;
      }
    }
    this.#read += nodeOf.length + notKept + tooLarge;
    this.#firstBatch();
    return (offered === 0 || taken > 0) && !((atMs.at(-1) ?? Number.POSITIVE_INFINITY) < oldestMs);
  }

  #append({ atMs, nodeOf }: ReadBatch, values: Float64Array): void {
    const sinks = this.#sinks();
    for (let index = 0; index < nodeOf.length; index += 1) {
      const of = sinks(nodeOf[index] ?? 0);
      for (let path = 0; path < of.length; path += 1) {
        const value = values[index * of.length + path] ?? Number.NaN;
        if (!Number.isNaN(value)) of[path]?.append(atMs[index] ?? 0, Number.isFinite(value) ? value : Number.NaN);
      }
    }
  }

  #sinks(): (node: number) => readonly (ValueSink | null)[] {
    const { sink, paths } = this.#options;
    const known = new Map<number, readonly (ValueSink | null)[]>();
    return (node) => {
      const found = known.get(node) ?? paths.map((_, path) => sink(node, path));
      known.set(node, found);
      return found;
    };
  }
}
