import { isUtf8 } from 'node:buffer';
import type { SelectedTopic } from '#contract/frame';
import type { TopicOrder } from '../store/topic-order';
import type { TreeMoment } from '../store/tree-moment';
import { rowTopic } from './topic-text';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The node a person chose. Its topic is made text once: it may have 64 KB, and frames come ten times a second. */
export class Selection {
  readonly #order: TopicOrder;
  readonly #displayBytes: (bytes: Uint8Array) => string;
  #node: number | null = null;
  #topic: string | null = null;
  #displayTopic = '';

  constructor(order: TopicOrder, displayBytes: (bytes: Uint8Array) => string) {
    this.#order = order;
    this.#displayBytes = displayBytes;
  }

  get node(): number | null {
    return this.#node;
  }

  select(node: number | null): void {
    if (node === this.#node) return;
    this.#node = node;
    if (node === null) return;
    const bytes = this.#order.topicBytes(node);
    this.#topic = isUtf8(bytes) ? decoder.decode(bytes) : null;
    this.#displayTopic = rowTopic(this.#order, node, this.#displayBytes);
  }

  at(moment: TreeMoment): SelectedTopic | null {
    if (this.#node === null) return null;
    const own = moment.facts(this.#node)?.own ?? null;
    return {
      node: this.#node,
      topic: this.#topic,
      displayTopic: this.#displayTopic,
      messages: own?.messages ?? 0,
      keptMessages: own?.keptMessages ?? 0,
      newestSeq: own?.newestSeq ?? null,
      newestAtMs: own?.newestAtMs ?? null,
      retainedAtMs: own?.retainedAtMs ?? null
    };
  }
}
