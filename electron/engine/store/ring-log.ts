import { RingBlock } from './ring-block';
import type { RingRecord } from './ring-record';

/** Freed blocks that wait for the head instead of being made again: moving takes one before it frees one. */
const maxSpareBlocks = 2;

/**
 * Records in the order in which they were written, in blocks that are made when the head needs one and let go when the
 * tail has passed them. A record lies within one block. Positions count bytes from the first block ever and grow for
 * good: 2^53 of them last 2.8 years at 100 MB/s, so none is ever used twice, and one that is behind the tail stays so.
 * 0 is no position.
 */
export class RingLog {
  readonly #blockBytes: number;
  readonly #positionsPerBlock: number;
  /** Blocks by their number's low bits. */
  #slots: (RingBlock | undefined)[] = new Array<RingBlock | undefined>(16);
  readonly #spare: RingBlock[] = [];
  #firstBlock: number;
  #headBlock: number;
  #head: RingBlock | null = null;
  #tailOffset = 0;
  #tail: number;
  #newest = 0;

  /** `firstBlock` is 1 or more; tests begin near the ends of narrower numbers. */
  constructor(blockBytes: number, firstBlock: number) {
    if (blockBytes < 64 || (blockBytes & (blockBytes - 1)) !== 0) throw new RangeError('a block is a power of two');
    this.#blockBytes = blockBytes;
    this.#positionsPerBlock = 1 / blockBytes;
    this.#firstBlock = firstBlock;
    this.#headBlock = firstBlock - 1;
    this.#tail = firstBlock * blockBytes;
  }

  /** Blocks from tail to head, each in full. */
  get bytes(): number {
    return (this.#headBlock - this.#firstBlock + 1) * this.#blockBytes;
  }

  get memoryBytes(): number {
    return this.bytes + this.#spare.length * this.#blockBytes;
  }

  /** Position of the oldest record that was not passed. */
  get tail(): number {
    return this.#tail;
  }

  /** Room for a record at the head; `record` is opened there. Its position is the answer. */
  allocate(record: RingRecord, sizeBytes: number): number {
    let head = this.#head;
    if (head === null || head.usedBytes + sizeBytes > this.#blockBytes) head = this.#nextBlock(sizeBytes);
    const offset = head.usedBytes;
    head.usedBytes = offset + sizeBytes;
    record.open(head, offset);
    this.#newest = this.#headBlock * this.#blockBytes + offset;
    return this.#newest;
  }

  /** Opens `record` at a position that is not behind the tail. */
  open(record: RingRecord, position: number): void {
    const number = Math.floor(position * this.#positionsPerBlock);
    const block = this.#slots[number & (this.#slots.length - 1)];
    if (block === undefined || position < this.#tail) throw new RangeError('a position that is not kept');
    record.open(block, position - number * this.#blockBytes);
  }

  /** Position of the oldest record; 0: there is none. */
  get oldest(): number {
    return this.#head === null ? 0 : this.#tail;
  }

  /** Position of the record written last; 0: there is none. */
  get newest(): number {
    return this.#newest;
  }

  /** Position of the record after one of this size; 0: it is the last. */
  next(position: number, sizeBytes: number): number {
    const number = Math.floor(position * this.#positionsPerBlock);
    const block = this.#slots[number & (this.#slots.length - 1)];
    const next = position + sizeBytes;
    if (block !== undefined && next - number * this.#blockBytes < block.usedBytes) return next;
    return number < this.#headBlock ? (number + 1) * this.#blockBytes : 0;
  }

  /** First record that is left of the block a position lies in. */
  blockStart(position: number): number {
    return Math.max(this.#tail, Math.floor(position * this.#positionsPerBlock) * this.#blockBytes);
  }

  /** First record that is left of the block before the one that this position lies in; 0: there is none. */
  blockBefore(position: number): number {
    const number = Math.floor(position * this.#positionsPerBlock) - 1;
    return number < this.#firstBlock ? 0 : Math.max(this.#tail, number * this.#blockBytes);
  }

  /** Opens `record` at the tail; false when only the head's block is left, which is never taken back. */
  openTail(record: RingRecord): boolean {
    if (this.#firstBlock >= this.#headBlock) return false;
    const block = this.#slots[this.#firstBlock & (this.#slots.length - 1)];
    if (block === undefined) return false;
    record.open(block, this.#tailOffset);
    return true;
  }

  /** Gives up the record at the tail. Its block is written to again once all its records are given up. */
  passTail(sizeBytes: number): void {
    this.#tailOffset += sizeBytes;
    this.#tail += sizeBytes;
    const slot = this.#firstBlock & (this.#slots.length - 1);
    const block = this.#slots[slot];
    if (block === undefined || this.#tailOffset < block.usedBytes) return;
    this.#slots[slot] = undefined;
    if (this.#spare.length < maxSpareBlocks) this.#spare.push(block);
    this.#firstBlock += 1;
    this.#tailOffset = 0;
    this.#tail = this.#firstBlock * this.#blockBytes;
  }

  #nextBlock(sizeBytes: number): RingBlock {
    if (sizeBytes > this.#blockBytes) throw new RangeError('a record larger than a block');
    const block = this.#spare.pop() ?? new RingBlock(this.#blockBytes);
    block.usedBytes = 0;
    this.#headBlock += 1;
    if (this.#headBlock - this.#firstBlock >= this.#slots.length) this.#growSlots();
    this.#slots[this.#headBlock & (this.#slots.length - 1)] = block;
    this.#head = block;
    return block;
  }

  #growSlots(): void {
    const before = this.#slots;
    const slots = new Array<RingBlock | undefined>(before.length * 2);
    for (let number = this.#firstBlock; number < this.#headBlock; number += 1) {
      slots[number & (slots.length - 1)] = before[number & (before.length - 1)];
    }
    this.#slots = slots;
  }
}
