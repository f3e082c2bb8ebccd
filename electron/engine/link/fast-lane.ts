import { Duplex } from 'node:stream';
import type { EngineBudgets } from '#contract/engine-control';
import type { Failure, FailureFacts } from '#contract/failure';
import type { OverloadStep } from '#contract/frame';
import { FineClock } from './fine-clock';
import { FloodWatch } from './flood-watch';
import { Inbox } from './inbox';
import { linkLimits } from './link-limits';
import { Overload } from './overload';
import { PubackBatch } from './puback-batch';
import { PublishCutter } from './publish-cutter';
import type { ReceivedMessage } from './received-message';

/** Held at 100 % of the receive buffer, the socket is read again below this share. */
const resumeShare = 0.75;
/** Outgoing pieces below this are joined: over WebSocket each would be a frame of its own. */
const joinBytes = 65_536;
/** Packets between two looks at the clock: few while they take long, many while they are quick. */
const mostPackets = 256;

/**
 * In a flood only the socket is read, until so much waits or has waited so long: a broker with usual limits drops what
 * it retains as soon as the kernel's buffers were full for the time of 1,000 messages.
 */
const mostPutOffBytes = 32_000_000;
const mostPutOffMs = 150;
const floodSliceMs = 1;
/** How long after a SUBSCRIBE what comes may be what the broker retains. */
const retainedWithinMs = 3_000;
/** First byte of a SUBSCRIBE [MQTT-3.8.1-1]. */
const subscribeByte = 0x82;

/** What the receive buffer does. */
export interface Intake {
  readonly step: OverloadStep;
  /** Read from the socket and not yet looked at. */
  readonly waitingBytes: number;
  readonly bufferBytes: number;
}

/** Where messages go, and what is told about taking them in. */
export interface Receiving {
  /** Each message, synchronously; the object holds during the call only. */
  readonly received: (message: ReceivedMessage) => void;
  /** After each slice that handed messages on: when the oldest of them was read (epoch ms), and how many they are. */
  readonly stored: (oldestReadAtMs: number, messages: number) => void;
  /** At once when the step changes, before the next message. */
  readonly overload: (step: OverloadStep) => void;
}

export interface FastLaneParts extends Receiving {
  readonly raw: Duplex;
  readonly version5: boolean;
  /** Told to the broker; 0: it may use none. */
  readonly topicAliasMaximum: number;
  /** QoS 2 packet identifiers received and not yet released: of the session, so longer than this stream. */
  readonly unreleased: Set<number>;
  readonly budgets: EngineBudgets;
  /** Host, port and protocol, for failures. */
  readonly facts: FailureFacts;
  /** The bytes are no MQTT, or a message is too large: nothing is handed on any more. */
  readonly failed: (reason: Failure) => void;
  /** The raw stream is over; what was read before may still wait, see `finish`. */
  readonly over: (error: Error | null) => void;
}

/**
 * Stands between the opened stream and MQTT.js. What the socket has is read at once into a bounded queue, so that the
 * kernel's buffer never fills and the broker never drops (limits.md 9); the queue is worked off in slices of a few
 * milliseconds. PUBLISHes are cut out and handed on here, all else goes through MQTT.js unchanged and in order.
 *
 * Outgoing bytes: MQTT.js corks its stream for each packet it writes, so what `_write` or `_writev` gets is whole
 * packets, and they go to the raw stream in one synchronous piece. PUBACKs are written to the raw stream beside them and
 * so land between packets.
 */
export class FastLane extends Duplex {
  readonly #parts: FastLaneParts;
  readonly #raw: Duplex;
  readonly #clock = new FineClock();
  readonly #inbox = new Inbox();
  readonly #overload: Overload;
  readonly #flood = new FloodWatch();
  readonly #cutter: PublishCutter;
  readonly #pubacks: PubackBatch;
  #bufferBytes: number;
  #slice: NodeJS.Immediate | null = null;
  #packets = 1;
  #begun = false;
  #connackPassed = false;
  #opened = false;
  /** MQTT.js wants no more for now. */
  #full = false;
  #holding = false;
  #stopped = false;
  #rawClosed = false;
  #finished: (() => void) | null = null;
  /** The write that waits for the raw stream. */
  #written: (() => void) | null = null;

  constructor(parts: FastLaneParts) {
    super();
    this.#parts = parts;
    this.#raw = parts.raw;
    this.#bufferBytes = parts.budgets.receiveBufferBytes;
    this.#overload = new Overload(parts.overload);
    this.#pubacks = new PubackBatch((bytes, written) => {
      if (!this.#raw.writable) return written();
      this.#raw.write(bytes, () => {
        written();
        this.#schedule();
      });
    });
    this.#cutter = new PublishCutter({
      version5: parts.version5,
      topicAliasMaximum: parts.topicAliasMaximum,
      unreleased: parts.unreleased,
      maxPayloadBytes: parts.budgets.maxPayloadBytes,
      facts: parts.facts,
      received: parts.received,
      acknowledge: (packetId) => this.#pubacks.add(packetId),
      pass: (packet) => this.#pass(packet)
    });
    this.#raw.on('data', this.#take);
    this.#raw.on('drain', () => this.#drained());
    this.#raw.on('error', (error) => this.#over(error));
    this.#raw.once('close', () => {
      this.#rawClosed = true;
      this.#over(null);
    });
  }

  get intake(): Intake {
    return { step: this.#overload.step, waitingBytes: this.#inbox.bytes, bufferBytes: this.#bufferBytes };
  }

  /** The receive buffer is full: nothing is read from the socket. */
  get holding(): boolean {
    return this.#holding;
  }

  /** CONNACK is accepted: what follows it may be handed on. */
  open(): void {
    this.#opened = true;
    this.#schedule();
  }

  setBudgets(budgets: EngineBudgets): void {
    this.#cutter.setMaxPayloadBytes(budgets.maxPayloadBytes);
    this.#bufferBytes = budgets.receiveBufferBytes;
    this.#weigh();
  }

  /** Calls back when all that was read is handed on; only an incomplete packet may be left. */
  finish(done: () => void): void {
    this.#finished = done;
    if (this.#inbox.first === null) this.#finish();
    else this.#schedule();
  }

  /** Hands nothing on any more. Outgoing packets still pass, and the raw stream is read to its end. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#finished = null;
    if (this.#slice !== null) clearImmediate(this.#slice);
    this.#cutter.halt();
    this.#inbox.clear();
    this.#weigh();
  }

  /** Sends these bytes after all others and closes the raw stream; what is written later is dropped. */
  lastWords(bytes: Uint8Array): void {
    if (!this.#raw.writable) return void this.destroy();
    this.#raw.end(bytes, () => this.destroy());
  }

  override _read(): void {
    this.#full = false;
    this.#schedule();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#send([chunk], done);
  }

  override _writev(pieces: { readonly chunk: Uint8Array }[], done: () => void): void {
    const all = pieces.map(({ chunk }) => chunk);
    const bytes = all.reduce((sum, chunk) => sum + chunk.length, 0);
    this.#send(bytes <= joinBytes ? [Buffer.concat(all, bytes)] : all, done);
  }

  override _final(done: () => void): void {
    if (this.#raw.writable) this.#raw.end(() => done());
    else done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.stop();
    if (this.#rawClosed) return done(error);
    this.#raw.once('close', () => done(error));
    this.#raw.destroy();
  }

  readonly #take = (chunk: Uint8Array): void => {
    if (this.#stopped) return;
    const nowMs = this.#clock.now();
    this.#flood.read(chunk.length, nowMs);
    this.#inbox.add(chunk, nowMs);
    this.#weigh();
    this.#schedule();
  };

  /** Bounds the queue, and tells how full it is. */
  #weigh(): void {
    const { backlogBytes } = this.#inbox;
    if (!this.#holding && backlogBytes >= this.#bufferBytes) {
      this.#holding = true;
      this.#raw.pause();
    } else if (this.#holding && backlogBytes <= this.#bufferBytes * resumeShare) {
      this.#holding = false;
      this.#raw.resume();
    }
    this.#overload.update(backlogBytes / this.#bufferBytes, this.#holding);
  }

  /** After the poll phase: what the kernel has is read before each slice. */
  #schedule(): void {
    if (this.#slice !== null || this.#stopped || this.#blocked || this.#inbox.first === null) return;
    this.#slice = setImmediate(() => {
      this.#slice = null;
      if (this.#putsOff) this.#schedule();
      else this.#work();
    });
  }

  get #putsOff(): boolean {
    const nowMs = this.#clock.now();
    const waitedMs = Math.floor(nowMs) - Math.floor(this.#inbox.firstReadAtMs);
    if (this.#finished !== null || this.#inbox.bytes >= Math.min(mostPutOffBytes, this.#bufferBytes / 8)) return false;
    return waitedMs >= 0 && waitedMs < mostPutOffMs && this.#flood.isFlood(nowMs);
  }

  get #blocked(): boolean {
    const unread = this.#pubacks.overrun && this.#raw.writable;
    return this.#full || unread || (this.#connackPassed && !this.#opened);
  }

  #work(): void {
    const before = this.#cutter.messages;
    let oldestReadAtMs = 0;
    try {
      const sliceMs = this.#flood.isFlood(this.#clock.now()) ? floodSliceMs : linkLimits.sliceMs;
      const startedMs = performance.now();
      let lookedMs = startedMs;
      while (this.#chunk()) {
        if (this.#cutter.messages === before) oldestReadAtMs = this.#inbox.firstReadAtMs;
        this.#cutter.cut(this.#packets);
        if (this.#cutter.flaw !== null || this.#stopped || this.#blocked) break;
        const nowMs = performance.now();
        const tookMs = nowMs - lookedMs;
        if (tookMs < 0.1) this.#packets = Math.min(mostPackets, this.#packets * 2);
        else if (tookMs > 0.5) this.#packets = Math.ceil(this.#packets / 4);
        if (nowMs - startedMs >= sliceMs) break;
        lookedMs = nowMs;
      }
    } finally {
      this.#settle(oldestReadAtMs, this.#cutter.messages - before);
    }
  }

  /** Sees that the cutter has something to cut. */
  #chunk(): boolean {
    let first = this.#inbox.first;
    if (first === null) return false;
    if (this.#begun) {
      this.#cutter.extend(first);
      if (!this.#cutter.used) return true;
      this.#inbox.shift();
      this.#weigh();
      first = this.#inbox.first;
      this.#begun = false;
      if (first === null) {
        this.#cutter.rest();
        return false;
      }
    }
    this.#begun = true;
    this.#cutter.begin(first, this.#inbox.firstReadAtMs);
    return true;
  }

  #settle(oldestReadAtMs: number, messages: number): void {
    this.#pubacks.flush();
    // In whole ms, as the clock it is compared with.
    if (messages > 0) this.#parts.stored(Math.floor(oldestReadAtMs), messages);
    if (this.#stopped) return;
    const { flaw } = this.#cutter;
    if (flaw !== null) {
      this.stop();
      return this.#parts.failed(flaw);
    }
    if (this.#inbox.first === null) this.#finish();
    else this.#schedule();
  }

  /** A turn later: MQTT.js may have something to say about the last packet. */
  #finish(): void {
    if (this.#finished === null || this.#slice !== null) return;
    this.#slice = setImmediate(this.#finished);
  }

  #pass(packet: Uint8Array): boolean {
    if (!this.#opened) this.#connackPassed = true;
    if (!this.push(packet)) this.#full = true;
    return !this.#blocked;
  }

  #send(pieces: readonly Uint8Array[], done: () => void): void {
    // Gone: nobody waits for an answer to these.
    if (!this.#raw.writable) return done();
    if (pieces[0]?.[0] === subscribeByte) this.#flood.expectRetained(this.#clock.now() + retainedWithinMs);
    let free = true;
    this.#raw.cork();
    for (const piece of pieces) free = this.#raw.write(piece);
    this.#raw.uncork();
    if (free) done();
    else this.#written = done;
  }

  #drained(): void {
    const written = this.#written;
    this.#written = null;
    written?.();
  }

  #over(error: Error | null): void {
    // A socket that was held has some left: it gives it, but tells no listener any more.
    this.#raw.off('data', this.#take);
    for (;;) {
      const chunk: unknown = this.#raw.read();
      if (!(chunk instanceof Uint8Array)) break;
      this.#take(chunk);
    }
    // Else a write would wait for ever, and MQTT.js with it.
    this.#drained();
    this.#parts.over(error);
  }
}
