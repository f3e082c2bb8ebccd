import type { KeptLog, KeptRecord } from './kept-log';
import type { LargeBody, LargePayloads } from './large-payloads';
import type { ReadMessage } from './read-message';
import type { RingLog } from './ring-log';
import { RingRecord } from './ring-record';

/** What a reader of the log needs of the history it is of. */
interface LogSource {
  readonly log: RingLog;
  readonly large: LargePayloads;
  readonly messages: () => number;
  readonly replacements: () => number;
  readonly thinned: (fromSeq: number, toSeq: number) => boolean;
  readonly kept: (node: number) => number;
  readonly seek: (node: number, seq: number) => number;
}

/** The history's log for readers. Has records of its own: reading disturbs no writing. */
export class LogReader implements KeptLog {
  readonly #source: LogSource;
  readonly #record = new RingRecord();
  readonly #before = new RingRecord();

  constructor(source: LogSource) {
    this.#source = source;
  }

  get tail(): number {
    return this.#source.log.tail;
  }

  get newest(): number {
    return this.#source.log.newest;
  }

  get messages(): number {
    return this.#source.messages();
  }

  get replacements(): number {
    return this.#source.replacements();
  }

  thinned(fromSeq: number, toSeq: number): boolean {
    return this.#source.thinned(fromSeq, toSeq);
  }

  kept(node: number): number {
    return this.#source.kept(node);
  }

  open(position: number): KeptRecord | null {
    return this.#open(position);
  }

  seek(node: number, seq: number): number {
    return this.#source.seek(node, seq);
  }

  after(position: number): number {
    const record = this.#open(position);
    return record === null ? this.#source.log.oldest : this.#source.log.next(position, record.sizeBytes);
  }

  stretch(position: number): number {
    return this.#source.log.blockStart(position);
  }

  stretchBefore(start: number): number {
    return this.#source.log.blockBefore(start);
  }

  repeats(position: number): boolean {
    const record = this.#open(position);
    const { log, large } = this.#source;
    if (record === null || record.previous < log.tail) return false;
    const before = this.#before;
    log.open(before, record.previous);
    if (before.payloadBytes !== record.payloadBytes) return false;
    const payload = payloadOf(record, large);
    const payloadBefore = payloadOf(before, large);
    return payload !== null && payloadBefore !== null && Buffer.compare(payload, payloadBefore) === 0;
  }

  copyPayload(position: number, into: Uint8Array, at: number): boolean {
    const record = this.#open(position);
    const payload = record === null ? null : payloadOf(record, this.#source.large);
    if (payload === null) return false;
    into.set(payload, at);
    return true;
  }

  copyProperties(position: number): Uint8Array | null {
    const record = this.#open(position);
    if (record === null) return null;
    return propertiesOf(record, record.propertiesBeside ? this.#source.large.body(record.seq) : null);
  }

  read(position: number, startBytes?: number): ReadMessage | null {
    const record = this.#open(position);
    return record === null ? null : readRecord(record, this.#source.large, startBytes);
  }

  #open(position: number): RingRecord | null {
    const { log } = this.#source;
    if (position < log.tail) return null;
    log.open(this.#record, position);
    return this.#record;
  }
}

/** What a record says, with nothing in it that is written to again. `startBytes`: see `History.before`. */
export function readRecord(record: RingRecord, large: LargePayloads, startBytes?: number): ReadMessage {
  const { seq } = record;
  const body = record.payloadBeside ? large.body(seq) : null;
  return {
    facts: {
      seq,
      receivedAtMs: record.receivedAtMs,
      qos: record.qos,
      retain: record.retain,
      duplicate: record.duplicate,
      sizeBytes: record.payloadBytes,
      packetId: record.packetId || null,
      propertiesBytes: record.propertiesBytes
    },
    payload: record.payloadBeside ? (body?.payload ?? null) : record.copyPayload(startBytes ?? record.payloadBytes),
    properties: startBytes === undefined ? propertiesOf(record, body) : null
  };
}

function propertiesOf(record: RingRecord, body: LargeBody | null): Uint8Array | null {
  return record.propertiesBeside ? (body?.properties ?? null) : record.copyProperties();
}

/** A view: read it at once. */
function payloadOf(record: RingRecord, large: LargePayloads): Uint8Array | null {
  return record.payloadBeside ? (large.body(record.seq)?.payload ?? null) : record.payloadView();
}
