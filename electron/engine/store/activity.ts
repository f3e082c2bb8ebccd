import { activityBucketMs, activityBuckets } from '#contract/frame';

const nodesPerPage = 4_096;

interface Page {
  readonly counts: Uint32Array;
  /** The bucket each node was last counted in. */
  readonly last: Float64Array;
}

/**
 * 12 buckets of 5 s per node, in typed arrays that grow in pages: objects per node would weigh more than the tree.
 * A bucket's number is epoch ms / 5,000; a node's ring is cleared lazily when it is next counted.
 */
export class Activity {
  readonly #pages: Page[] = [];

  add(node: number, bucket: number, messages: number): void {
    const page = this.#pageFor(node);
    const row = node % nodesPerPage;
    const last = page.last[row] ?? 0;
    if (bucket > last) {
      const gone = Math.min(bucket - last, activityBuckets);
      for (let step = 0; step < gone; step += 1) page.counts[place(row, bucket - step)] = 0;
      page.last[row] = bucket;
    }
    if (Math.max(bucket, last) - bucket < activityBuckets) {
      const at = place(row, bucket);
      page.counts[at] = (page.counts[at] ?? 0) + messages;
    }
  }

  /** Oldest first, the last one is `bucket` itself. */
  bars(node: number, bucket: number): number[] {
    const bars = new Array<number>(activityBuckets).fill(0);
    const page = this.#pages[Math.floor(node / nodesPerPage)];
    if (!page) return bars;
    const row = node % nodesPerPage;
    const last = page.last[row] ?? 0;
    for (let bar = 0; bar < activityBuckets; bar += 1) {
      const wanted = bucket - activityBuckets + 1 + bar;
      if (wanted <= last && wanted > last - activityBuckets) bars[bar] = page.counts[place(row, wanted)] ?? 0;
    }
    return bars;
  }

  #pageFor(node: number): Page {
    const number = Math.floor(node / nodesPerPage);
    while (this.#pages.length <= number) {
      this.#pages.push({
        counts: new Uint32Array(nodesPerPage * activityBuckets),
        last: new Float64Array(nodesPerPage)
      });
    }
    return this.#pages[number] as Page;
  }
}

function place(row: number, bucket: number): number {
  return row * activityBuckets + (bucket % activityBuckets);
}

/** The number of the bucket a time falls in. */
export function activityBucket(atMs: number): number {
  return Math.floor(atMs / activityBucketMs);
}
