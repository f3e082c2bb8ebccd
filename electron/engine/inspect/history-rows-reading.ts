import type { FieldPath } from '#contract/chart';
import type { HistoryRow } from '#contract/history-list';
import type { Gap, Preview } from '#contract/message';
import type { RunJobs } from '../decode/run-jobs';
import { BatchFilling } from './batch-filling';
import type { BatchSource } from './batch-source';

const startBytes = 1_024;
/** Payloads of a page that are decoded at a time. */
const batchBytes = 4_194_304;
const mostCached = 1_000;
/** A hostile topic has 65,535 bytes, and a page 200 rows. */
const mostTopicBytes = 1_024;

/** What rows are made with beside the messages. */
export interface RowParts {
  readonly source: BatchSource;
  readonly runJobs: RunJobs;
  /** The newest gap between two times (epoch ms); null: none. */
  readonly gapBetween: (afterMs: number, untilMs: number) => Gap | null;
  readonly displayBytes: (bytes: Uint8Array) => string;
  /** Grows when payloads are read by other rules. */
  readonly decodingRevision: () => number;
  /** From at most the first 1 KB of `start`; null: it is no longer kept. */
  readonly previewStart: (start: Uint8Array | null, sizeBytes: number) => Preview;
}

/** A row as the list knows it. */
export interface ListedRow {
  readonly ordinal: number;
  readonly seq: number;
  readonly position: number;
  readonly repeats: number;
}

interface Decoded {
  readonly preview: Preview;
  readonly columns: readonly (string | null)[];
}

type Draft = Omit<HistoryRow, 'preview' | 'columns'> & { readonly position: number; readonly start: Preview };

/** Makes the rows of a page: facts at once, previews and columns by the decode worker, which is asked once for each message. */
export class HistoryRowsReading {
  readonly #parts: RowParts;
  readonly #node: number;
  readonly #decoded = new Map<number, Decoded>();
  /** The rules and columns that `#decoded` was made with. */
  #madeWith = '';

  /** `node`: what topics are shown below of. */
  constructor(parts: RowParts, node: number) {
    this.#parts = parts;
    this.#node = node;
  }

  /**
   * Rows newest first; the last of `listed` is only looked at for the gap before the one before it when `peek` is set.
   * Rows that went between are left out. Rejects with the signal's reason when it aborts.
   */
  async read(
    listed: readonly ListedRow[],
    peek: boolean,
    columns: readonly FieldPath[],
    signal: AbortSignal
  ): Promise<readonly HistoryRow[]> {
    const drafts = listed.flatMap((row) => this.#draft(row) ?? []);
    const gaps = drafts.map((draft, at) => this.#gapBefore(draft, drafts[at + 1]));
    const count = peek && drafts.length === listed.length ? drafts.length - 1 : drafts.length;
    const key = this.#key(columns);
    if (key !== this.#madeWith) this.#decoded.clear();
    this.#madeWith = key;
    const shown = drafts.slice(0, count);
    const decoded = await this.#decode(shown, columns, signal);
    return shown.map(({ position: _position, start, ...row }, at) => ({
      ...row,
      gapBefore: gaps[at] ?? null,
      ...(decoded.get(row.seq) ?? { preview: start, columns: columns.map(() => null) })
    }));
  }

  /** Display-safe, below the list's topic, its end when it is long. */
  topic(node: number): string {
    const { order } = this.#parts.source.store;
    const segments: string[] = [];
    let bytes = 0;
    for (let at = node; at > 0 && at !== this.#node; at = order.parent(at)) {
      const segment = order.segmentBytes(order.segmentId(at));
      bytes += segment.length + 1;
      if (bytes > mostTopicBytes) {
        segments.push('…');
        break;
      }
      segments.push(this.#parts.displayBytes(segment));
    }
    return segments.reverse().join('/');
  }

  #draft({ ordinal, seq, position, repeats }: ListedRow): Draft | null {
    const { kept } = this.#parts.source.store;
    const record = kept.open(position);
    if (record === null || record.seq !== seq) return null;
    const { node, previous, receivedAtMs } = record;
    const before = kept.open(previous);
    const gapMs = before === null ? null : receivedAtMs - before.receivedAtMs;
    const read = kept.read(position, startBytes);
    if (read === null) return null;
    const start = this.#parts.previewStart(read.payload?.subarray(0, startBytes) ?? null, read.facts.sizeBytes);
    return {
      ...read.facts,
      // The list shows none; two hundred messages may carry 64 KB of them each. Opening one brings them.
      properties: null,
      ordinal,
      node,
      topic: this.topic(node),
      repeats,
      gapMs,
      gapBefore: null,
      position,
      start
    };
  }

  #gapBefore(row: Draft, older: Draft | undefined): Gap | null {
    return older === undefined ? null : this.#parts.gapBetween(older.receivedAtMs, row.receivedAtMs);
  }

  /** Those that are not decoded yet go to the worker; what it cannot decode is shown from its start. */
  async #decode(
    drafts: readonly Draft[],
    columns: readonly FieldPath[],
    signal: AbortSignal
  ): Promise<ReadonlyMap<number, Decoded>> {
    const found = new Map<number, Decoded>();
    const filling = new BatchFilling(this.#parts.source, batchBytes);
    for (const { seq, position, start } of drafts) {
      const known = this.#decoded.get(seq);
      if (known !== undefined) found.set(seq, known);
      else if (start.kind !== 'not-kept' && !filling.add(position)) {
        await this.#decodeBatch(filling, columns, found, signal);
        filling.add(position);
      }
    }
    if (filling.seen > 0) await this.#decodeBatch(filling, columns, found, signal);
    return found;
  }

  async #decodeBatch(
    filling: BatchFilling,
    columns: readonly FieldPath[],
    found: Map<number, Decoded>,
    signal: AbortSignal
  ): Promise<void> {
    const { batch, seqs } = filling.take();
    if (seqs.length === 0) return;
    const key = this.#key(columns);
    const answer = await this.#parts.runJobs.run('previews', { messages: batch, columns }, signal);
    if (!answer.ok) return;
    seqs.forEach((seq, at) => {
      const decoded = answer.value[at];
      if (decoded === undefined) return;
      found.set(seq, decoded);
      if (key === this.#madeWith) this.#keep(seq, decoded);
    });
  }

  #key(columns: readonly FieldPath[]): string {
    return JSON.stringify([this.#parts.decodingRevision(), columns]);
  }

  /** The oldest ones make room. */
  #keep(seq: number, decoded: Decoded): void {
    this.#decoded.set(seq, decoded);
    for (const oldest of this.#decoded.keys()) {
      if (this.#decoded.size <= mostCached) break;
      this.#decoded.delete(oldest);
    }
  }
}
