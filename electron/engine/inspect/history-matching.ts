import type { Result } from '#contract/failure';
import type { RunJobs } from '../decode/run-jobs';
import { BatchFilling } from './batch-filling';
import type { BatchSource } from './batch-source';
import { EngineSlices } from './engine-slices';
import { verdicts } from './history-row-page';
import type { HistoryRows } from './history-rows';

/** The first batch is small, so that the first rows are there at once. */
const firstMessages = 256;
const mostMessages = 4_096;
const batchBytes = 1_048_576;
/** The worker looks at one batch while the next one is made. */
const mostAtOnce = 2;
/** The engine's thread is held up for no longer at a time; a message is 1 µs. */
const sliceMs = 2;
const messagesPerLook = 64;

interface MatchingParts {
  readonly source: BatchSource;
  readonly runJobs: RunJobs;
  readonly rows: HistoryRows;
  /** Lower case. */
  readonly words: readonly string[];
  /** Display-safe, whole: the topic of a message whose payload cannot be looked at: it may still match. */
  readonly topicOf: (node: number) => string;
}

/** A batch that the worker looks at. */
interface AskedBatch {
  readonly seqs: Float64Array;
  /** All rows it is about, those left out of the batch among them. */
  readonly rows: readonly (readonly [seq: number, node: number])[];
  readonly answer: Promise<Result<Uint8Array>> | null;
}

/**
 * Has the decode worker look for a filter's words, newest messages first, a batch at a time. A payload that is no longer
 * kept, or larger than 1 MB, is not looked at: its topic alone decides.
 */
export class HistoryMatching {
  readonly #parts: MatchingParts;
  readonly #filling: BatchFilling;
  #most = firstMessages;
  #byTopicAlone = 0;

  constructor(parts: MatchingParts) {
    this.#parts = parts;
    this.#filling = new BatchFilling(parts.source, batchBytes);
  }

  /** Messages that were judged by their topic alone. */
  get byTopicAlone(): number {
    return this.#byTopicAlone;
  }

  /** Until no row is without a verdict, but for such that moved in the log and were not followed yet. Rejects with the signal's reason when it aborts. */
  async matchAll(signal: AbortSignal): Promise<void> {
    const asked: AskedBatch[] = [];
    for (;;) {
      const more = asked.length < mostAtOnce ? await this.#ask(signal) : null;
      if (more !== null) asked.push(more);
      else {
        const oldest = asked.shift();
        if (oldest === undefined) return;
        await this.#settle(oldest, signal);
      }
    }
  }

  /** Null: no row waits. */
  async #ask(signal: AbortSignal): Promise<AskedBatch | null> {
    const { rows, runJobs, words, source } = this.#parts;
    const { kept } = source.store;
    const taken: (readonly [seq: number, node: number])[] = [];
    const slices = new EngineSlices(sliceMs, signal);
    for (let full = false; !full && taken.length < this.#most;) {
      // Rows may be others after each pause.
      const before = taken.length;
      for (const place of rows.unknown()) {
        const { page, at } = place;
        const position = page.positions[at] ?? 0;
        const seq = page.seqs[at] ?? 0;
        const record = kept.open(position);
        if (record?.seq !== seq) continue;
        const { node } = record;
        full = taken.length === this.#most || !this.#filling.add(position);
        if (full) break;
        taken.push([seq, node]);
        rows.setVerdict(place, verdicts.asked);
        if (taken.length % messagesPerLook === 0 && slices.over(256)) break;
      }
      if (taken.length === before) break;
      if (!full && slices.over(256)) await slices.pause();
    }
    if (taken.length === 0) return null;
    const { batch, seqs } = this.#filling.take();
    const answer = seqs.length === 0 ? null : runJobs.run('match', { messages: batch, words }, signal);
    // Heard of when its turn comes.
    answer?.catch(() => undefined);
    return { seqs, rows: taken, answer };
  }

  async #settle({ seqs, rows, answer }: AskedBatch, signal: AbortSignal): Promise<void> {
    const slices = new EngineSlices(sliceMs, signal);
    const result = await answer;
    await slices.pause();
    if (result !== null && !result.ok && seqs.length > 1) {
      // One of them was too much: it is found in ever smaller batches.
      this.#most = Math.ceil(seqs.length / 8);
      for (const [seq] of rows) this.#setVerdict(seq, verdicts.unknown);
      return;
    }
    for (let at = 0; at < seqs.length; at += 1) {
      const matches = result?.ok === true && result.value[at] === 1;
      this.#setVerdict(seqs[at] ?? 0, matches ? verdicts.matches : verdicts.differs);
      if (slices.over(4)) await slices.pause();
    }
    this.#most = Math.min(this.#most * 2, mostMessages);
    if (rows.length === seqs.length) return;
    const looked = new Set(seqs);
    for (const [seq, node] of rows) if (!looked.has(seq)) this.#decideByTopic(seq, node);
  }

  #setVerdict(seq: number, verdict: number): void {
    const { rows } = this.#parts;
    const place = rows.find(seq);
    if (place?.page.isUndecided(place.at)) rows.setVerdict(place, verdict);
  }

  /** Those that the worker was not asked for. */
  #decideByTopic(seq: number, node: number): void {
    const { rows, words, topicOf } = this.#parts;
    const place = rows.find(seq);
    if (!place?.page.isUndecided(place.at)) return;
    this.#byTopicAlone += 1;
    const topic = topicOf(node).toLowerCase();
    this.#setVerdict(seq, words.every((word) => topic.includes(word)) ? verdicts.matches : verdicts.differs);
  }
}
