import type { Arrival } from './arrival';
import { RingBlock } from './ring-block';

/**
 * A record's header; with QoS 1 and 2 the packet identifier in two bytes, properties, then payload follow. Words (4 bytes): payload length, properties length, node, size with
 * flags. Numbers (8 bytes): receive time, seq, position of the topic's record before it (0: none).
 */
const headerBytes = 40;
const packetIdBytes = 2;
const receivedAtPlace = 2;
const seqPlace = 3;
const previousPlace = 4;

const qosBits = 3;
const retainBit = 4;
const duplicateBit = 8;
const payloadBesideBit = 16;
const propertiesBesideBit = 32;
const replacedBit = 64;
const displacedBit = 128;
/** Above the flags stands the size in units of 8 bytes. */
const sizeShift = 8;

/** Up to here a loop is quicker than making a view and calling `set` (measured in Node 20: they meet at about 40 bytes). */
const loopBytes = 40;
const empty = new RingBlock(0);

/** Which of a message's parts are kept beside the ring. Large properties take the payload with them. */
export type Beside = 'nothing' | 'payload' | 'payload and properties';

/** A window on one record of the log, moved from record to record: reading one makes no object. */
export class RingRecord {
  #block: RingBlock = empty;
  #at = 0;
  #word = 0;
  #number = 0;

  /** What a record takes, header included, for so many bytes that are not kept beside (see `bodyBytesOf`). */
  static sizeFor(bodyBytes: number): number {
    return (headerBytes + bodyBytes + 7) & ~7;
  }

  /** Bytes that a message's record has behind its header. */
  static bodyBytesOf(arrival: Arrival, beside: Beside): number {
    const idBytes = arrival.qos === 0 ? 0 : packetIdBytes;
    if (beside === 'payload and properties') return idBytes;
    const propertiesBytes = idBytes + arrival.propertiesEnd - arrival.propertiesStart;
    return beside === 'payload' ? propertiesBytes : propertiesBytes + arrival.payloadEnd - arrival.payloadStart;
  }

  open(block: RingBlock, offset: number): void {
    this.#block = block;
    this.#at = offset;
    this.#word = offset >> 2;
    this.#number = offset >> 3;
  }

  get payloadBytes(): number {
    return this.#block.words[this.#word] ?? 0;
  }

  get propertiesBytes(): number {
    return this.#block.words[this.#word + 1] ?? 0;
  }

  get node(): number {
    return this.#block.words[this.#word + 2] ?? 0;
  }

  /** Room it takes; may be more than it needs after its message was replaced by a smaller one. */
  get sizeBytes(): number {
    return (this.#marks >>> sizeShift) << 3;
  }

  get receivedAtMs(): number {
    return this.#block.numbers[this.#number + receivedAtPlace] ?? 0;
  }

  get seq(): number {
    return this.#block.numbers[this.#number + seqPlace] ?? 0;
  }

  get previous(): number {
    return this.#block.numbers[this.#number + previousPlace] ?? 0;
  }

  get qos(): 0 | 1 | 2 {
    return (this.#marks & qosBits) as 0 | 1 | 2;
  }

  get retain(): boolean {
    return (this.#marks & retainBit) !== 0;
  }

  get duplicate(): boolean {
    return (this.#marks & duplicateBit) !== 0;
  }

  get payloadBeside(): boolean {
    return (this.#marks & payloadBesideBit) !== 0;
  }

  get propertiesBeside(): boolean {
    return (this.#marks & propertiesBesideBit) !== 0;
  }

  /** Its message's place was taken by a newer one that is kept elsewhere: it belongs to nobody. */
  get replaced(): boolean {
    return (this.#marks & replacedBit) !== 0;
  }

  /** It stands elsewhere in the log than its seq says: it was moved, or took an older one's place. */
  get displaced(): boolean {
    return (this.#marks & displacedBit) !== 0;
  }

  /** [MQTT-2.2.1]; 0: QoS 0 has none. */
  get packetId(): number {
    if (this.qos === 0) return 0;
    const { bytes } = this.#block;
    const at = this.#at + headerBytes;
    return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  }

  /** What it takes when it is moved. */
  get neededBytes(): number {
    const bodyBytes = (this.payloadBeside ? 0 : this.payloadBytes) + (this.propertiesBeside ? 0 : this.propertiesBytes);
    return RingRecord.sizeFor(this.#idBytes + bodyBytes);
  }

  markReplaced(): void {
    this.#block.words[this.#word + 3] = this.#marks | replacedBit;
  }

  markDisplaced(): void {
    this.#block.words[this.#word + 3] = this.#marks | displacedBit;
  }

  write(node: number, arrival: Arrival, seq: number, previous: number, sizeBytes: number, beside: Beside): void {
    const { words, numbers } = this.#block;
    const word = this.#word;
    const payloadBytes = arrival.payloadEnd - arrival.payloadStart;
    const propertiesBytes = arrival.propertiesEnd - arrival.propertiesStart;
    let marks = ((sizeBytes >>> 3) << sizeShift) | arrival.qos;
    if (arrival.retain) marks |= retainBit;
    if (arrival.duplicate) marks |= duplicateBit;
    if (beside !== 'nothing') marks |= payloadBesideBit;
    if (beside === 'payload and properties') marks |= propertiesBesideBit;
    words[word] = payloadBytes;
    words[word + 1] = propertiesBytes;
    words[word + 2] = node;
    words[word + 3] = marks;
    numbers[this.#number + receivedAtPlace] = arrival.receivedAtMs;
    numbers[this.#number + seqPlace] = seq;
    numbers[this.#number + previousPlace] = previous;
    let body = this.#at + headerBytes;
    if (arrival.qos > 0) {
      this.#block.bytes[body] = arrival.packetId >>> 8;
      this.#block.bytes[body + 1] = arrival.packetId;
      body += packetIdBytes;
    }
    if (beside === 'payload and properties') return;
    if (propertiesBytes > 0) this.#copy(arrival.bytes, arrival.propertiesStart, arrival.propertiesEnd, body);
    if (beside === 'nothing') {
      this.#copy(arrival.bytes, arrival.payloadStart, arrival.payloadEnd, body + propertiesBytes);
    }
  }

  /** Takes over another record. It is the only one left of its topic: the one it names before it is behind the tail. */
  moveFrom(other: RingRecord, sizeBytes: number): void {
    const { words } = this.#block;
    if (sizeBytes <= loopBytes * 4) {
      // By words, not by numbers: a NaN's bits do not survive a passage through a number.
      const from = other.#block.words;
      for (let word = 0; word < sizeBytes >> 2; word += 1) words[this.#word + word] = from[other.#word + word] ?? 0;
    } else {
      this.#block.bytes.set(other.#block.bytes.subarray(other.#at, other.#at + sizeBytes), this.#at);
    }
    words[this.#word + 3] = (this.#marks & ((1 << sizeShift) - 1)) | displacedBit | ((sizeBytes >>> 3) << sizeShift);
  }

  /** A view. Only of a payload that is not kept beside. */
  payloadView(): Uint8Array {
    const start = this.#payloadAt;
    return this.#block.bytes.subarray(start, start + this.payloadBytes);
  }

  /** Its first bytes, at most so many. Only of a payload that is not kept beside. */
  copyPayload(mostBytes: number): Uint8Array {
    const start = this.#payloadAt;
    return this.#block.bytes.slice(start, start + Math.min(mostBytes, this.payloadBytes));
  }

  /** Only of properties that are not kept beside. */
  copyProperties(): Uint8Array | null {
    const start = this.#at + headerBytes + this.#idBytes;
    return this.propertiesBytes === 0 ? null : this.#block.bytes.slice(start, start + this.propertiesBytes);
  }

  /** Only for a payload that is not kept beside. */
  payloadEquals(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start !== this.payloadBytes) return false;
    const kept = this.#block.bytes;
    const shift = this.#payloadAt - start;
    for (let place = start; place < end; place += 1) if (kept[place + shift] !== bytes[place]) return false;
    return true;
  }

  get #marks(): number {
    return this.#block.words[this.#word + 3] ?? 0;
  }

  get #idBytes(): number {
    return this.qos === 0 ? 0 : packetIdBytes;
  }

  get #payloadAt(): number {
    return this.#at + headerBytes + this.#idBytes + this.propertiesBytes;
  }

  #copy(bytes: Uint8Array, start: number, end: number, at: number): void {
    const target = this.#block.bytes;
    if (end - start > loopBytes) {
      target.set(bytes.subarray(start, end), at);
      return;
    }
    const shift = at - start;
    for (let place = start; place < end; place += 1) target[place + shift] = bytes[place] ?? 0;
  }
}
