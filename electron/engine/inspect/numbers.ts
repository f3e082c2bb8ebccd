import type { FieldPath, MessageNumbers } from '#contract/chart';
import type { Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import { inspectorBounds } from '#contract/limits';
import type { RunJobs } from '../decode/run-jobs';
import type { StoreReader } from '../store/store-reader';
import type { InspectMoment } from '../view/inspecting';
import type { KeptMessages } from './kept-messages';
import type { BatchSource } from './batch-source';
import { lineSpanMs, NumbersLine } from './numbers-line';
import { SeriesReading } from './series-reading';
import { tooLargeToDecode } from './too-large-to-decode';

/** Fields of one topic whose lines are kept; a topic with ever new names begins anew. */
const mostLines = 2 * inspectorBounds.columns;
/** A line is waited for for so long; then it is drawn as far as it is. */
const waitMs = 100;

interface NumbersOptions {
  readonly source: BatchSource;
  readonly store: Pick<StoreReader, 'lastSeq'>;
  readonly messages: KeptMessages;
  readonly jobs: RunJobs;
}

/** The lines of the topic that is shown, and who reads for them. A paused window's end at its moment. */
interface Shown {
  readonly node: number;
  readonly heldSeq: number | null;
  readonly lines: Map<FieldPath, NumbersLine>;
  readonly readings: SeriesReading[];
}

/** The numbers of the message that one window shows; those who ask each second are answered from what was read before. */
export class Numbers {
  readonly #options: NumbersOptions;
  #shown: Shown | null = null;

  constructor(options: NumbersOptions) {
    this.#options = options;
  }

  /** Rejects with the signal's reason when aborted. Failures: not-kept, decode-ended. */
  async answer(
    { node, seq, lines: withLines }: Extract<Question, { readonly ask: 'numbers' }>,
    moment: InspectMoment,
    signal: AbortSignal
  ): Promise<Result<MessageNumbers>> {
    const { messages, jobs } = this.#options;
    const newestSeq = moment.lastSeq === null ? null : moment.newestSeq(node);
    if (moment.lastSeq !== null && newestSeq === null) return fail('not-kept');
    const kept = messages.read(node, seq ?? newestSeq);
    const message = kept && messages.toDecode(kept);
    if (!kept || !message) return fail('not-kept');
    if (tooLargeToDecode(message)) return succeed({ fields: [], more: 0, lines: [], spanMs: lineSpanMs });
    const previous = messages.previous(node, kept.facts.seq);
    const earlier = previous && messages.toDecode(previous);
    const before = earlier && tooLargeToDecode(earlier) ? null : earlier;
    const answer = await jobs.run('numbers', { message, before, paths: null }, signal);
    if (!answer.ok) return answer;
    const { fields, more } = answer.value;
    if (!withLines) return succeed({ fields, more, lines: [], spanMs: lineSpanMs });
    const newest = messages.read(node, newestSeq)?.facts ?? kept.facts;
    const paths = fields.map(({ path }) => path);
    const shown = await this.#lines(node, paths, { heldSeq: moment.lastSeq, newestAtMs: newest.receivedAtMs }, signal);
    const lines = paths.map((path) => shown.get(path)?.upTo(newest.receivedAtMs) ?? []);
    return succeed({ fields, more, lines, spanMs: lineSpanMs });
  }

  /** Nothing is shown any more, or payloads are read in another way now. */
  close(): void {
    for (const reading of this.#shown?.readings ?? []) reading.end();
    this.#shown = null;
  }

  async #lines(
    node: number,
    paths: readonly FieldPath[],
    moment: { readonly heldSeq: number | null; readonly newestAtMs: number },
    signal: AbortSignal
  ): Promise<ReadonlyMap<FieldPath, NumbersLine>> {
    const lastSeq = moment.heldSeq ?? this.#options.store.lastSeq;
    const known = this.#shown;
    const isKnown = known?.node === node && known.heldSeq === moment.heldSeq;
    const missing = isKnown ? paths.filter((path) => !known.lines.has(path)) : paths;
    const isOther = !isKnown || known.lines.size + missing.length > mostLines;
    if (isOther) this.close();
    const shown = (this.#shown ??= { node, heldSeq: moment.heldSeq, lines: new Map(), readings: [] });
    this.#begin(shown, isOther ? paths : missing, lastSeq, moment.newestAtMs - lineSpanMs);
    const read = Promise.all(shown.readings.map((reading) => Promise.all([reading.filled, reading.readOn(lastSeq)])));
    await Promise.race([read, new Promise((resolve) => setTimeout(resolve, waitMs).unref())]);
    signal.throwIfAborted();
    return shown.lines;
  }

  #begin(shown: Shown, paths: readonly FieldPath[], startSeq: number, oldestMs: number): void {
    if (paths.length === 0) return;
    const lines = paths.map((path) => {
      const line = new NumbersLine();
      shown.lines.set(path, line);
      return line;
    });
    const { source, jobs } = this.#options;
    const sinks = lines.map((line) => ({
      prepend: (atMs: number, value: number) => {
        if (atMs < oldestMs) return false;
        line.prepend(atMs, value);
        return true;
      },
      append: (atMs: number, value: number) => line.append(atMs, value)
    }));
    const sink = (_node: number, path: number): (typeof sinks)[number] | null => sinks[path] ?? null;
    const { node } = shown;
    shown.readings.push(
      new SeriesReading({ source, jobs, nodes: [node], paths, startSeq, oldestMs, sink, advanced: () => undefined })
    );
  }
}
