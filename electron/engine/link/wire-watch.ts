import { failure, type Failure, type FailureFacts } from '#contract/failure';
import { linkLimits } from './link-limits';

const publishType = 3;
const decoder = new TextDecoder();

export interface WireWatchOptions {
  readonly maxPayloadBytes: number;
  /** MQTT 5 has told the broker its maximum packet size and needs room for properties. */
  readonly version5: boolean;
  readonly facts: FailureFacts;
}

/**
 * Looks at the bytes beside MQTT.js: what another protocol's first bytes say, and how large a PUBLISH is before it is
 * gathered in memory. It follows packet borders by their length fields only [MQTT-2.2.3].
 */
export class WireWatch {
  readonly #options: WireWatchOptions;
  #maxPayloadBytes: number;
  #bytes = 0;
  /** Bytes of the current packet still to pass by unseen. */
  #skip = 0;
  /** The current packet's head, gathered until it can be judged. */
  readonly #head: number[] = [];
  #stopped = false;

  constructor(options: WireWatchOptions) {
    this.#options = options;
    this.#maxPayloadBytes = options.maxPayloadBytes;
  }

  /** Bytes seen so far: what the keepalive counts as life. */
  get bytes(): number {
    return this.#bytes;
  }

  setMaxPayloadBytes(bytes: number): void {
    this.#maxPayloadBytes = bytes;
  }

  /** Null, or why the link has to end. */
  see(chunk: Uint8Array): Failure | null {
    if (this.#stopped) return null;
    const found = (this.#bytes === 0 ? this.#firstBytes(chunk) : null) ?? this.#walk(chunk);
    this.#bytes += chunk.length;
    if (found !== null) this.#stopped = true;
    return found;
  }

  /** No CONNACK starts like this: 0x48 is a PUBACK with wrong flags, 0x15 a CONNECT [MQTT-2.2.2-2]. */
  #firstBytes(chunk: Uint8Array): Failure | null {
    if (chunk[0] === 0x48 && chunk[1] === 0x54 && chunk[2] === 0x54) {
      const line = decoder.decode(chunk.subarray(0, 100)).split('\r\n')[0] ?? '';
      return failure('not-mqtt', line, { ...this.#options.facts, speaks: 'http' });
    }
    if (chunk[0] === 0x15 && chunk[1] === 0x03) {
      return failure('not-mqtt', 'TLS alert', { ...this.#options.facts, speaks: 'tls' });
    }
    return null;
  }

  #walk(chunk: Uint8Array): Failure | null {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const passed = Math.min(this.#skip, chunk.length - at);
        this.#skip -= passed;
        at += passed;
        continue;
      }
      this.#head.push(chunk[at] ?? 0);
      at += 1;
      const found = this.#judge();
      if (found !== null) return found;
    }
    return null;
  }

  /** Called per byte of a head: two to five bytes for nearly every packet, the topic too for one that is too large. */
  #judge(): Failure | null {
    const head = this.#head;
    if (head.length < 2) return null;
    let remaining = 0;
    let lengthBytes = 0;
    for (;;) {
      const byte = head[1 + lengthBytes];
      if (byte === undefined) return null;
      remaining += (byte & 0x7f) * 128 ** lengthBytes;
      lengthBytes += 1;
      if ((byte & 0x80) === 0 || lengthBytes === 4) break;
    }
    const type = (head[0] ?? 0) >> 4;
    if (type !== publishType || remaining <= this.#maxPayloadBytes)
      return this.#pass(remaining - (head.length - 1 - lengthBytes));
    return this.#judgeLarge(1 + lengthBytes, remaining);
  }

  #judgeLarge(topicAt: number, remaining: number): Failure | null {
    const head = this.#head;
    if (head.length < topicAt + 2) return null;
    const topicBytes = (head[topicAt] ?? 0) * 256 + (head[topicAt + 1] ?? 0);
    if (head.length < topicAt + 2 + topicBytes) return null;
    const topic = decoder.decode(Uint8Array.from(head.slice(topicAt + 2)));
    const packetIdBytes = (((head[0] ?? 0) >> 1) & 3) > 0 ? 2 : 0;
    const payloadBytes = remaining - 2 - topicBytes - packetIdBytes;
    const roomBytes = this.#options.version5 ? linkLimits.headerRoomBytes : 0;
    if (payloadBytes <= this.#maxPayloadBytes + roomBytes) return this.#pass(remaining - 2 - topicBytes);
    return failure('payload-too-large', '', {
      ...this.#options.facts,
      topic,
      bytes: payloadBytes,
      limitBytes: this.#maxPayloadBytes
    });
  }

  #pass(bytes: number): null {
    this.#skip = Math.max(0, bytes);
    this.#head.length = 0;
    return null;
  }
}
