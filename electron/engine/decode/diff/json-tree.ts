import { jsonLineKind, type JsonLineKind } from '../json-line-table';
import type { JsonLines } from '../json-lines';
import { flatElements } from './flat-elements';
import { asBuffer } from './same-bytes';

const linesPerSign = 4_096;
const objectSeed = 0x2f0b4c47;
const arraySeed = 0x1b873593;

/**
 * A laid-out JSON text as a tree, in columns: a value is the line it begins on. Hashes are of what a value says, whatever the order of
 * its names and the space around it; they are hints for finding things fast, what is equal is decided on bytes.
 */
export class JsonTree {
  readonly lines: JsonLines;
  readonly bytes: Buffer;
  readonly notation: boolean;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly nameStarts: Int32Array;
  readonly nameEnds: Int32Array;
  readonly starts: Int32Array;
  /** Of an opening bracket: just behind it. */
  readonly ends: Int32Array;
  /** The line a value ends on. */
  readonly lasts: Int32Array;
  /** The line of what a value is in; -1 for the outermost. */
  readonly parents: Int32Array;
  readonly hashes: Int32Array;

  constructor(lines: JsonLines, notation: boolean, alive: () => void) {
    const { count } = lines;
    this.lines = lines;
    this.bytes = asBuffer(lines.bytes);
    this.notation = notation;
    this.count = count;
    this.kinds = lines.table.kinds;
    this.nameStarts = lines.table.nameStarts;
    this.nameEnds = lines.table.nameEnds;
    this.starts = lines.table.starts;
    this.ends = lines.table.ends;
    this.lasts = new Int32Array(count);
    this.parents = new Int32Array(count);
    this.hashes = new Int32Array(count);
    this.#read(alive);
  }

  /** Behind the last byte of a value. */
  end(line: number): number {
    return this.ends[this.lasts[line] ?? line] ?? 0;
  }

  kind(line: number): JsonLineKind {
    return (this.kinds[line] ?? 0) as JsonLineKind;
  }

  isObject(line: number): boolean {
    return this.bytes[this.starts[line] ?? 0] === 0x7b;
  }

  hash(line: number): number {
    return this.hashes[line] ?? 0;
  }

  /** Lines a value takes. */
  size(line: number): number {
    return (this.lasts[line] ?? line) - line + 1;
  }

  /** The lines on which what is directly in an open container begins. */
  children(line: number): Int32Array {
    const last = this.lasts[line] ?? line;
    let count = 0;
    for (let child = line + 1; child < last; child = (this.lasts[child] ?? child) + 1) count += 1;
    const children = new Int32Array(count);
    let child = line + 1;
    for (let place = 0; place < count; place += 1) {
      children[place] = child;
      child = (this.lasts[child] ?? child) + 1;
    }
    return children;
  }

  /** As written, between its quotes if it has them; null: it has none. */
  name(line: number): string | null {
    const start = this.nameStarts[line] ?? 0;
    const end = this.nameEnds[line] ?? 0;
    if (start === end) return null;
    const quoted = this.bytes[start] === 0x22;
    return this.bytes.toString('utf8', quoted ? start + 1 : start, quoted ? end - 1 : end);
  }

  /** Values in these lines that have no others in them. */
  leaves(line: number, count: number): number {
    let leaves = 0;
    for (let at = line; at < line + count; at += 1) {
      const kind = this.kinds[at];
      if (kind !== jsonLineKind.open && kind !== jsonLineKind.close) leaves += 1;
    }
    return leaves;
  }

  #read(alive: () => void): void {
    const { table } = this.lines;
    const { bytes } = this;
    const { depths } = table;
    /** Of the containers that are open: line, and the hash so far. */
    const open: number[] = [];
    const sums: number[] = [];
    for (let rank = 0; rank < this.count; rank += 1) {
      if (rank % linesPerSign === 0) alive();
      const kind = table.kind(rank);
      const depth = depths[rank] ?? 0;
      const start = this.starts[rank] ?? 0;
      this.lasts[rank] = rank;
      this.parents[rank] = depth === 0 ? -1 : (open[depth - 1] ?? -1);
      let value = rank;
      if (kind === jsonLineKind.open) {
        open[depth] = rank;
        sums[depth] = bytes[start] === 0x7b ? objectSeed : arraySeed;
        continue;
      }
      if (kind === jsonLineKind.close) {
        value = open[depth] ?? rank;
        this.lasts[value] = rank;
        this.parents[rank] = this.parents[value] ?? -1;
        this.hashes[value] = mixed(sums[depth] ?? 0);
      } else {
        this.hashes[rank] = this.#hash(kind, start, this.ends[rank] ?? 0, alive);
      }
      if (depth > 0) sums[depth - 1] = this.#joined(sums[depth - 1] ?? 0, open[depth - 1] ?? 0, value);
    }
  }

  #hash(kind: JsonLineKind, start: number, end: number, alive: () => void): number {
    if (kind === jsonLineKind.emptyObject) return mixed(objectSeed);
    if (kind === jsonLineKind.emptyArray) return mixed(arraySeed);
    if (kind !== jsonLineKind.flatArray) {
      if (end - start > 65_536) alive();
      return hashOf(this.bytes, start, end);
    }
    const places = flatElements(this.bytes, start, this.notation);
    let sum = arraySeed;
    for (let at = 0; at < places.length; at += 2) {
      sum = chained(sum, hashOf(this.bytes, places[at] ?? 0, places[at + 1] ?? 0));
    }
    return mixed(sum);
  }

  /** The hash of a container with one value more: of an object whatever their order. */
  #joined(sum: number, container: number, value: number): number {
    const hash = this.hash(value);
    if (!this.isObject(container)) return chained(sum, hash);
    const name = hashOf(this.bytes, this.nameStarts[value] ?? 0, this.nameEnds[value] ?? 0);
    return (sum + mixed(chained(name, hash))) | 0;
  }
}

/** FNV-1a. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return mixed(hash);
}

function chained(sum: number, hash: number): number {
  return (Math.imul(sum, 31) + hash) | 0;
}

/** The end of MurmurHash3: all bits count. */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
