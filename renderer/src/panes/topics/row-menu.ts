import type { Row } from '#contract/frame';
import { treeWords } from '#contract/words/tree';
import type { TreeState } from '../../state/tree.svelte';
import type { MenuEntry } from '../../ui/menu-entry';
import type { TopicActions } from './topic-actions';

export interface RowMenuContext {
  readonly tree: Pick<TreeState, 'collapseAll' | 'expandBranch'>;
  readonly actions: TopicActions;
  /** Runs at once, or after a question when it would show very many rows. */
  askAbove(count: number, run: () => void): void;
}

/** What a row can be asked for; null: the click was beside the rows. */
export function rowMenu(row: Row | null, { tree, actions, askAbove }: RowMenuContext): readonly MenuEntry[] {
  const collapse: MenuEntry = { kind: 'item', label: treeWords.collapseAll, onselect: () => tree.collapseAll() };
  if (!row) return [collapse];
  const lines: MenuEntry[] = [
    { kind: 'item', label: treeWords.copyTopic, keys: 'Ctrl+Shift+C', onselect: () => actions.copyTopic(row) }
  ];
  if (row.preview) {
    lines.push({ kind: 'item', label: treeWords.copyValue, keys: 'Ctrl+C', onselect: () => actions.copyValue(row) });
  }
  const { useForPublish } = actions;
  if (useForPublish) {
    lines.push({ kind: 'item', label: treeWords.useForPublish, onselect: () => useForPublish(row) });
  }
  lines.push({ kind: 'separator' });
  if (row.branch) {
    const onselect = (): void => askAbove(row.topicsBelow, () => tree.expandBranch(row));
    lines.push({ kind: 'item', label: treeWords.expandBranch, onselect });
  }
  lines.push(collapse);
  return lines;
}
