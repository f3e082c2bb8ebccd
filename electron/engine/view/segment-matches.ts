import type { TopicOrder } from '../store/topic-order';
import { Int32Column } from './int32-column';
import type { TopicQuery } from './topic-query';

const known = 1 << 16;
const startsWithDollar = 1 << 17;

/**
 * What a query finds in each segment, looked up once per distinct segment: a million topics have few of them. Bits are
 * those of the query's tokens. Bytes that are no UTF-8 are compared as U+FFFD.
 */
export class SegmentMatches {
  readonly #order: TopicOrder;
  /** Words of one part: those that stand in the segment. */
  readonly #whole: readonly { readonly bit: number; readonly text: string }[];
  /** Words with slashes. */
  readonly #split: readonly { readonly bit: number; readonly first: string; readonly last: string }[];
  /** Numbers, from 1, of texts that a segment has to equal: in lower case for words, as they are for filters. */
  readonly #middles = new Map<string, number>();
  readonly #levels = new Map<string, number>();
  readonly #inside = new Int32Column();
  /** Words that a segment begins with the last part of, and above them those that it ends with the first part of. */
  readonly #edges = new Int32Column();
  readonly #equal = new Int32Column();
  #reserved = 0;
  #work = 0;

  constructor(order: TopicOrder, query: TopicQuery) {
    this.#order = order;
    this.#whole = query.words
      .filter(({ parts }) => parts.length === 1)
      .map(({ bit, parts }) => ({ bit, text: parts[0] ?? '' }));
    const split = query.words.filter(({ parts }) => parts.length > 1);
    this.#split = split.map(({ bit, parts }) => ({ bit, first: parts[0] ?? '', last: parts.at(-1) ?? '' }));
    for (const { parts } of split) for (const part of parts.slice(1, -1)) number(this.#middles, part);
    for (const { levels } of query.filters) for (const level of levels) number(this.#levels, level);
  }

  get memoryBytes(): number {
    return this.#inside.memoryBytes + this.#edges.memoryBytes + this.#equal.memoryBytes;
  }

  /** Words that stand in the segment whole. */
  inside(segment: number): number {
    return this.#facts(segment) & 0xffff;
  }

  startsWithDollar(segment: number): boolean {
    return (this.#facts(segment) & startsWithDollar) !== 0;
  }

  /** Words with slashes whose last part the segment begins with. */
  begins(segment: number): number {
    this.#facts(segment);
    return this.#edges.get(segment) & 0xffff;
  }

  /** Words with slashes whose first part the segment ends with. */
  ends(segment: number): number {
    this.#facts(segment);
    return this.#edges.get(segment) >>> 16;
  }

  /** The number of a word's part between two slashes, to be compared with a segment's. */
  middleNumber(part: string): number {
    return this.#middles.get(part) ?? 0;
  }

  /** 0: the segment is no such part of any word. */
  middle(segment: number): number {
    this.#facts(segment);
    return this.#equal.get(segment) & 0xffff;
  }

  /** The number of a filter's level, to be compared with a segment's. */
  levelNumber(level: string): number {
    return this.#levels.get(level) ?? 0;
  }

  /** 0: the segment is no level of any filter. */
  level(segment: number): number {
    this.#facts(segment);
    return this.#equal.get(segment) >>> 16;
  }

  /** How much work looking segments up was since this was asked last: a hostile one has 65,535 bytes. */
  takeWork(): number {
    const work = this.#work;
    this.#work = 0;
    return work;
  }

  #facts(segment: number): number {
    const facts = this.#inside.get(segment);
    return facts === 0 ? this.#look(segment) : facts;
  }

  #look(segment: number): number {
    if (segment >= this.#reserved) this.#reserve();
    const bytes = this.#order.segmentBytes(segment);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    const lower = text.toLowerCase();
    this.#work += bytes.byteLength >> 6;
    let facts = known | (text.startsWith('$') ? startsWithDollar : 0);
    for (const word of this.#whole) if (lower.includes(word.text)) facts |= word.bit;
    this.#inside.set(segment, facts);
    if (this.#split.length > 0) this.#edges.set(segment, this.#edgesOf(lower));
    if (this.#middles.size > 0 || this.#levels.size > 0) {
      this.#equal.set(segment, (this.#middles.get(lower) ?? 0) | ((this.#levels.get(text) ?? 0) << 16));
    }
    return facts;
  }

  #edgesOf(lower: string): number {
    let edges = 0;
    for (const word of this.#split) {
      if (lower.startsWith(word.last)) edges |= word.bit;
      if (lower.endsWith(word.first)) edges |= word.bit << 16;
    }
    return edges;
  }

  #reserve(): void {
    this.#reserved = this.#order.segmentCount;
    this.#inside.reserve(this.#reserved);
    if (this.#split.length > 0) this.#edges.reserve(this.#reserved);
    if (this.#middles.size > 0 || this.#levels.size > 0) this.#equal.reserve(this.#reserved);
  }
}

function number(numbers: Map<string, number>, text: string): void {
  if (!numbers.has(text)) numbers.set(text, numbers.size + 1);
}
