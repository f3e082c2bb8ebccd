import { activityBucketMs, activityBuckets } from '#contract/frame';

const nodesPerPage = 4_096;
/** One more than is shown: the minute began somewhere within the oldest. */
const ringBuckets = activityBuckets + 1;

interface Page {
  readonly counts: Uint32Array;
  /** The bucket each node was last counted in. */
  readonly last: Float64Array;
}

/**
 * 13 buckets of 5 s per node, in typed arrays that grow in pages: objects per node would weigh more than the tree.
 * A bucket's number is epoch ms / 5,000; a node's ring is cleared lazily when it is next counted.
 */
export class Activity {
  readonly #pages: Page[] = [];

  add(node: number, bucket: number, messages: number): void {
    const page = this.#pageFor(node);
    const row = node % nodesPerPage;
    const last = page.last[row] ?? 0;
    if (bucket > last) {
      const gone = Math.min(bucket - last, ringBuckets);
      for (let step = 0; step < gone; step += 1) page.counts[place(row, bucket - step)] = 0;
      page.last[row] = bucket;
    }
    if (Math.max(bucket, last) - bucket < ringBuckets) {
      const at = place(row, bucket);
      page.counts[at] = (page.counts[at] ?? 0) + messages;
    }
  }

  /** Oldest first, the last one is `bucket` itself. */
  bars(node: number, bucket: number): number[] {
    return Array.from({ length: activityBuckets }, (_, bar) => this.#count(node, bucket - activityBuckets + 1 + bar));
  }

  /** Messages of the minute that ends when `bucket` is filled to this share, spread evenly over its oldest bucket. */
  lastMinute(node: number, bucket: number, filled: number): number {
    let messages = this.#count(node, bucket - activityBuckets) * (1 - filled);
    for (let back = 0; back < activityBuckets; back += 1) messages += this.#count(node, bucket - back);
    return Math.floor(messages);
  }

  #count(node: number, bucket: number): number {
    const page = this.#pages[Math.floor(node / nodesPerPage)];
    const row = node % nodesPerPage;
    const last = page?.last[row] ?? 0;
    return bucket <= last && bucket > last - ringBuckets ? (page?.counts[place(row, bucket)] ?? 0) : 0;
  }

  #pageFor(node: number): Page {
    const number = Math.floor(node / nodesPerPage);
    while (this.#pages.length <= number) {
      this.#pages.push({
        counts: new Uint32Array(nodesPerPage * ringBuckets),
        last: new Float64Array(nodesPerPage)
      });
    }
    return this.#pages[number] as Page;
  }
}

function place(row: number, bucket: number): number {
  return row * ringBuckets + (bucket % ringBuckets);
}

/** The number of the bucket a time falls in. */
export function activityBucket(atMs: number): number {
  return Math.floor(atMs / activityBucketMs);
}
