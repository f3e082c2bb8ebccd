import { activityBucketMs, activityBuckets } from '#contract/frame';

const nodesPerPage = 4_096;
/** One more than is shown: the minute began somewhere within the oldest. */
const ringBuckets = activityBuckets + 1;
/** The ring, and the bucket the node was last counted in: 56 bytes. */
const wordsPerNode = ringBuckets + 1;

/**
 * 13 buckets of 5 s per node, in typed arrays that grow in pages: objects per node would weigh more than the tree.
 * A bucket's number is epoch ms / 5,000; a node's ring is cleared lazily when it is next counted.
 */
export class Activity {
  readonly #pages: Uint32Array[] = [];

  get memoryBytes(): number {
    return this.#pages.length * nodesPerPage * wordsPerNode * 4;
  }

  add(node: number, bucket: number, messages: number): void {
    const page = this.#pageFor(node);
    const row = rowOf(node);
    const last = page[row + ringBuckets] ?? 0;
    if (bucket > last) {
      const gone = Math.min(bucket - last, ringBuckets);
      for (let step = 0; step < gone; step += 1) page[place(row, bucket - step)] = 0;
      page[row + ringBuckets] = bucket;
    }
    if (Math.max(bucket, last) - bucket < ringBuckets) {
      const at = place(row, bucket);
      page[at] = (page[at] ?? 0) + messages;
    }
  }

  /** Gives `to` what `from` has. */
  copy(from: number, to: number): void {
    const source = this.#pageFor(from);
    const target = this.#pageFor(to);
    for (let word = 0; word < wordsPerNode; word += 1) target[rowOf(to) + word] = source[rowOf(from) + word] ?? 0;
  }

  /** Oldest first, the last one is `bucket` itself. */
  bars(node: number, bucket: number): number[] {
    return Array.from({ length: activityBuckets }, (_, bar) => this.count(node, bucket - activityBuckets + 1 + bar));
  }

  /** Messages of the minute that ends when `bucket` is filled to this share, spread evenly over its oldest bucket. */
  lastMinute(node: number, bucket: number, filled: number): number {
    let messages = this.count(node, bucket - activityBuckets) * (1 - filled);
    for (let back = 0; back < activityBuckets; back += 1) messages += this.count(node, bucket - back);
    return Math.floor(messages);
  }

  /** Messages counted in one bucket; 0 when it is longer ago than the ring. */
  count(node: number, bucket: number): number {
    const page = this.#pages[Math.floor(node / nodesPerPage)];
    const row = rowOf(node);
    const last = page?.[row + ringBuckets] ?? 0;
    return bucket <= last && bucket > last - ringBuckets ? (page?.[place(row, bucket)] ?? 0) : 0;
  }

  #pageFor(node: number): Uint32Array {
    const number = Math.floor(node / nodesPerPage);
    while (this.#pages.length <= number) this.#pages.push(new Uint32Array(nodesPerPage * wordsPerNode));
    return this.#pages[number] as Uint32Array;
  }
}

function rowOf(node: number): number {
  return (node % nodesPerPage) * wordsPerNode;
}

function place(row: number, bucket: number): number {
  return row + (bucket % ringBuckets);
}

/** The number of the bucket a time falls in. */
export function activityBucket(atMs: number): number {
  return Math.floor(atMs / activityBucketMs);
}
