import type { ConnectionState } from '#contract/connection';
import type { Profile } from '#contract/profile';
import { railWords } from '#contract/words/rail';
import type { MenuEntry } from '../../ui/menu-entry';

/** What a connection of the rail can be asked for. */
export interface ConnectionActions {
  show(): void;
  connect(): void;
  disconnect(): void;
  retry(): void;
  edit(): void;
  duplicate(): void;
  /** One place up or down in the rail. */
  step(by: -1 | 1): void;
  /** Empty: in no folder. */
  moveTo(folder: string): void;
  moveToNewFolder(): void;
  properties(): void;
  exportIt(): void;
  remove(): void;
}

/** Nothing of it is on its way to the broker. */
export function isOff(state: ConnectionState): boolean {
  return state.kind === 'idle' || state.kind === 'failed';
}

/** The menu of a row of the rail. */
export function connectionMenu(
  profile: Pick<Profile, 'folder' | 'demo'>,
  state: ConnectionState,
  folders: readonly string[],
  actions: ConnectionActions
): readonly MenuEntry[] {
  const item = (label: string, onselect: () => void): MenuEntry => ({ kind: 'item', label, onselect });
  const separator: MenuEntry = { kind: 'separator' };
  const others = folders.filter((folder) => folder !== profile.folder);
  return [
    ...(state.kind === 'waiting' ? [item(railWords.tryNow, actions.retry)] : []),
    isOff(state)
      ? { kind: 'item', label: railWords.connect, keys: 'Enter', onselect: actions.connect }
      : item(railWords.disconnect, actions.disconnect),
    separator,
    item(railWords.edit, actions.edit),
    // The demo's address is found anew at each start: a copy of it would lead nowhere.
    ...(profile.demo ? [] : [item(railWords.duplicate, actions.duplicate)]),
    {
      kind: 'submenu',
      label: railWords.moveTo,
      entries: [
        ...others.map((folder) => item(folder, () => actions.moveTo(folder))),
        ...(others.length > 0 ? [separator] : []),
        item(railWords.newFolder, actions.moveToNewFolder),
        ...(profile.folder === '' ? [] : [item(railWords.noFolder, () => actions.moveTo(''))])
      ]
    },
    { kind: 'item', label: railWords.moveUp, keys: 'Alt+↑', onselect: () => actions.step(-1) },
    { kind: 'item', label: railWords.moveDown, keys: 'Alt+↓', onselect: () => actions.step(1) },
    separator,
    item(railWords.properties, actions.properties),
    ...(profile.demo ? [] : [item(railWords.export, actions.exportIt)]),
    separator,
    {
      kind: 'item',
      label: state.kind === 'online' ? railWords.deleteAsking : railWords.delete,
      danger: true,
      onselect: actions.remove
    }
  ];
}
