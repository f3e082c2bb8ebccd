import type { TopicOrder } from '../store/topic-order';
import type { VisibleRows } from './visible-rows';

/** The rank of a node's row; one that is not in view stands for its nearest row above. Null: there is none. */
export function shownRank(node: number | null, rows: VisibleRows, order: TopicOrder): number | null {
  for (let at = node ?? 0; at > 0; at = order.parent(at)) {
    const rank = rows.rankOf(at);
    if (rank >= 0) return rank;
  }
  return null;
}
