import type { TopicOrder } from '../store/topic-order';

/** Nodes looked at for each topic that may be found. */
const nodesPerTopic = 8;

/** The topics of a branch, itself among them; null: they are more than `most`, or lie far between others. */
export function topicsBelow(order: TopicOrder, node: number, most: number): readonly number[] | null {
  const topics: number[] = [];
  /** Nodes whose own children are still to be looked at; the siblings of each were put here with it. */
  const left = [node];
  let looked = 0;
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    looked += 1;
    if (order.isTopic(at)) topics.push(at);
    if (topics.length > most || looked > most * nodesPerTopic) return null;
    putSiblings(order, order.childRoot(at), left, most * nodesPerTopic);
  }
  return topics;
}

/** All of a treap, from its root: at most `most` of them, then there are too many anyhow. */
function putSiblings(order: TopicOrder, root: number, into: number[], most: number): void {
  if (root === 0) return;
  const first = into.length;
  into.push(root);
  for (let at = first; at < into.length && into.length - first <= most; at += 1) {
    const node = into[at] ?? 0;
    if (order.left(node) !== 0) into.push(order.left(node));
    if (order.right(node) !== 0) into.push(order.right(node));
  }
}
