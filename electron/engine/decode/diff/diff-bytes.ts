import { byteAnchors } from './byte-anchors';
import { ByteRows } from './byte-rows';
import { commonRuns } from './common-runs';
import { DiffBudget } from './diff-budget';
import { sameBytes } from './same-bytes';

const comparedBytes = 65_536;
/** Blocks that are looked for in the other side: long ones are rarely there by chance, short ones fill what is between. */
const blockBytes = [1_024, 64, 8] as const;
/** Gaps up to this are compared byte by byte. */
const gapBytes = 2_048;
/** Fewer equal bytes between two changes are a chance. */
const leastRun = 3;

/** By byte: what both begin and end with, in place when that fits, else long equal stretches and what is between them. */
export function diffBytes(
  a: Buffer,
  b: Buffer,
  alive: () => void
): { readonly rows: ByteRows; readonly coarse: boolean } {
  const budget = new DiffBudget(alive);
  const writer = new ByteWriter(a, b, alive);
  const start = commonStart(a, b, alive);
  const end = commonEnd(a, b, start, alive);
  writer.run(0, 0, start);
  writeGap(writer, a, a.length - end, b, b.length - end, 0, budget);
  writer.run(a.length - end, b.length - end, end);
  writer.rows.end();
  return { rows: writer.rows, coarse: budget.coarse };
}

/** Byte 1 with byte 1, and so on: for what is too large to look for more. */
export function diffBytesInPlace(a: Buffer, b: Buffer, alive: () => void): ByteRows {
  const writer = new ByteWriter(a, b, alive);
  writer.inPlace(a.length, b.length);
  writer.run(a.length, b.length, 0);
  writer.rows.end();
  return writer.rows;
}

/** Up to these places, by blocks of `blockBytes[level]` and smaller ones. */
function writeGap(
  writer: ByteWriter,
  a: Buffer,
  aEnd: number,
  b: Buffer,
  bEnd: number,
  level: number,
  budget: DiffBudget
): void {
  const { aAt, bAt } = writer;
  const [aGap, bGap] = [a.subarray(aAt, aEnd), b.subarray(bAt, bEnd)];
  if (aGap.length === 0 || bGap.length === 0) return;
  if (fitsInPlace(aGap, bGap)) return writer.inPlace(aEnd, bEnd);
  if (aGap.length + bGap.length <= gapBytes) return writeByteGap(writer, aGap, bGap, budget);
  const block = blockBytes[level];
  if (block === undefined) {
    if (aGap.length === bGap.length) writer.inPlace(aEnd, bEnd);
    return;
  }
  const runs = byteAnchors(aGap, bGap, block, budget.alive);
  for (let at = 0; at < runs.length; at += 3) {
    const [aPlace, bPlace] = [aAt + (runs[at] ?? 0), bAt + (runs[at + 1] ?? 0)];
    writeGap(writer, a, aPlace, b, bPlace, level + 1, budget);
    writer.run(aPlace, bPlace, runs[at + 2] ?? 0);
  }
  writeGap(writer, a, aEnd, b, bEnd, level + 1, budget);
}

function writeByteGap(writer: ByteWriter, aGap: Buffer, bGap: Buffer, budget: DiffBudget): void {
  const { aAt, bAt } = writer;
  commonRuns(Int32Array.from(aGap), Int32Array.from(bGap), budget, (aPlace, bPlace, count) => {
    const atAnEnd =
      (aPlace === 0 && bPlace === 0) || (aPlace + count === aGap.length && bPlace + count === bGap.length);
    if (count >= leastRun || atAnEnd) writer.run(aAt + aPlace, bAt + bPlace, count);
  });
}

/** As many bytes, half of them the same ones: nothing was put in. */
function fitsInPlace(a: Buffer, b: Buffer): boolean {
  if (a.length !== b.length) return false;
  if (a.length <= 8) return true;
  let equal = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] === b[at]) equal += 1;
  return equal * 2 >= a.length;
}

function commonStart(a: Buffer, b: Buffer, alive: () => void): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + comparedBytes <= most && sameBytes(a, at, at + comparedBytes, b, at, at + comparedBytes)) {
    at += comparedBytes;
    alive();
  }
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

function commonEnd(a: Buffer, b: Buffer, start: number, alive: () => void): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) {
    count += 1;
    if (count % comparedBytes === 0) alive();
  }
  return count;
}

/** Writes rows up to where it is told; what lies between two runs has changed. */
class ByteWriter {
  readonly rows: ByteRows;
  aAt = 0;
  bAt = 0;
  readonly #a: Buffer;
  readonly #b: Buffer;
  readonly #alive: () => void;

  constructor(a: Buffer, b: Buffer, alive: () => void) {
    this.#a = a;
    this.#b = b;
    this.#alive = alive;
    this.rows = new ByteRows(a, b);
  }

  /** `count` equal bytes from these places. */
  run(a: number, b: number, count: number): void {
    if (a > this.aAt || b > this.bAt) this.rows.change(a - this.aAt, b - this.bAt);
    this.rows.same(count);
    this.aAt = a + count;
    this.bAt = b + count;
  }

  /** Up to these places, as far as both go, each byte with the one at its place. */
  inPlace(aEnd: number, bEnd: number): void {
    const count = Math.min(aEnd - this.aAt, bEnd - this.bAt);
    const [aStart, bStart] = [this.aAt, this.bAt];
    for (let from = 0; from < count;) {
      if (this.#whole(aStart + from, bStart + from, count - from)) {
        this.run(aStart + from, bStart + from, comparedBytes);
        from += comparedBytes;
        this.#alive();
        continue;
      }
      const until = Math.min(count, from + comparedBytes);
      for (; from < until; from += 1) {
        if (this.#a[aStart + from] !== this.#b[bStart + from]) continue;
        const begin = from;
        while (from + 1 < until && this.#a[aStart + from + 1] === this.#b[bStart + from + 1]) from += 1;
        this.run(aStart + begin, bStart + begin, from + 1 - begin);
      }
      this.#alive();
    }
  }

  #whole(a: number, b: number, left: number): boolean {
    return left >= comparedBytes && sameBytes(this.#a, a, a + comparedBytes, this.#b, b, b + comparedBytes);
  }
}
