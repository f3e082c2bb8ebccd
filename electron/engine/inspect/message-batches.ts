import type { KeptLog } from '../store/kept-log';
import { BatchFilling, type ReadBatch } from './batch-filling';
import type { BatchSource } from './batch-source';
import { ChainMerge } from './chain-merge';
import { EngineSlices } from './engine-slices';
import { NumberColumn } from './number-column';

/** Which kept messages: of these nodes, with a seq from `fromSeq` to below `beforeSeq`. */
export interface BatchWish {
  readonly nodes: readonly number[];
  readonly fromSeq: number;
  readonly beforeSeq: number;
  readonly order: 'newest-first' | 'oldest-first';
  /** Payload bytes of a batch, and as many of BIRTHs; one message alone may be more, up to 1 MB and its BIRTHs. */
  readonly mostBytes: number;
  /** The engine's thread is held up for no longer at a time; usually 2. */
  readonly slicesMs: number;
}

/**
 * Kept messages, merged by seq, in batches. Nothing is read before it is asked for, and no batch is made before the one
 * before was taken. Rejects with the signal's reason when it aborts. Messages that come or go meanwhile are left out.
 */
export async function* readBatches(
  source: BatchSource,
  wish: BatchWish,
  signal: AbortSignal
): AsyncGenerator<ReadBatch, void, undefined> {
  signal.throwIfAborted();
  const log = source.store.kept;
  const slices = new EngineSlices(wish.slicesMs, signal);
  const merge = new ChainMerge(log, wish.nodes, wish.beforeSeq);
  const places = wish.order === 'oldest-first' ? await placesFrom(log, merge, wish.fromSeq, slices) : null;
  const filling = new BatchFilling(source, wish.mostBytes);
  for (;;) {
    if (slices.over(8)) await slices.pause();
    const position = places === null ? nextFrom(log, merge, wish.fromSeq) : places.next(log);
    if (position === 0) break;
    if (filling.add(position)) continue;
    yield filling.take();
    await slices.pause();
    // It was too much for that batch; an empty one takes anything.
    filling.add(position);
  }
  if (filling.seen > 0) yield filling.take();
}

function nextFrom(log: KeptLog, merge: ChainMerge, fromSeq: number): number {
  const position = merge.next();
  return position !== 0 && (log.open(position)?.seq ?? 0) >= fromSeq ? position : 0;
}

/** Chains lead from the newest to the oldest: the way is gone once and its places are remembered, 20 bytes each. */
async function placesFrom(log: KeptLog, merge: ChainMerge, fromSeq: number, slices: EngineSlices): Promise<Places> {
  const places = new Places();
  for (;;) {
    if (slices.over()) await slices.pause();
    const position = nextFrom(log, merge, fromSeq);
    if (position === 0) return places;
    places.push(log, position);
  }
}

class Places {
  readonly #positions = new NumberColumn();
  readonly #seqs = new NumberColumn();
  readonly #nodes = new NumberColumn();
  #left = 0;

  push(log: KeptLog, position: number): void {
    const record = log.open(position);
    this.#positions.push(position);
    this.#seqs.push(record?.seq ?? 0);
    this.#nodes.push(record?.node ?? 0);
    this.#left += 1;
  }

  /** From the last one pushed on; those that went meanwhile are passed over. 0: no more. */
  next(log: KeptLog): number {
    while (this.#left > 0) {
      this.#left -= 1;
      const seq = this.#seqs.at(this.#left);
      const position = this.#positions.at(this.#left);
      if (log.open(position)?.seq === seq) return position;
      const moved = log.seek(this.#nodes.at(this.#left), seq);
      if (moved !== 0 && log.open(moved)?.seq === seq) return moved;
    }
    return 0;
  }
}
