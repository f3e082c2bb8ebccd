import { GrowingColumn } from './growing-column';

/** Blocks of lines that open and close: for each line the last line of the block it opens; its own rank when it opens none. */
export interface LineBlocks {
  readonly count: number;
  lastLine(rank: number): number;
}

/**
 * Which blocks of a body are folded, and what that makes of its lines. A folded block leaves its first line; blocks in it
 * stay as they were. Ranks as drawn are found by halving over the outermost folded blocks: fifty million lines cost no more
 * than the folded ones.
 */
export class BodyFolds {
  readonly #blocks: LineBlocks;
  /** One bit a line. */
  readonly #folded: Uint32Array;
  /** First lines of the outermost folded blocks, ascending, and how many lines all blocks before each hide. */
  #starts = new GrowingColumn();
  #hiddenBefore = new GrowingColumn();
  #hidden = 0;

  constructor(blocks: LineBlocks) {
    this.#blocks = blocks;
    this.#folded = new Uint32Array(Math.ceil(blocks.count / 32));
  }

  /** Lines that are drawn. */
  get count(): number {
    return this.#blocks.count - this.#hidden;
  }

  isFolded(line: number): boolean {
    return ((this.#folded[line >>> 5] ?? 0) & (1 << (line & 31))) !== 0;
  }

  /** The line of the whole body that is drawn at `rank`. */
  lineAt(rank: number): number {
    let low = 0;
    let high = this.#starts.length;
    // The last folded block that is drawn above this rank.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts.at(middle) - this.#hiddenBefore.at(middle) < rank) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return rank;
    const start = this.#starts.at(low - 1);
    return rank + this.#hiddenBefore.at(low - 1) + this.#blocks.lastLine(start) - start;
  }

  fold(line: number, folded: boolean): void {
    if (this.#blocks.lastLine(line) === line) return;
    this.#mark(line, folded);
    this.#find();
  }

  /** All blocks; one that holds the whole body stays open, or nothing would be left to see. */
  foldAll(folded: boolean): void {
    this.#folded.fill(0);
    const { count } = this.#blocks;
    for (let line = 0; folded && line < count; line += 1) {
      const last = this.#blocks.lastLine(line);
      if (last > line && !(line === 0 && last === count - 1)) this.#mark(line, true);
    }
    this.#find();
  }

  #mark(line: number, folded: boolean): void {
    const word = this.#folded[line >>> 5] ?? 0;
    const bit = 1 << (line & 31);
    this.#folded[line >>> 5] = folded ? word | bit : word & ~bit;
  }

  #find(): void {
    this.#starts = new GrowingColumn();
    this.#hiddenBefore = new GrowingColumn();
    this.#hidden = 0;
    for (let line = this.#nextFolded(0); line >= 0;) {
      const last = this.#blocks.lastLine(line);
      this.#starts.push(line);
      this.#hiddenBefore.push(this.#hidden);
      this.#hidden += last - line;
      line = this.#nextFolded(last + 1);
    }
  }

  /** -1: none from here on. */
  #nextFolded(from: number): number {
    let word = from >>> 5;
    let bits = (this.#folded[word] ?? 0) & (-1 << (from & 31));
    while (bits === 0) {
      word += 1;
      if (word >= this.#folded.length) return -1;
      bits = this.#folded[word] ?? 0;
    }
    return word * 32 + (31 - Math.clz32(bits & -bits));
  }
}
