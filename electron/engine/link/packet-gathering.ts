import { linkLimits } from './link-limits';
import { variableLength, variableLengthBytes } from './variable-length';

const publishType = 3;

/** Why a packet is not gathered. */
export type GatheringFlaw =
  | { readonly kind: 'malformed'; readonly what: string }
  | { readonly kind: 'too-large'; readonly topic: Uint8Array; readonly payloadBytes: number };

export interface GatheringLimits {
  readonly maxPayloadBytes: number;
  /** Room beside the payload for MQTT 5 properties. */
  readonly propertyRoomBytes: number;
}

/**
 * One packet that lies in more than one chunk, or may be too large. It is copied once, into an array of exactly its
 * size, made when its header is known: of a large one the pages not yet received cost nothing (zeroed by the kernel
 * when first touched). A PUBLISH that may be too large is judged with its topic before any of that.
 */
export class PacketGathering {
  readonly #limits: GatheringLimits;
  #bytes = new Uint8Array(2);
  #filled = 0;
  #flaw: GatheringFlaw | null = null;
  #complete = false;

  constructor(limits: GatheringLimits) {
    this.#limits = limits;
  }

  /** The packet when it is complete, else at most what has come of it. */
  get bytes(): Uint8Array {
    return this.#complete ? this.#bytes : this.#bytes.subarray(0, this.#filled);
  }

  get complete(): boolean {
    return this.#complete;
  }

  get flaw(): GatheringFlaw | null {
    return this.#flaw;
  }

  /** Takes of `chunk` from `at` on what belongs to the packet, and says where it stopped. */
  take(chunk: Uint8Array, at: number): number {
    let next = at;
    while (next < chunk.length && !this.#complete && this.#flaw === null) {
      const taken = Math.min(this.#bytes.length - this.#filled, chunk.length - next);
      this.#bytes.set(chunk.subarray(next, next + taken), this.#filled);
      this.#filled += taken;
      next += taken;
      if (this.#filled === this.#bytes.length) this.#decide();
    }
    return next;
  }

  /** All that was wanted is here: what it says about how much more is. */
  #decide(): void {
    const size = variableLengthBytes(this.#bytes, 1, this.#filled);
    if (size < 0) return this.#refuse('length of five bytes');
    if (size === 0) return this.#want(this.#filled + 1);
    const remaining = variableLength(this.#bytes, 1, size);
    const body = 1 + size;
    const total = body + remaining;
    if (this.#filled === total) {
      this.#complete = true;
      return;
    }
    if ((this.#bytes[0] ?? 0) >> 4 !== publishType) {
      if (total > linkLimits.headerRoomBytes) return this.#refuse('packet too long');
      return this.#want(total);
    }
    if (remaining <= this.#limits.maxPayloadBytes) return this.#want(total);
    if (this.#filled < body + 2) return this.#want(Math.min(body + 2, total));
    const topicEnd = body + 2 + (this.#bytes[body] ?? 0) * 256 + (this.#bytes[body + 1] ?? 0);
    if (topicEnd > total) return this.#refuse('topic longer than its packet');
    if (topicEnd > this.#filled) return this.#want(topicEnd);
    const packetIdBytes = (((this.#bytes[0] ?? 0) >> 1) & 3) > 0 ? 2 : 0;
    const payloadBytes = total - topicEnd - packetIdBytes;
    if (payloadBytes <= this.#limits.maxPayloadBytes + this.#limits.propertyRoomBytes) return this.#want(total);
    this.#flaw = { kind: 'too-large', topic: this.#bytes.subarray(body + 2, topicEnd), payloadBytes };
  }

  #want(bytes: number): void {
    const wider = new Uint8Array(bytes);
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  #refuse(what: string): void {
    this.#flaw = { kind: 'malformed', what };
  }
}
