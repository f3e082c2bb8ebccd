import type { MessageBatch } from '../decode/message-to-decode';
import type { BatchSource } from './batch-source';

/** A single payload in a list of many. */
const mostPayloadBytes = 1_048_576;
const mostMessages = 4_096;
/** A page of a list needs no more; each time there is too little there will be four times as much. */
const firstMessages = 64;
const firstBytes = 4_096;

// As the decode room does: a byte order mark is part of a topic.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Messages on their way to the decode worker, with what the engine knows of each: message k is `seqs[k]`. */
export interface ReadBatch {
  readonly batch: MessageBatch;
  readonly seqs: Float64Array;
  readonly atMs: Float64Array;
  /** Node of each message. */
  readonly nodeOf: Uint32Array;
  /** Messages left out between the batch before and the end of this one: their payload had to make room … */
  readonly notKept: number;
  /** … or is larger than 1 MB. */
  readonly tooLarge: number;
}

interface TopicPlace {
  readonly births: readonly Uint8Array[];
  readonly index: number;
}

/** Gathers messages for the decode worker. Each is copied when it is added: nobody's thread is held up for a whole batch. */
export class BatchFilling {
  readonly #source: BatchSource;
  readonly #mostBytes: number;
  #topics: BatchTopics;
  #contentTypes: (string | null)[] | null = null;
  #bytes = new Uint8Array(firstBytes);
  #ends = new Uint32Array(firstMessages);
  #topicOf = new Uint32Array(firstMessages);
  #nodeOf = new Uint32Array(firstMessages);
  #seqs = new Float64Array(firstMessages);
  #atMs = new Float64Array(firstMessages);
  #count = 0;
  #usedBytes = 0;
  #notKept = 0;
  #tooLarge = 0;

  constructor(source: BatchSource, mostBytes: number) {
    this.#source = source;
    this.#mostBytes = mostBytes;
    this.#topics = new BatchTopics(source.store.order);
  }

  /** Messages added since the last batch, with those that are left out of it. */
  get seen(): number {
    return this.#count + this.#notKept + this.#tooLarge;
  }

  /** False: the batch is full without it. `position` is one that is kept at this moment. */
  add(position: number): boolean {
    const { kept } = this.#source.store;
    const record = kept.open(position);
    if (record === null) {
      this.#notKept += 1;
      return true;
    }
    const { node, seq, receivedAtMs, payloadBytes, propertiesBytes } = record;
    if (payloadBytes > mostPayloadBytes) {
      this.#tooLarge += 1;
      return true;
    }
    const count = this.#count;
    const endBytes = this.#usedBytes + payloadBytes;
    const births = this.#source.births.birthsAt(node, seq);
    // Once there they cost nothing: else large ones would make a batch of each message.
    const moreBirths = this.#topics.newBirthsBytes(node, births);
    const tooManyBirths = moreBirths > 0 && this.#topics.birthsBytes + moreBirths > this.#mostBytes;
    if (count > 0 && (endBytes > this.#mostBytes || tooManyBirths || count === mostMessages)) return false;
    this.#makeRoom(endBytes);
    if (!kept.copyPayload(position, this.#bytes, this.#usedBytes)) {
      this.#notKept += 1;
      return true;
    }
    this.#usedBytes = endBytes;
    this.#ends[count] = endBytes;
    this.#topicOf[count] = this.#topics.place(node, births);
    this.#nodeOf[count] = node;
    this.#seqs[count] = seq;
    this.#atMs[count] = receivedAtMs;
    const contentType = propertiesBytes === 0 ? null : this.#contentType(position);
    if (contentType !== null) this.#contentTypes ??= new Array<string | null>(count).fill(null);
    this.#contentTypes?.push(contentType);
    this.#count = count + 1;
    return true;
  }

  /** The batch, in arrays of exactly its size: what is posted is copied whole. The next one begins empty. */
  take(): ReadBatch {
    const count = this.#count;
    const batch: ReadBatch = {
      batch: {
        bytes: this.#bytes.slice(0, this.#usedBytes),
        ends: this.#ends.slice(0, count),
        topicOf: this.#topicOf.slice(0, count),
        topics: this.#topics.texts,
        contentTypes: this.#contentTypes,
        births: this.#topics.births
      },
      seqs: this.#seqs.slice(0, count),
      atMs: this.#atMs.slice(0, count),
      nodeOf: this.#nodeOf.slice(0, count),
      notKept: this.#notKept,
      tooLarge: this.#tooLarge
    };
    this.#topics = new BatchTopics(this.#source.store.order);
    this.#contentTypes = null;
    this.#count = 0;
    this.#usedBytes = 0;
    this.#notKept = 0;
    this.#tooLarge = 0;
    return batch;
  }

  #contentType(position: number): string | null {
    const properties = this.#source.store.kept.copyProperties(position);
    return properties === null ? null : this.#source.contentTypeOf(properties);
  }

  /** For so many bytes, and one message more. */
  #makeRoom(bytes: number): void {
    if (bytes > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(bytes, Math.min(this.#bytes.length * 4, this.#mostBytes)));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    if (this.#count < this.#ends.length) return;
    const messages = this.#count * 4;
    this.#ends = grown(this.#ends, new Uint32Array(messages));
    this.#topicOf = grown(this.#topicOf, new Uint32Array(messages));
    this.#nodeOf = grown(this.#nodeOf, new Uint32Array(messages));
    this.#seqs = grown(this.#seqs, new Float64Array(messages));
    this.#atMs = grown(this.#atMs, new Float64Array(messages));
  }
}

/** The topics of a batch; one stands in it once for each set of births its messages were sent under. */
class BatchTopics {
  readonly texts: (string | null)[] = [];
  readonly births: (readonly Uint8Array[])[] = [];
  /** Of all births: they are copied with the batch. */
  birthsBytes = 0;
  readonly #order: BatchSource['store']['order'];
  readonly #places = new Map<number, TopicPlace>();

  constructor(order: BatchSource['store']['order']) {
    this.#order = order;
  }

  /** What a message of this topic under these births would add to `birthsBytes`. */
  newBirthsBytes(node: number, births: readonly Uint8Array[]): number {
    return this.#places.get(node)?.births === births ? 0 : births.reduce((sum, { length }) => sum + length, 0);
  }

  place(node: number, births: readonly Uint8Array[]): number {
    const known = this.#places.get(node);
    if (known !== undefined && known.births === births) return known.index;
    this.birthsBytes += this.newBirthsBytes(node, births);
    const index = this.texts.length;
    this.texts.push(known === undefined ? textOf(this.#order.topicBytes(node)) : (this.texts[known.index] ?? null));
    this.births.push(births);
    this.#places.set(node, { births, index });
    return index;
  }
}

function textOf(topic: Uint8Array): string | null {
  try {
    return decoder.decode(topic);
  } catch {
    return null;
  }
}

function grown<T extends Uint32Array | Float64Array>(values: T, larger: T): T {
  larger.set(values);
  return larger;
}
