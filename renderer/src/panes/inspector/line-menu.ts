import type { LineField } from '#contract/document';
import { inspectorWords } from '#contract/words/inspector';
import type { MenuEntry } from '../../ui/menu-entry';

interface LineMenuActions {
  readonly copyValue: () => void;
  readonly copyPath: (path: string) => void;
  readonly addToChart: (path: string) => void;
  /** Null: there are as many columns as there may be. */
  readonly showAsColumn: ((path: string) => void) | null;
  readonly copyPayload: () => void;
}

/** What a line of a body can be asked for; null: it is about no field, or the click was beside the lines. */
export function lineMenu(field: LineField | null, actions: LineMenuActions): readonly MenuEntry[] {
  const lines: MenuEntry[] = [];
  if (field) {
    const { path, charted } = field;
    const { showAsColumn } = actions;
    lines.push({ kind: 'item', label: inspectorWords.copyValue, onselect: actions.copyValue });
    // The payload itself has none.
    if (path !== null && path !== '') {
      lines.push({ kind: 'item', label: inspectorWords.copyPath, onselect: () => actions.copyPath(path) });
    }
    if (path !== null && charted) {
      lines.push({ kind: 'item', label: inspectorWords.addToChart, onselect: () => actions.addToChart(path) });
    }
    // Of a payload that holds others the whole of it is no field.
    if (path !== null && (path !== '' || charted)) {
      const onselect = () => showAsColumn?.(path);
      lines.push({ kind: 'item', label: inspectorWords.showAsColumn, disabled: showAsColumn === null, onselect });
    }
    lines.push({ kind: 'separator' });
  }
  lines.push({ kind: 'item', label: inspectorWords.copyPayload, keys: 'Ctrl+C', onselect: actions.copyPayload });
  return lines;
}
