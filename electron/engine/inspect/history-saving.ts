import type { FieldPath } from '#contract/chart';
import type { SeqRange } from '#contract/history-list';
import type { ListedMessage } from '#contract/listed-message';
import type { MessageProperties } from '#contract/message';
import { BatchFilling } from './batch-filling';
import type { HistoryList, ListParts } from './history-list';
import type { ListedRow } from './history-rows-reading';

/** Read in one go: about 1 ms. */
const rowsAtOnce = 512;
/** Payloads read in one go. */
const bytesAtOnce = 1_048_576;
/** Payloads that are decoded at a time for their fields. */
const batchBytes = 4_194_304;
const mostTopics = 4_096;
/** Payloads up to so many bytes are copied side by side; a piece of memory for each costs more than they do. */
const smallBytes = 8_192;
const pieceBytes = 65_536;

/** What of a list. */
export interface ListSaving {
  readonly columns: readonly FieldPath[];
  /** In any order; null: all rows. */
  readonly ranges: readonly SeqRange[] | null;
}

export interface SavingParts extends ListParts {
  readonly readProperties: (bytes: Uint8Array) => MessageProperties;
}

/**
 * The rows that a list has when this begins, oldest first, some hundred at a time and read as they are asked for: what goes
 * before its turn is left out, what comes is not in it. `columns` are filled by the decode worker.
 */
export async function* listedMessages(
  parts: SavingParts,
  list: HistoryList,
  { columns, ranges }: ListSaving,
  signal: AbortSignal
): AsyncGenerator<readonly ListedMessage[], void, undefined> {
  await list.complete(signal);
  const reading = new RowReading(parts);
  let lastSeq = 0;
  for (const { fromSeq, toSeq } of oldestFirst(ranges)) {
    const end = list.ordinalAfter(toSeq);
    for (let at = list.ordinalFrom(fromSeq); at < end;) {
      await list.refresh(signal);
      at = Math.max(at, list.firstOrdinal);
      const next = Math.min(end, list.endOrdinal, at + rowsAtOnce);
      // Where one went from between, older rows stand a place higher: those that had their turn are not taken again.
      const rows = list.rowsFrom(next - 1, next - at).filter(({ seq }) => seq > lastSeq);
      rows.reverse();
      lastSeq = rows.at(-1)?.seq ?? lastSeq;
      for (let from = 0; from < rows.length;) {
        const read = reading.some(rows, from);
        from += read.rows;
        if (columns.length === 0) yield read.messages;
        else yield await withColumns(parts, read, columns, signal);
      }
      at = Math.max(next, at + 1);
    }
  }
}

function oldestFirst(ranges: readonly SeqRange[] | null): readonly SeqRange[] {
  const all = [{ fromSeq: 0, toSeq: Number.MAX_SAFE_INTEGER - 1 }];
  const upwards = (ranges ?? all).map(({ fromSeq, toSeq }) => ({
    fromSeq: Math.min(fromSeq, toSeq),
    toSeq: Math.max(fromSeq, toSeq)
  }));
  return upwards.sort((one, other) => one.fromSeq - other.fromSeq);
}

interface ReadRows {
  /** Rows it took. */
  readonly rows: number;
  /** Of those that are kept. */
  readonly messages: readonly ListedMessage[];
  readonly positions: readonly number[];
  readonly seqs: readonly number[];
}

/** Reads messages at their places in the log. */
class RowReading {
  readonly #parts: SavingParts;
  readonly #topics = new Map<number, Uint8Array>();
  #piece: Buffer = Buffer.alloc(0);
  #usedBytes = 0;

  constructor(parts: SavingParts) {
    this.#parts = parts;
  }

  /** From this row on as many as are worth one go, at least one. */
  some(rows: readonly ListedRow[], from: number): ReadRows {
    const messages: ListedMessage[] = [];
    const positions: number[] = [];
    const seqs: number[] = [];
    let bytes = 0;
    let at = from;
    for (; at < rows.length && bytes < bytesAtOnce; at += 1) {
      const row = rows[at];
      const message = row === undefined ? null : this.#read(row);
      if (row === undefined || message === null) continue;
      bytes += message.sizeBytes;
      messages.push(message);
      positions.push(row.position);
      seqs.push(row.seq);
    }
    return { rows: at - from, messages, positions, seqs };
  }

  #read({ position, seq, repeats }: ListedRow): ListedMessage | null {
    const { kept } = this.#parts.store;
    const record = kept.open(position);
    if (record === null || record.seq !== seq) return null;
    const { node, receivedAtMs, qos, retain, duplicate, packetId, payloadBytes: sizeBytes, propertiesBytes } = record;
    const payload = sizeBytes > smallBytes ? (kept.read(position)?.payload ?? null) : this.#copy(position, sizeBytes);
    const properties = propertiesBytes === 0 ? null : kept.copyProperties(position);
    return {
      topic: this.#topic(node),
      receivedAtMs,
      qos,
      retain,
      duplicate,
      packetId: packetId || null,
      sizeBytes,
      repeats,
      payload,
      properties: properties === null ? null : this.#parts.readProperties(properties),
      columns: none
    };
  }

  #copy(position: number, bytes: number): Uint8Array | null {
    if (this.#usedBytes + bytes > this.#piece.length) {
      this.#piece = Buffer.allocUnsafeSlow(pieceBytes);
      this.#usedBytes = 0;
    }
    const start = this.#usedBytes;
    if (!this.#parts.store.kept.copyPayload(position, this.#piece, start)) return null;
    this.#usedBytes += bytes;
    return this.#piece.subarray(start, start + bytes);
  }

  #topic(node: number): Uint8Array {
    const known = this.#topics.get(node);
    if (known !== undefined) return known;
    const topic = this.#parts.store.order.topicBytes(node);
    if (this.#topics.size >= mostTopics) this.#topics.clear();
    this.#topics.set(node, topic);
    return topic;
  }
}

const none: readonly (string | null)[] = [];

/** The same messages with their fields. */
async function withColumns(
  { source, runJobs }: SavingParts,
  { messages, positions, seqs }: ReadRows,
  columns: readonly FieldPath[],
  signal: AbortSignal
): Promise<readonly ListedMessage[]> {
  const found = new Map<number, readonly (string | null)[]>();
  const filling = new BatchFilling(source, batchBytes);
  const run = async (): Promise<void> => {
    const taken = filling.take();
    if (taken.seqs.length === 0) return;
    const answer = await runJobs.run('previews', { messages: taken.batch, columns }, signal);
    if (answer.ok) taken.seqs.forEach((seq, at) => found.set(seq, answer.value[at]?.columns ?? none));
  };
  for (const position of positions) {
    if (filling.add(position)) continue;
    await run();
    filling.add(position);
  }
  await run();
  const empty = columns.map(() => null);
  return messages.map((message, at) => ({ ...message, columns: found.get(seqs[at] ?? 0) ?? empty }));
}
