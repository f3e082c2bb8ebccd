import type { TopicOrder } from '../store/topic-order';
import type { VisibleRows } from './visible-rows';

/** Opens every branch beside a node in view, its own row among them. */
export function openSiblings(node: number, rows: VisibleRows, order: TopicOrder): void {
  const top = rows.at(rows.rankOf(node))?.top;
  if (top === undefined) return;
  const siblings = [order.childRoot(order.parent(top))];
  for (let at = siblings.pop(); at !== undefined; at = siblings.pop()) {
    if (at === 0) continue;
    siblings.push(order.right(at), order.left(at));
    if (!rows.isIn(at) || rows.childCount(at) === 0) continue;
    // Of a folded row, its deepest branch is what opens.
    rows.setOpen(rows.isFolded(at) ? (rows.nodeAt(rows.rankOf(at)) ?? at) : at, true);
  }
}
