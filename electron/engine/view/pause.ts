import type { FrozenMoment } from '../store/frozen-moment';
import type { StoreReader } from '../store/store-reader';

/** The moment a paused view stands at. Whoever makes one releases it. */
export class Pause {
  readonly moment: FrozenMoment;
  readonly atMs: number;
  readonly messages: number;
  readonly topics: number;
  /** The newest message it knows. */
  readonly lastSeq: number;
  /** Nodes from this one on came later. */
  readonly nodeCount: number;
  /** Branches that became topics later. */
  readonly gained = new Set<number>();

  constructor(store: StoreReader, nowMs: number) {
    this.moment = store.freeze(nowMs);
    this.atMs = nowMs;
    this.messages = store.messages;
    this.topics = store.counters(nowMs).topics;
    this.lastSeq = store.lastSeq;
    this.nodeCount = store.order.nodeCount;
  }

  release(): void {
    this.moment.release();
  }
}
