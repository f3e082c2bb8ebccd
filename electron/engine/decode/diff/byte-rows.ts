import type { DiffCell, Mark } from '#contract/diff';
import { GrowingColumn } from '../growing-column';
import type { DiffLines, SideLines } from './diff-lines';
import { DiffScript } from './diff-script';

const rowBytes = 8;
const half = rowBytes / 2;
const halfCharacters = half * 3 - 1;

/** The rows of one side: where each begins, and which of its bytes differ, a bit for each. */
class SideRows implements SideLines {
  readonly #bytes: Uint8Array;
  readonly #offsetDigits: number;
  readonly #starts = new GrowingColumn();
  readonly #differing = new GrowingColumn();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#offsetDigits = bytes.length > 0x10000 ? 8 : 4;
  }

  get count(): number {
    return this.#starts.length;
  }

  add(start: number, differing: number): void {
    this.#starts.push(start);
    this.#differing.push(differing);
  }

  cell(rank: number): DiffCell {
    const start = this.#starts.at(rank);
    const end = rank + 1 < this.count ? this.#starts.at(rank + 1) : this.#bytes.length;
    const bytes = this.#bytes.subarray(start, end);
    const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    const halves = [pairs.slice(0, half), pairs.slice(half)].map((some) => some.join(' ').padEnd(halfCharacters));
    const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const offset = start.toString(16).padStart(this.#offsetDigits, '0');
    return { text: `${offset}  ${halves.join('  ')}  ${ascii}`, marks: [], number: Math.floor(start / rowBytes) + 1 };
  }

  marked(rank: number): DiffCell {
    const hex: Mark[] = [];
    const ascii: Mark[] = [];
    const differing = this.#differing.at(rank);
    const cell = this.cell(rank);
    const hexStart = cell.text.indexOf(' ') + 2;
    const asciiStart = hexStart + 2 * halfCharacters + 4;
    for (let from = 0; from < rowBytes; from += 1) {
      if ((differing & (1 << from)) === 0) continue;
      let last = from;
      while (last + 1 < rowBytes && (differing & (1 << (last + 1))) !== 0) last += 1;
      hex.push([hexStart + place(from), hexStart + place(last) + 2]);
      ascii.push([asciiStart + from, asciiStart + last + 1]);
      from = last;
    }
    return { ...cell, marks: [...hex, ...ascii] };
  }
}

/** Where the hex of a byte of a row begins. */
function place(byte: number): number {
  return byte < half ? byte * 3 : halfCharacters + 2 + (byte - half) * 3;
}

/**
 * Writes two byte strings as hex rows of at most 8 bytes that stand for each other. Where bytes were put in or taken out the row is
 * shorter on one side, so that what follows stands beside what it equals.
 */
export class ByteRows implements DiffLines {
  readonly a: SideRows;
  readonly b: SideRows;
  readonly script = new DiffScript();
  /** Bytes that differ, are new or are gone. */
  changes = 0;
  #aAt = 0;
  #bAt = 0;
  /** Of the row that is being written. */
  #aCount = 0;
  #bCount = 0;
  #aDiffering = 0;
  #bDiffering = 0;

  constructor(a: Uint8Array, b: Uint8Array) {
    this.a = new SideRows(a);
    this.b = new SideRows(b);
  }

  pair(aRank: number, bRank: number): readonly [DiffCell, DiffCell] {
    return [this.a.marked(aRank), this.b.marked(bRank)];
  }

  same(count: number): void {
    let left = count;
    while (left > 0) {
      if (this.#aCount === 0 && this.#bCount === 0 && left >= rowBytes) {
        left -= this.#whole(Math.floor(left / rowBytes));
        continue;
      }
      const here = Math.min(left, rowBytes - this.#aCount, rowBytes - this.#bCount);
      this.#aCount += here;
      this.#bCount += here;
      left -= here;
      this.#endWhenFull();
    }
  }

  change(aCount: number, bCount: number): void {
    this.changes += Math.max(aCount, bCount);
    let [aLeft, bLeft] = [aCount, bCount];
    while (aLeft > 0 || bLeft > 0) {
      const aHere = Math.min(aLeft, rowBytes - this.#aCount);
      const bHere = Math.min(bLeft, rowBytes - this.#bCount);
      this.#aDiffering |= bits(this.#aCount, aHere);
      this.#bDiffering |= bits(this.#bCount, bHere);
      this.#aCount += aHere;
      this.#bCount += bHere;
      aLeft -= aHere;
      bLeft -= bHere;
      this.#endWhenFull();
    }
  }

  end(): void {
    if (this.#aCount > 0 || this.#bCount > 0) this.#endRow();
  }

  #whole(rows: number): number {
    this.script.same(this.a.count, this.b.count, rows);
    for (let row = 0; row < rows; row += 1) {
      this.a.add(this.#aAt, 0);
      this.b.add(this.#bAt, 0);
      this.#aAt += rowBytes;
      this.#bAt += rowBytes;
    }
    return rows * rowBytes;
  }

  #endWhenFull(): void {
    if (this.#aCount === rowBytes || this.#bCount === rowBytes) this.#endRow();
  }

  #endRow(): void {
    const [aRow, bRow] = [this.a.count, this.b.count];
    if (this.#aCount > 0) this.a.add(this.#aAt, this.#aDiffering);
    if (this.#bCount > 0) this.b.add(this.#bAt, this.#bDiffering);
    if (this.#aDiffering === 0 && this.#bDiffering === 0) this.script.same(aRow, bRow, 1);
    else this.script.change(aRow, Math.min(this.#aCount, 1), bRow, Math.min(this.#bCount, 1));
    this.#aAt += this.#aCount;
    this.#bAt += this.#bCount;
    this.#aCount = this.#bCount = this.#aDiffering = this.#bDiffering = 0;
  }
}

function bits(from: number, count: number): number {
  return ((1 << count) - 1) << from;
}
