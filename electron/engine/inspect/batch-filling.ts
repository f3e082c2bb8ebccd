import type { BatchSource, ReadBatch } from './message-batches';

/** A single payload in a list of many. */
const mostPayloadBytes = 1_048_576;
const mostMessages = 16_384;

// As the decode room does: a byte order mark is part of a topic.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface TopicPlace {
  readonly births: readonly Uint8Array[];
  readonly index: number;
}

/** Gathers messages for the decode worker: first where they stand, then, all at once, what they hold. */
export class BatchFilling {
  readonly #source: BatchSource;
  readonly #mostBytes: number;
  #positions: number[] = [];
  #seqs: number[] = [];
  #bytes = 0;
  #notKept = 0;
  #tooLarge = 0;

  constructor(source: BatchSource, mostBytes: number) {
    this.#source = source;
    this.#mostBytes = mostBytes;
  }

  /** Messages added since the last batch, with those that are left out of it. */
  get seen(): number {
    return this.#positions.length + this.#notKept + this.#tooLarge;
  }

  /** False: the batch is full without it. `position` is one that is kept at this moment. */
  add(position: number): boolean {
    const record = this.#source.store.kept.open(position);
    if (record === null) {
      this.#notKept += 1;
      return true;
    }
    const { payloadBytes, seq } = record;
    if (payloadBytes > mostPayloadBytes) {
      this.#tooLarge += 1;
      return true;
    }
    const count = this.#positions.length;
    if (count > 0 && (this.#bytes + payloadBytes > this.#mostBytes || count === mostMessages)) return false;
    this.#positions.push(position);
    this.#seqs.push(seq);
    this.#bytes += payloadBytes;
    return true;
  }

  /** The batch, in arrays of exactly its size: what is posted is copied whole. The next one begins empty. */
  take(): ReadBatch {
    const { kept } = this.#source.store;
    const bytes = new Uint8Array(this.#bytes);
    const count = this.#positions.length;
    const ends = new Uint32Array(count);
    const topicOf = new Uint32Array(count);
    const seqs = new Float64Array(count);
    const atMs = new Float64Array(count);
    const nodeOf = new Uint32Array(count);
    const topics = new BatchTopics(this.#source);
    let contentTypes: (string | null)[] | null = null;
    let length = 0;
    let end = 0;
    for (let at = 0; at < count; at += 1) {
      const position = this.#positions[at] ?? 0;
      const record = kept.open(position);
      if (record === null || record.seq !== this.#seqs[at]) continue;
      const { node, seq, payloadBytes, propertiesBytes } = record;
      atMs[length] = record.receivedAtMs;
      if (!kept.copyPayload(position, bytes, end)) continue;
      end += payloadBytes;
      ends[length] = end;
      seqs[length] = seq;
      nodeOf[length] = node;
      topicOf[length] = topics.place(node, seq);
      const contentType = propertiesBytes === 0 ? null : this.#contentType(position);
      if (contentType !== null) contentTypes ??= new Array<string | null>(length).fill(null);
      contentTypes?.push(contentType);
      length += 1;
    }
    const notKept = this.#notKept + count - length;
    const tooLarge = this.#tooLarge;
    this.#reset();
    return {
      batch: {
        bytes: exactly(bytes, end),
        ends: exactly(ends, length),
        topicOf: exactly(topicOf, length),
        topics: topics.texts,
        contentTypes,
        births: topics.births
      },
      seqs: exactly(seqs, length),
      atMs: exactly(atMs, length),
      nodeOf: exactly(nodeOf, length),
      notKept,
      tooLarge
    };
  }

  #contentType(position: number): string | null {
    const properties = this.#source.store.kept.copyProperties(position);
    return properties === null ? null : this.#source.contentTypeOf(properties);
  }

  #reset(): void {
    this.#positions = [];
    this.#seqs = [];
    this.#bytes = 0;
    this.#notKept = 0;
    this.#tooLarge = 0;
  }
}

/** The topics of a batch; one stands in it once for each set of births its messages were sent under. */
class BatchTopics {
  readonly texts: (string | null)[] = [];
  readonly births: (readonly Uint8Array[])[] = [];
  readonly #source: BatchSource;
  readonly #places = new Map<number, TopicPlace>();

  constructor(source: BatchSource) {
    this.#source = source;
  }

  place(node: number, seq: number): number {
    const births = this.#source.births.birthsAt(node, seq);
    const known = this.#places.get(node);
    if (known !== undefined && known.births === births) return known.index;
    const index = this.texts.length;
    this.texts.push(
      known === undefined ? textOf(this.#source.store.order.topicBytes(node)) : (this.texts[known.index] ?? null)
    );
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

function exactly<T extends Uint8Array | Uint32Array | Float64Array>(values: T, length: number): T {
  return values.length === length ? values : (values.slice(0, length) as T);
}
