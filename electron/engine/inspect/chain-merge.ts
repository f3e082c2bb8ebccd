import type { KeptLog } from '../store/kept-log';

/**
 * The kept messages of several topics, newest first. It may be left and taken up again at any time: messages that came
 * meanwhile are not in it, those that went are passed over.
 */
export class ChainMerge {
  readonly #log: KeptLog;
  /** A heap, the newest on top: for each topic the seq of its next message, and where that stood when it was looked up. */
  readonly #seqs: Float64Array;
  readonly #positions: Float64Array;
  readonly #nodes: Int32Array;
  #size = 0;

  /** `beforeSeq`: messages from this one on are left out. */
  constructor(log: KeptLog, nodes: readonly number[], beforeSeq: number) {
    this.#log = log;
    this.#seqs = new Float64Array(nodes.length);
    this.#positions = new Float64Array(nodes.length);
    this.#nodes = new Int32Array(nodes.length);
    for (const node of new Set(nodes)) this.#add(node, log.seek(node, beforeSeq - 1));
  }

  /** Position of the next message, which is kept at this moment; 0: there is none. */
  next(): number {
    while (this.#size > 0) {
      const node = this.#nodes[0] ?? 0;
      const seq = this.#seqs[0] ?? 0;
      let position = this.#positions[0] ?? 0;
      let record = this.#log.open(position);
      if (record === null || record.seq !== seq || record.replaced) {
        // It was written again, or it went and so did all before it.
        position = this.#log.seek(node, seq);
        record = position === 0 ? null : this.#log.open(position);
        if (record !== null && record.seq !== seq) {
          this.#replaceTop(record.seq, position);
          continue;
        }
      }
      if (record === null) {
        this.#dropTop();
        continue;
      }
      const { previous } = record;
      const before = this.#log.open(previous);
      if (before === null) this.#dropTop();
      else this.#replaceTop(before.seq, previous);
      return position;
    }
    return 0;
  }

  #add(node: number, position: number): void {
    const record = position === 0 ? null : this.#log.open(position);
    if (record === null) return;
    let place = this.#size;
    this.#size += 1;
    const { seq } = record;
    while (place > 0 && (this.#seqs[(place - 1) >> 1] ?? 0) < seq) {
      this.#put(place, (place - 1) >> 1);
      place = (place - 1) >> 1;
    }
    this.#set(place, node, seq, position);
  }

  #replaceTop(seq: number, position: number): void {
    this.#sink(this.#nodes[0] ?? 0, seq, position);
  }

  #dropTop(): void {
    this.#size -= 1;
    const last = this.#size;
    if (last > 0) this.#sink(this.#nodes[last] ?? 0, this.#seqs[last] ?? 0, this.#positions[last] ?? 0);
  }

  /** Finds the place of what takes the top's. */
  #sink(node: number, seq: number, position: number): void {
    let place = 0;
    for (;;) {
      let below = place * 2 + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && (this.#seqs[below + 1] ?? 0) > (this.#seqs[below] ?? 0)) below += 1;
      if ((this.#seqs[below] ?? 0) <= seq) break;
      this.#put(place, below);
      place = below;
    }
    this.#set(place, node, seq, position);
  }

  #put(place: number, from: number): void {
    this.#set(place, this.#nodes[from] ?? 0, this.#seqs[from] ?? 0, this.#positions[from] ?? 0);
  }

  #set(place: number, node: number, seq: number, position: number): void {
    this.#nodes[place] = node;
    this.#seqs[place] = seq;
    this.#positions[place] = position;
  }
}
