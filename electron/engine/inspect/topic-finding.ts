import type { KnownTopic } from '#contract/engine';
import { inspectorBounds } from '#contract/limits';
import { topicFilterProblem } from '#contract/topic';
import type { TopicOrder } from '../store/topic-order';
import type { InspectMoment } from '../view/inspecting';
import { EngineSlices } from './engine-slices';

const sliceMs = 2;
const dollar = 0x24;

interface TopicFindingOptions {
  readonly order: TopicOrder;
  /** See Inspecting. */
  readonly displayBytes: (bytes: Uint8Array) => string;
}

/** A level of the way down: the node on it, and whether its siblings match as well. */
interface Step {
  readonly node: number;
  readonly wild: boolean;
}

/** Topics by their names. */
export class TopicFinding {
  readonly #options: TopicFindingOptions;

  constructor(options: TopicFindingOptions) {
    this.#options = options;
  }

  /** Exactly as published; null: not known at that moment. */
  find(topic: string, moment: InspectMoment): KnownTopic | null {
    const { order } = this.#options;
    let node = 0;
    for (const segment of topic.split('/')) {
      node = order.childNamed(node, Buffer.from(segment));
      if (node < 0) return null;
    }
    return this.#isKnown(node, moment) ? this.#known(node) : null;
  }

  /**
   * By the order of the tree, at most `inspectorBounds.series`. A filter that begins with a wildcard matches no topic that
   * begins with `$` [MQTT-4.7.2-1], one that could not be subscribed none at all. Walks the tree in slices, siblings by
   * siblings, so that one step costs little however many there are. Rejects with the signal's reason when aborted.
   */
  async matching(filter: string, moment: InspectMoment, signal: AbortSignal): Promise<readonly KnownTopic[]> {
    if (topicFilterProblem(filter) !== null) return [];
    const { order } = this.#options;
    const wanted = new WantedLevels(order, filter);
    const slices = new EngineSlices(sliceMs, signal);
    const found: KnownTopic[] = [];
    const way: Step[] = [];
    for (let next = wanted.first(0, 0); next !== null || way.length > 0;) {
      if (slices.over(8)) await slices.pause();
      if (next === null) {
        const last = way.pop();
        next = last?.wild === true ? wanted.after(last.node, way.length) : null;
        continue;
      }
      way.push(next);
      if (wanted.isWhole(way.length) && this.#isKnown(next.node, moment)) {
        found.push(this.#known(next.node));
        if (found.length === inspectorBounds.series) break;
      }
      next = wanted.first(next.node, way.length);
    }
    return found;
  }

  #isKnown(node: number, { lastSeq, newestSeq }: InspectMoment): boolean {
    return this.#options.order.isTopic(node) && (lastSeq === null || newestSeq(node) !== null);
  }

  #known(node: number): KnownTopic {
    return { node, topic: this.#options.displayBytes(this.#options.order.topicBytes(node)) };
  }
}

/** The levels of a filter, and the children that match them. `depth` counts the levels above. */
class WantedLevels {
  readonly #order: TopicOrder;
  /** Null: `+`. */
  readonly #names: readonly (Uint8Array | null)[];
  readonly #isOpen: boolean;

  constructor(order: TopicOrder, filter: string) {
    const levels = filter.split('/');
    this.#order = order;
    this.#isOpen = levels.at(-1) === '#';
    const fixed = this.#isOpen ? levels.slice(0, -1) : levels;
    this.#names = fixed.map((level) => (level === '+' ? null : Buffer.from(level)));
  }

  /** `#` also matches the level above it [MQTT 3.1.1, 4.7.1.2]. */
  isWhole(depth: number): boolean {
    return this.#isOpen ? depth >= this.#names.length : depth === this.#names.length;
  }

  /** The first child of a node that matches; null: there is none. */
  first(node: number, depth: number): Step | null {
    const name = this.#names[depth];
    if (name === undefined && !this.#isOpen) return null;
    if (name === undefined || name === null)
      return this.#unlessDollar(leftmost(this.#order, this.#order.childRoot(node)), depth);
    const child = this.#order.childNamed(node, name);
    return child < 0 ? null : { node: child, wild: false };
  }

  /** The next sibling of one that a wildcard matched. */
  after(node: number, depth: number): Step | null {
    return this.#unlessDollar(successor(this.#order, node), depth);
  }

  #unlessDollar(first: number, depth: number): Step | null {
    const order = this.#order;
    let node = first;
    while (depth === 0 && node > 0 && order.segmentBytes(order.segmentId(node))[0] === dollar)
      node = successor(order, node);
    return node > 0 ? { node, wild: true } : null;
  }
}

function leftmost(order: TopicOrder, root: number): number {
  let node = root;
  while (node > 0 && order.left(node) > 0) node = order.left(node);
  return node;
}

/** The next of the siblings, in the order of now; 0: it was the last. */
function successor(order: TopicOrder, node: number): number {
  if (order.right(node) > 0) return leftmost(order, order.right(node));
  let child = node;
  let above = order.above(child);
  while (above > 0 && order.right(above) === child) {
    child = above;
    above = order.above(child);
  }
  return above;
}
