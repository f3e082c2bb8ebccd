import type { TreeState } from '../../state/tree.svelte';
import type { TopicActions } from './topic-actions';

export interface TreeKeyContext {
  readonly tree: TreeState;
  readonly actions: TopicActions;
  /** The columns a cell focus can be on: those in view, in order. */
  readonly columns: readonly number[];
  /** The menu for the focused cell. */
  openMenu(): void;
  expandSiblings(): void;
}

/** The treegrid's keys (DESIGN.md section 6); whether the key meant something here. */
export function handleTreeKey(event: KeyboardEvent, context: TreeKeyContext): boolean {
  if (event.metaKey || event.altKey) return false;
  const { tree } = context;
  if (event.ctrlKey) {
    if (event.key !== 'Home' && event.key !== 'End') return false;
    tree.moves.to(event.key === 'Home' ? 'first' : 'last');
    return true;
  }
  switch (event.key) {
    case 'ArrowDown':
      tree.moves.by(1);
      return true;
    case 'ArrowUp':
      tree.moves.by(-1);
      return true;
    case 'PageDown':
      tree.moves.page(1);
      return true;
    case 'PageUp':
      tree.moves.page(-1);
      return true;
    case 'ArrowRight':
      forward(context);
      return true;
    case 'ArrowLeft':
      back(context);
      return true;
    case 'Home':
    case 'End':
      toEnd(event.key, context);
      return true;
    case 'Enter':
      if (tree.column === 1) context.openMenu();
      else context.actions.focusInspector();
      return true;
    case 'Escape':
      if (!tree.filter.active) return false;
      tree.filter.clear();
      return true;
    case '*':
      context.expandSiblings();
      return true;
    default:
      return typed(event.key, tree);
  }
}

function forward({ tree, columns }: TreeKeyContext): void {
  const row = tree.rowOf(tree.selectedNode)?.row;
  if (tree.column === null) {
    if (row?.branch && !row.open) tree.toggle(row, true);
    else focusColumn(tree, columns[0]);
    return;
  }
  const next = columns[columns.indexOf(tree.column) + 1];
  if (next !== undefined) focusColumn(tree, next);
}

function back({ tree, columns }: TreeKeyContext): void {
  const row = tree.rowOf(tree.selectedNode)?.row;
  if (tree.column !== null) {
    focusColumn(tree, columns[columns.indexOf(tree.column) - 1]);
  } else if (row?.branch && row.open) {
    tree.toggle(row, false);
  } else {
    tree.moves.parent();
  }
}

function toEnd(key: 'Home' | 'End', { tree, columns }: TreeKeyContext): void {
  if (tree.column === null) tree.moves.to(key === 'Home' ? 'first' : 'last');
  else focusColumn(tree, key === 'Home' ? columns[0] : columns.at(-1));
}

function focusColumn(tree: TreeState, column: number | undefined): void {
  tree.column = column ?? null;
  tree.focusCalls += 1;
}

/** `N` lets waiting topics in, unless it goes on a word that is being typed. */
function typed(key: string, tree: TreeState): boolean {
  if ([...key].length !== 1 || key === ' ' || tree.column !== null) return false;
  const nowMs = performance.now();
  if (key.toLowerCase() === 'n' && !tree.moves.typing(nowMs) && (tree.frame?.waitingTopics ?? 0) > 0) tree.showNew();
  else tree.moves.type(key, nowMs);
  return true;
}
