import type { Arrival } from './arrival';

/** From here on copying costs more than the bytes around the payload that a view keeps alive. */
const adoptedPayloadBytes = 1_048_576;
const adoptedRestBytes = 65_536;
/** An upper bound of the work of one call; the next call goes on. */
const maxTrimmed = 1_024;

/** What is kept of one message beside the ring. */
export interface LargeBody {
  readonly payload: Uint8Array;
  /** Null: they are in the ring. */
  readonly properties: Uint8Array | null;
  readonly chargedBytes: number;
}

/**
 * Bodies too large for the ring, each in arrays of its own, under a budget of their own. The newest of each topic always
 * stays; of the others the oldest goes first, whatever topic it is of.
 */
export class LargePayloads {
  readonly #bodies = new Map<number, LargeBody>();
  /** Seqs of the bodies that may go, ascending. */
  readonly #older: number[] = [];
  #budgetBytes: number;
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get budgetBytes(): number {
    return this.#budgetBytes;
  }

  setBudget(budgetBytes: number): void {
    this.#budgetBytes = budgetBytes;
  }

  /** Null: it had to make room. */
  body(seq: number): LargeBody | null {
    return this.#bodies.get(seq) ?? null;
  }

  /** Keeps the payload of a topic's newest message, and the properties if they are too large themselves. */
  keep(seq: number, arrival: Arrival, withProperties: boolean): void {
    const properties = withProperties ? copy(arrival.bytes, arrival.propertiesStart, arrival.propertiesEnd) : null;
    const payload = ownPayload(arrival);
    const chargedBytes = payload.buffer.byteLength + (properties?.byteLength ?? 0);
    this.#bodies.set(seq, { payload, properties, chargedBytes });
    this.#bytes += chargedBytes;
  }

  /** A newer message came on its topic. */
  overtaken(seq: number): void {
    this.#older.splice(this.#firstFrom(seq), 0, seq);
  }

  /** Its message is kept no longer. */
  release(seq: number): void {
    const body = this.#bodies.get(seq);
    if (body === undefined) return;
    this.#bodies.delete(seq);
    this.#bytes -= body.chargedBytes;
    const place = this.#firstFrom(seq);
    if (this.#older[place] === seq) this.#older.splice(place, 1);
  }

  /** Lets older bodies go while they are above the budget. */
  trim(): void {
    for (let trimmed = 0; trimmed < maxTrimmed && this.#bytes > this.#budgetBytes; trimmed += 1) {
      const oldest = this.#older[0];
      if (oldest === undefined) return;
      this.release(oldest);
    }
  }

  /** Place of the first older seq that is not smaller. */
  #firstFrom(seq: number): number {
    let low = 0;
    let high = this.#older.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#older[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A view is kept when the packet's array is the link's gift and hardly larger than the payload; the whole is charged. */
function ownPayload(arrival: Arrival): Uint8Array {
  const { bytes, payloadStart, payloadEnd } = arrival;
  const payloadBytes = payloadEnd - payloadStart;
  const restBytes = bytes.buffer.byteLength - payloadBytes;
  if (arrival.ownsBytes && payloadBytes >= adoptedPayloadBytes && restBytes <= adoptedRestBytes + payloadBytes / 8) {
    return new Uint8Array(bytes.buffer, bytes.byteOffset + payloadStart, payloadBytes);
  }
  return copy(bytes, payloadStart, payloadEnd);
}

/** Into an array of exactly this size: `Buffer.slice` would be a view, and a small Buffer pins Node's pool. */
function copy(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end));
}
