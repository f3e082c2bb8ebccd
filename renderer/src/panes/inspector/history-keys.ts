import type { HistoryPick } from '../../state/history-selection.svelte';
import type { HistoryMove } from '../../state/history-tab.svelte';

/** Keys that move through a list of messages, newest first; with Shift they select. */
export const historyMoves: ReadonlyMap<string, HistoryMove> = new Map<string, HistoryMove>([
  ['ArrowDown', 'older'],
  ['ArrowUp', 'newer'],
  ['PageDown', 'page-older'],
  ['PageUp', 'page-newer'],
  ['Home', 'newest'],
  ['End', 'oldest']
]);

/** What the keys held with a click or a key mean for what is selected. */
export function heldKeys({
  shiftKey,
  ctrlKey,
  metaKey
}: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): HistoryPick {
  if (ctrlKey || metaKey) return shiftKey ? 'add' : 'toggle';
  return shiftKey ? 'extend' : 'only';
}
