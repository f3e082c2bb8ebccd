import type { FieldPath } from '#contract/chart';
import type { MessageFacts, MessageProperties } from '#contract/message';
import { BatchFilling } from './batch-filling';
import type { HistoryList, ListParts } from './history-list';
import type { ListedRow } from './history-rows-reading';

const rowsAtOnce = 256;
/** Payloads that are decoded at a time for their fields. */
const batchBytes = 4_194_304;

/** A message of a list as it goes into a file. */
export interface ListedMessage extends Omit<MessageFacts, 'seq' | 'propertiesBytes'> {
  readonly topic: Uint8Array;
  readonly repeats: number;
  /** Null: it had to make room. */
  readonly payload: Uint8Array | null;
  readonly columns: readonly (string | null)[];
}

export interface SavingParts extends ListParts {
  readonly readProperties: (bytes: Uint8Array) => MessageProperties;
}

/**
 * The rows that a list has when this begins, oldest first, read as they are asked for: what goes before its turn is left out,
 * what comes is not in it. `columns` are filled by the decode worker, a few hundred messages at a time.
 */
export async function* listedMessages(
  parts: SavingParts,
  list: HistoryList,
  columns: readonly FieldPath[],
  signal: AbortSignal
): AsyncGenerator<ListedMessage, void, undefined> {
  await list.complete(signal);
  const end = list.endOrdinal;
  let lastSeq = 0;
  for (let at = list.firstOrdinal; at < end;) {
    await list.refresh(signal);
    at = Math.max(at, list.firstOrdinal);
    const next = Math.min(end, list.endOrdinal, at + rowsAtOnce);
    // Where one went from between, older rows stand a place higher: those that had their turn are not taken again.
    const rows = list.rowsFrom(next - 1, next - at).filter(({ seq }) => seq > lastSeq);
    rows.reverse();
    lastSeq = rows.at(-1)?.seq ?? lastSeq;
    const fields = await columnsOf(parts, rows, columns, signal);
    for (const row of rows) {
      const message = read(parts, row, fields.get(row.seq) ?? columns.map(() => null));
      if (message !== null) yield message;
    }
    at = Math.max(next, at + 1);
  }
}

/** Fields of the rows, by seq. */
async function columnsOf(
  { source, runJobs }: SavingParts,
  rows: readonly ListedRow[],
  columns: readonly FieldPath[],
  signal: AbortSignal
): Promise<ReadonlyMap<number, readonly (string | null)[]>> {
  const found = new Map<number, readonly (string | null)[]>();
  if (columns.length === 0) return found;
  const filling = new BatchFilling(source, batchBytes);
  const run = async (): Promise<void> => {
    const { batch, seqs } = filling.take();
    if (seqs.length === 0) return;
    const answer = await runJobs.run('previews', { messages: batch, columns }, signal);
    if (answer.ok) seqs.forEach((seq, at) => found.set(seq, answer.value[at]?.columns ?? []));
  };
  for (const { position } of rows) {
    if (filling.add(position)) continue;
    await run();
    filling.add(position);
  }
  await run();
  return found;
}

function read(
  { store, readProperties }: SavingParts,
  row: ListedRow,
  columns: readonly (string | null)[]
): ListedMessage | null {
  const node = store.kept.open(row.position)?.node;
  const message = node === undefined ? null : store.kept.read(row.position);
  if (node === undefined || message === null || message.facts.seq !== row.seq) return null;
  const { seq: _seq, propertiesBytes: _bytes, ...facts } = message.facts;
  return {
    ...facts,
    topic: store.order.topicBytes(node),
    repeats: row.repeats,
    payload: message.payload,
    properties: message.properties === null ? null : readProperties(message.properties),
    columns
  };
}
