/** Points of one memory chunk, and of one block that is summed up in advance. */
const chunkPoints = 4_096;
const blockPoints = 64;
const blocks = chunkPoints / blockPoints;
/** A clock that was set back by more is believed: what lies after the new time goes. By less, time stands still. */
const standstillMs = 1_000;

interface Chunk {
  readonly atMs: Float64Array;
  readonly values: Float64Array;
  /** Of whole blocks. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Int32Array;
  /** See `lowLast` and `broken`. */
  readonly flags: Uint8Array;
}

/** The lowest value of a block stands behind the highest; its last point is a break. */
const lowLast = 1;
const broken = 2;

/** Who sums points up in the order of their times. A block's `sum` is of `count` points, `min` and `max` of them. */
export interface PointSums {
  /** NaN: a break. */
  point(atMs: number, value: number): void;
  block(
    min: number,
    max: number,
    sum: number,
    count: number,
    lowIsLast: boolean,
    endsBroken: boolean,
    last: number
  ): void;
}

/**
 * The points of a series by time, ascending: grows at both ends (messages to come, and a history that is read backwards), and
 * lets go at the old end. A value of NaN is a break of the line. Blocks of 64 are summed up as they fill, so that a million
 * points are reduced in a millisecond.
 */
export class SeriesPoints {
  readonly #chunks: Chunk[];
  #first: number;
  #end: number;
  #breaks: number;

  constructor(chunks: Chunk[] = [], first = 0, end = 0, breaks = 0) {
    this.#chunks = chunks;
    this.#first = first;
    this.#end = end;
    this.#breaks = breaks;
  }

  /** With breaks. */
  get length(): number {
    return this.#end - this.#first;
  }

  /** Without breaks. */
  get points(): number {
    return this.length - this.#breaks;
  }

  /** NaN: there is none. */
  get oldestMs(): number {
    return this.atMs(0);
  }

  get newestMs(): number {
    return this.atMs(this.length - 1);
  }

  atMs(index: number): number {
    const place = this.#first + index;
    if (index < 0 || place >= this.#end) return Number.NaN;
    return this.#chunks[Math.floor(place / chunkPoints)]?.atMs[place % chunkPoints] ?? Number.NaN;
  }

  value(index: number): number {
    const place = this.#first + index;
    if (index < 0 || place >= this.#end) return Number.NaN;
    return this.#chunks[Math.floor(place / chunkPoints)]?.values[place % chunkPoints] ?? Number.NaN;
  }

  append(atMs: number, value: number): void {
    const newestMs = this.newestMs;
    if (newestMs - atMs > standstillMs) this.#letGoAfter(atMs);
    const place = this.#end;
    if (place === this.#chunks.length * chunkPoints) this.#chunks.push(newChunk());
    this.#write(place, atMs < newestMs && newestMs - atMs <= standstillMs ? newestMs : atMs, value);
    this.#end = place + 1;
    if (this.#end % blockPoints === 0) this.#sumUp(this.#end - blockPoints);
  }

  /** False: it is from after the oldest point, by a clock that was set back since. */
  prepend(atMs: number, value: number): boolean {
    const oldestMs = this.oldestMs;
    if (atMs - oldestMs > standstillMs) return false;
    if (this.#first === 0) {
      this.#chunks.unshift(newChunk());
      this.#first += chunkPoints;
      this.#end += chunkPoints;
    }
    this.#first -= 1;
    this.#write(this.#first, atMs > oldestMs ? oldestMs : atMs, value);
    if (this.#first % blockPoints === 0) this.#sumUp(this.#first);
    return true;
  }

  /** The oldest chunk's points go; how many that were, breaks included. */
  letGoOldest(): number {
    const count = Math.min(chunkPoints - this.#first, this.length);
    if (this.length === 0) return 0;
    for (let index = 0; index < count; index += 1) if (Number.isNaN(this.value(index))) this.#breaks -= 1;
    this.#chunks.shift();
    this.#first = 0;
    this.#end = Math.max(0, this.#end - chunkPoints);
    return count;
  }

  /** Index of the first point that is not before a time; `length` when all are. */
  from(ms: number): number {
    return this.#search((atMs) => atMs < ms);
  }

  /** Index behind the last point that is not after a time. */
  upTo(ms: number): number {
    return this.#search((atMs) => atMs <= ms);
  }

  /** Index of the next point from `index` on, in steps of 1 or -1, that is no break; -1: there is none. */
  nextValue(index: number, step: 1 | -1): number {
    for (let at = index; at >= 0 && at < this.length; at += step) if (!Number.isNaN(this.value(at))) return at;
    return -1;
  }

  /**
   * Sums up the points from `from` to before `to`, those before `untilMs`; answers the index of the first that is left.
   * A block is given as one where all of it lies in there.
   */
  sum(from: number, to: number, untilMs: number, sums: PointSums): number {
    const end = Math.min(this.#first + to, this.#end);
    let place = this.#first + Math.max(0, from);
    while (place < end) {
      const chunk = this.#chunks[Math.floor(place / chunkPoints)];
      if (chunk === undefined) break;
      const base = place - (place % chunkPoints);
      const last = Math.min(end - base, chunkPoints);
      for (let at = place - base; at < last;) {
        if (
          at % blockPoints === 0 &&
          at + blockPoints <= last &&
          this.#isBefore(chunk, at + blockPoints - 1, untilMs)
        ) {
          giveBlock(chunk, at, sums);
          at += blockPoints;
          continue;
        }
        const atMs = chunk.atMs[at] ?? 0;
        if (atMs >= untilMs) return base + at - this.#first;
        sums.point(atMs, chunk.values[at] ?? Number.NaN);
        at += 1;
      }
      place = base + last;
    }
    return place - this.#first;
  }

  /** The points of now, whatever happens to these: for reading them in slices. */
  snapshot(): SeriesPoints {
    return new SeriesPoints([...this.#chunks], this.#first, this.#end, this.#breaks);
  }

  #isBefore(chunk: Chunk, at: number, untilMs: number): boolean {
    return (chunk.atMs[at] ?? 0) < untilMs;
  }

  #search(isBefore: (atMs: number) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.atMs(middle))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #letGoAfter(ms: number): void {
    const keep = this.upTo(ms);
    for (let index = keep; index < this.length; index += 1) if (Number.isNaN(this.value(index))) this.#breaks -= 1;
    this.#end = this.#first + keep;
    this.#chunks.length = Math.ceil(this.#end / chunkPoints);
    // A snapshot may still read what this one is about to write over.
    const last = this.#chunks.at(-1);
    if (last && this.#end % chunkPoints !== 0) this.#chunks[this.#chunks.length - 1] = copyOf(last);
  }

  #write(place: number, atMs: number, value: number): void {
    const chunk = this.#chunks[Math.floor(place / chunkPoints)];
    if (chunk === undefined) throw new RangeError('a point beyond the chunks');
    chunk.atMs[place % chunkPoints] = atMs;
    chunk.values[place % chunkPoints] = value;
    if (Number.isNaN(value)) this.#breaks += 1;
  }

  #sumUp(place: number): void {
    const chunk = this.#chunks[Math.floor(place / chunkPoints)];
    if (chunk === undefined) return;
    const start = place % chunkPoints;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let count = 0;
    let lowIsLast = false;
    for (let at = start; at < start + blockPoints; at += 1) {
      const value = chunk.values[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
      if (value < min) {
        min = value;
        lowIsLast = true;
      }
      if (value > max) {
        max = value;
        lowIsLast = false;
      }
    }
    const block = start / blockPoints;
    const endsBroken = Number.isNaN(chunk.values[start + blockPoints - 1] ?? Number.NaN);
    chunk.min[block] = min;
    chunk.max[block] = max;
    chunk.sum[block] = sum;
    chunk.count[block] = count;
    chunk.flags[block] = (lowIsLast ? lowLast : 0) | (endsBroken ? broken : 0);
  }
}

function giveBlock(chunk: Chunk, at: number, sums: PointSums): void {
  const block = at / blockPoints;
  const flags = chunk.flags[block] ?? 0;
  const endsBroken = (flags & broken) !== 0;
  let last = at + blockPoints - 1;
  if (endsBroken) while (last > at && Number.isNaN(chunk.values[last] ?? 0)) last -= 1;
  sums.block(
    chunk.min[block] ?? 0,
    chunk.max[block] ?? 0,
    chunk.sum[block] ?? 0,
    chunk.count[block] ?? 0,
    (flags & lowLast) !== 0,
    endsBroken,
    chunk.values[last] ?? Number.NaN
  );
}

function newChunk(): Chunk {
  return {
    atMs: new Float64Array(chunkPoints),
    values: new Float64Array(chunkPoints),
    min: new Float64Array(blocks),
    max: new Float64Array(blocks),
    sum: new Float64Array(blocks),
    count: new Int32Array(blocks),
    flags: new Uint8Array(blocks)
  };
}

function copyOf(chunk: Chunk): Chunk {
  const { atMs, values, min, max, sum, count, flags } = chunk;
  return {
    atMs: atMs.slice(),
    values: values.slice(),
    min: min.slice(),
    max: max.slice(),
    sum: sum.slice(),
    count: count.slice(),
    flags: flags.slice()
  };
}
