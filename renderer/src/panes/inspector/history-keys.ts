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
