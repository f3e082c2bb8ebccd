import { jsonLineKind, type JsonLineKind } from '../json-line-table';
import type { JsonLines } from '../json-lines';
import { flatElements } from './flat-elements';
import { asBuffer } from './same-bytes';

const linesPerSign = 4_096;
/** Scalars of more bytes are a sign of life each. */
const longBytes = 65_536;
const openBrace = 0x7b;
const objectSeed = 0x2f0b4c47;
const arraySeed = 0x1b873593;

/**
 * A laid-out JSON text as a tree, in columns: a value is the line it begins on. Hashes are of what a value says, whatever the order of
 * its names and the space around it; they are hints for finding things fast, what is equal is decided on bytes.
 */
export class JsonTree {
  readonly lines: JsonLines;
  readonly bytes: Buffer;
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

  constructor(lines: JsonLines, alive: () => void) {
    const { count } = lines;
    this.lines = lines;
    this.bytes = asBuffer(lines.bytes);
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
    return this.bytes[this.starts[line] ?? 0] === openBrace;
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
    const { bytes, count, kinds, nameStarts, nameEnds, starts, ends, lasts, parents, hashes } = this;
    const { depths } = this.lines.table;
    /** Of the containers that are open: line, whether it is an object, and the hash so far. */
    const open: number[] = [];
    const objects: boolean[] = [];
    const sums: number[] = [];
    for (let rank = 0; rank < count; rank += 1) {
      if (rank % linesPerSign === 0) alive();
      const kind = kinds[rank] ?? 0;
      const depth = depths[rank] ?? 0;
      const start = starts[rank] ?? 0;
      lasts[rank] = rank;
      parents[rank] = depth === 0 ? -1 : (open[depth - 1] ?? -1);
      if (kind === jsonLineKind.open) {
        const object = bytes[start] === openBrace;
        open[depth] = rank;
        objects[depth] = object;
        sums[depth] = object ? objectSeed : arraySeed;
        continue;
      }
      let value = rank;
      if (kind === jsonLineKind.close) {
        value = open[depth] ?? rank;
        lasts[value] = rank;
        parents[rank] = parents[value] ?? -1;
        hashes[value] = mixed(sums[depth] ?? 0);
      } else {
        const end = ends[rank] ?? 0;
        if (end - start > longBytes) alive();
        hashes[rank] = kind === jsonLineKind.scalar ? hashOf(bytes, start, end) : this.#hash(kind, start);
      }
      if (depth === 0) continue;
      // Of an object the same whatever the order of its names.
      const sum = sums[depth - 1] ?? 0;
      const hash = hashes[value] ?? 0;
      sums[depth - 1] = objects[depth - 1]
        ? (sum + mixed(chained(hashOf(bytes, nameStarts[value] ?? 0, nameEnds[value] ?? 0), hash))) | 0
        : chained(sum, hash);
    }
  }

  #hash(kind: number, start: number): number {
    if (kind === jsonLineKind.emptyObject) return mixed(objectSeed);
    if (kind === jsonLineKind.emptyArray) return mixed(arraySeed);
    let sum = arraySeed;
    flatElements(this.bytes, start, (from, end) => {
      sum = chained(sum, hashOf(this.bytes, from, end));
    });
    return mixed(sum);
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
