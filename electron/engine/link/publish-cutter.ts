import { failure, type Failure, type FailureFacts } from '#contract/failure';
import { foreignProtocol } from './foreign-protocol';
import { malformedFailure } from './link-failure';
import { linkLimits } from './link-limits';
import { PacketGathering } from './packet-gathering';
import { propertiesFlaw } from './publish-properties';
import type { ReceivedMessage } from './received-message';
import { TopicAliases } from './topic-aliases';
import { variableLength, variableLengthBytes } from './variable-length';

const connackType = 2;
const publishType = 3;
const pubrelType = 6;
const disconnectType = 14;
const authType = 15;
/** [MQTT5 4.13.1]: what the broker is told: bytes out of form, or out of order. */
const malformed = 0x81;
const protocolError = 0x82;
/** Above this, a message that fills its chunk is handed on as the chunk's only user. */
const largeBytes = 65_536;
/** Of one chunk at a time: a WebSocket message can be megabytes of topics that take a millisecond each. */
const mostBytesCut = 65_536;
const shownBytes = 16;

const decoder = new TextDecoder();

export interface PublishCutterParts {
  readonly version5: boolean;
  /** 0: the broker may use no topic aliases. */
  readonly topicAliasMaximum: number;
  /** QoS 2 packet identifiers received and not yet released: at most 65,535. */
  readonly unreleased: Set<number>;
  readonly maxPayloadBytes: number;
  /** Host, port and protocol, for failures. */
  readonly facts: FailureFacts;
  readonly received: (message: ReceivedMessage) => void;
  /** A QoS 1 message was received. */
  readonly acknowledge: (packetId: number) => void;
  /** A whole packet for MQTT.js; false: it wants no more now. */
  readonly pass: (packet: Uint8Array) => boolean;
}

/** The one message object; see ReceivedMessage. */
class CutMessage implements ReceivedMessage {
  bytes: Uint8Array = new Uint8Array(0);
  topicStart = 0;
  topicEnd = 0;
  propertiesStart = 0;
  propertiesEnd = 0;
  payloadStart = 0;
  payloadEnd = 0;
  ownsBytes = false;
  qos: 0 | 1 | 2 = 0;
  retain = false;
  duplicate = false;
  packetId = 0;
  receivedAtMs = 0;
}

/**
 * Cuts every PUBLISH out of the bytes of a broker, decoding nothing, and passes every other packet on whole and in
 * order. Of QoS 2 MQTT.js sees a stub and does the handshake; the message is handed on when its packet identifier comes
 * for the first time, repeats until PUBREL are dropped (method B of [MQTT-4.3.3-2]): no payload waits for its PUBREL.
 */
export class PublishCutter {
  readonly #parts: PublishCutterParts;
  readonly #message = new CutMessage();
  readonly #unreleased: Set<number>;
  /** Null: none are allowed, and nothing is done for them. */
  readonly #aliases: TopicAliases | null;
  #maxPayloadBytes: number;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #readAtMs = 0;
  #gathering: PacketGathering | null = null;
  #opened = false;
  #connacks = 0;
  #halted = false;
  #messages = 0;
  #flaw: Failure | null = null;

  constructor(parts: PublishCutterParts) {
    this.#parts = parts;
    this.#unreleased = parts.unreleased;
    this.#aliases = parts.topicAliasMaximum > 0 ? new TopicAliases(parts.topicAliasMaximum) : null;
    this.#maxPayloadBytes = parts.maxPayloadBytes;
  }

  /** All of the chunk is cut. */
  get used(): boolean {
    return this.#at >= this.#chunk.length;
  }

  /** Handed on so far. */
  get messages(): number {
    return this.#messages;
  }

  /** Why the link has to end; nothing is cut any more. */
  get flaw(): Failure | null {
    return this.#flaw;
  }

  setMaxPayloadBytes(bytes: number): void {
    this.#maxPayloadBytes = bytes;
  }

  /** The next chunk, once the one before is used. */
  begin(chunk: Uint8Array, readAtMs: number): void {
    if (!this.#opened && this.#gathering === null) this.#flaw = foreignProtocol(chunk, this.#parts.facts);
    this.#chunk = chunk;
    this.#readAtMs = readAtMs;
    this.#at = 0;
  }

  /** The same chunk, which has grown at its end. */
  extend(chunk: Uint8Array): void {
    this.#chunk = chunk;
  }

  /** Nothing waits: a used chunk, or a message of 256 MB, is not kept in memory until the next one comes. */
  rest(): void {
    this.#chunk = new Uint8Array(0);
    this.#at = 0;
    this.#message.bytes = this.#chunk;
  }

  /** Nothing is cut any more. */
  halt(): void {
    this.#halted = true;
    this.#gathering = null;
    this.rest();
  }

  /**
   * Cuts at most `most` packets of the chunk; fewer where the chunk ends or 64 KB of it are cut, MQTT.js wants no more, or
   * the link has to end.
   */
  cut(most: number): void {
    const chunk = this.#chunk;
    const end = chunk.length;
    const until = Math.min(end, this.#at + mostBytesCut);
    for (let left = most; left > 0 && this.#at < until && !this.#halted && this.#flaw === null; left -= 1) {
      if (this.#gathering !== null) {
        if (!this.#gather(this.#gathering)) return;
        continue;
      }
      const start = this.#at;
      if (!this.#opened && !this.#mayOpen((chunk[start] ?? 0) >> 4)) {
        this.#malformed('first packet is no CONNACK', chunk, start, end);
        return;
      }
      let body = start + 2;
      let remaining = body > end ? -1 : (chunk[start + 1] ?? 0);
      if (remaining >= 0x80) {
        const size = variableLengthBytes(chunk, start + 1, end);
        remaining = size > 0 ? variableLength(chunk, start + 1, size) : -1;
        body = start + 1 + size;
      }
      const packetEnd = body + remaining;
      if (remaining < 0 || packetEnd > end || remaining > this.#maxPayloadBytes) {
        const propertyRoomBytes = this.#parts.version5 ? linkLimits.headerRoomBytes : 0;
        this.#gathering = new PacketGathering({ maxPayloadBytes: this.#maxPayloadBytes, propertyRoomBytes });
        if (!this.#gather(this.#gathering)) return;
        continue;
      }
      // Before the packet is handed on: whatever happens there, it is not handed on twice.
      this.#at = packetEnd;
      if (!this.#packet(chunk, start, body, packetEnd, false)) return;
    }
  }

  #gather(gathering: PacketGathering): boolean {
    this.#at = gathering.take(this.#chunk, this.#at);
    const { flaw, bytes } = gathering;
    if (flaw !== null) {
      if (flaw.kind === 'malformed') return this.#malformed(flaw.what, bytes, 0, bytes.length);
      this.#flaw = failure('payload-too-large', '', {
        ...this.#parts.facts,
        topic: decoder.decode(flaw.topic),
        bytes: flaw.payloadBytes,
        limitBytes: this.#maxPayloadBytes
      });
      return false;
    }
    if (!gathering.complete) return true;
    this.#gathering = null;
    return this.#packet(bytes, 0, 1 + variableLengthBytes(bytes, 1, bytes.length), bytes.length, true);
  }

  /** One whole packet; false: cut no more for now. */
  #packet(bytes: Uint8Array, start: number, body: number, end: number, gathered: boolean): boolean {
    const first = bytes[start] ?? 0;
    if (first >> 4 !== publishType) return this.#other(bytes, start, body, end);
    const qos = (first >> 1) & 3;
    if (qos === 3) return this.#malformed('QoS 3', bytes, start, end);
    // [MQTT-3.3.1-2]
    if (qos === 0 && (first & 8) !== 0) return this.#malformed('DUP with QoS 0', bytes, start, end);
    const topicStart = body + 2;
    const topicEnd = topicStart + (bytes[body] ?? 0) * 256 + (bytes[body + 1] ?? 0);
    if (topicStart > end || topicEnd > end) {
      return this.#malformed('topic longer than its packet', bytes, start, end);
    }
    let at = topicEnd;
    let packetId = 0;
    if (qos > 0) {
      if (at + 2 > end) return this.#malformed('no packet identifier', bytes, start, end);
      packetId = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
      // [MQTT-2.3.1-1]
      if (packetId === 0) return this.#malformed('packet identifier 0', bytes, start, end);
      at += 2;
    }
    let propertiesEnd = at;
    /** What an alias stands for. */
    let named: Uint8Array | null = null;
    if (this.#parts.version5) {
      const size = variableLengthBytes(bytes, at, end);
      if (size <= 0) return this.#malformed('no property length', bytes, start, end);
      const length = variableLength(bytes, at, size);
      at += size;
      propertiesEnd = at + length;
      if (propertiesEnd > end) return this.#malformed('properties longer than their packet', bytes, start, end);
      if (length > 0) {
        const flaw = propertiesFlaw(bytes, at, propertiesEnd, this.#aliases !== null);
        if (flaw !== null) return this.#malformed(flaw, bytes, start, end);
        if (this.#aliases !== null) {
          const alias = this.#aliases.take(bytes, topicStart, topicEnd, at, propertiesEnd);
          if (alias !== null) return this.#malformed(alias.flaw, bytes, start, end, alias.reasonCode);
          named = this.#aliases.taken;
        }
      }
    }
    if (qos === 2 && this.#unreleased.has(packetId)) return this.#parts.pass(this.#stub(first, packetId));
    const message = this.#message;
    message.bytes = bytes;
    message.topicStart = topicStart;
    message.topicEnd = topicEnd;
    message.propertiesStart = at;
    message.propertiesEnd = propertiesEnd;
    message.payloadStart = propertiesEnd;
    message.payloadEnd = end;
    message.ownsBytes = gathered || fillsItsBuffer(bytes, end - start);
    if (named !== null) this.#name(message, named);
    message.qos = qos as 0 | 1 | 2;
    message.retain = (first & 1) !== 0;
    message.duplicate = (first & 8) !== 0;
    message.packetId = packetId;
    message.receivedAtMs = this.#readAtMs;
    this.#messages += 1;
    if (qos === 2) this.#unreleased.add(packetId);
    this.#parts.received(message);
    if (qos === 0) return true;
    if (qos === 2) return this.#parts.pass(this.#stub(first, packetId));
    this.#parts.acknowledge(packetId);
    return true;
  }

  /**
   * [MQTT-3.2.0-1]: the first packet from a server is CONNACK, or AUTH where it asks back [MQTT5 4.12]. No MQTT 5 broker may
   * send DISCONNECT before it, but one that does says why it goes.
   */
  #mayOpen(type: number): boolean {
    return type === connackType || (this.#parts.version5 && (type === disconnectType || type === authType));
  }

  #other(bytes: Uint8Array, start: number, body: number, end: number): boolean {
    const type = (bytes[start] ?? 0) >> 4;
    if (type === connackType && this.#connacks++ > 0) {
      return this.#malformed('second CONNACK', bytes, start, end, protocolError);
    }
    this.#opened = true;
    if (end - start > linkLimits.headerRoomBytes) return this.#malformed('packet too long', bytes, start, end);
    if (type === pubrelType && end - body >= 2) {
      this.#unreleased.delete((bytes[body] ?? 0) * 256 + (bytes[body + 1] ?? 0));
    }
    // A copy: MQTT.js may keep it for later, and the chunk is not ours alone.
    return this.#parts.pass(Uint8Array.prototype.slice.call(bytes, start, end));
  }

  /** A PUBLISH of QoS 2 on topic `t` without a payload, for MQTT.js to answer. */
  #stub(first: number, packetId: number): Uint8Array {
    const stub = [first, 5, 0, 1, 0x74, packetId >> 8, packetId & 0xff];
    if (this.#parts.version5) {
      stub[1] = 6;
      stub.push(0);
    }
    return Uint8Array.from(stub);
  }

  /** A message without a topic of its own gets the bytes it would have had with it. */
  #name(message: CutMessage, topic: Uint8Array): void {
    const rest = message.bytes.subarray(message.propertiesStart, message.payloadEnd);
    const bytes = new Uint8Array(topic.length + rest.length);
    bytes.set(topic);
    bytes.set(rest, topic.length);
    const moved = topic.length - message.propertiesStart;
    message.bytes = bytes;
    message.topicStart = 0;
    message.topicEnd = topic.length;
    message.propertiesStart += moved;
    message.propertiesEnd += moved;
    message.payloadStart += moved;
    message.payloadEnd += moved;
    message.ownsBytes = true;
  }

  #malformed(what: string, bytes: Uint8Array, start: number, end: number, reasonCode = malformed): false {
    const seen = Buffer.from(bytes.subarray(start, Math.min(end, start + shownBytes))).toString('hex');
    this.#flaw = malformedFailure(`${what}: ${seen}`, this.#parts.facts, reasonCode);
    return false;
  }
}

/** A large WebSocket message that is one packet: `ws` made the array for it and forgets it. */
function fillsItsBuffer(bytes: Uint8Array, packetBytes: number): boolean {
  return packetBytes > largeBytes && bytes.buffer.byteLength - packetBytes <= packetBytes >> 3;
}
