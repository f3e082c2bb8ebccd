import type { HistoryRow } from '#contract/history-list';
import type { InspectorHistory } from './inspector-history.svelte';

/** Rows looked through for the one before, when the list holds several topics. */
const mostRowsBetween = 400;

/** The next row of the same topic; `none`: the list has none. Null: not known here. */
export function rowBefore(
  list: Pick<InspectorHistory, 'rows' | 'entryAt'>,
  { node }: Pick<HistoryRow, 'node'>,
  rank: number
): HistoryRow | 'none' | null {
  for (let next = rank + 1; next < Math.min(list.rows, rank + mostRowsBetween); next += 1) {
    const row = list.entryAt(next);
    if (!row) return null;
    if (row.node === node) return row;
  }
  return rank + mostRowsBetween > list.rows ? 'none' : null;
}
