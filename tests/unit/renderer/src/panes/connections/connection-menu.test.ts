import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../../../../../electron/contract/failure';
import type { ConnectionState } from '../../../../../../electron/contract/connection';
import { connectionMenu } from '../../../../../../renderer/src/panes/connections/connection-menu';
import type { MenuEntry } from '../../../../../../renderer/src/ui/menu-entry';
import { exampleOnline } from '../../state/session-example';

const actions = {
  show: vi.fn(),
  connect: vi.fn(),
  disconnect: vi.fn(),
  retry: vi.fn(),
  edit: vi.fn(),
  duplicate: vi.fn(),
  step: vi.fn(),
  moveTo: vi.fn(),
  moveToNewFolder: vi.fn(),
  properties: vi.fn(),
  exportIt: vi.fn(),
  remove: vi.fn()
};
const labels = (entries: readonly MenuEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'separator' ? [] : [entry.label]));
const menu = (state: ConnectionState, { folder = '', demo = false } = {}) =>
  connectionMenu({ folder, demo }, state, ['Plant', 'Home'], actions);
const folders = (entries: readonly MenuEntry[]) => {
  const submenu = entries.find((entry) => entry.kind === 'submenu');
  return submenu ? submenu.entries : [];
};

describe('connectionMenu', () => {
  it('asks first only where something would be cut off', () => {
    expect(labels(menu({ kind: 'idle' })).at(-1)).toBe('Delete');
    expect(labels(menu(exampleOnline())).at(-1)).toBe('Delete…');
  });

  it('offers the way out of each state', () => {
    const waiting: ConnectionState = {
      kind: 'waiting',
      retryAtMs: 1,
      attempt: 2,
      failure: failure('refused'),
      ends: [],
      diagnosis: null
    };
    expect(labels(menu({ kind: 'idle' }))[0]).toBe('Connect');
    expect(labels(menu(exampleOnline()))[0]).toBe('Disconnect');
    expect(labels(menu(waiting)).slice(0, 2)).toEqual(['Try now', 'Disconnect']);
  });

  it('leads to the other folders, to a new one, and out of the one it is in', () => {
    expect(labels(folders(menu({ kind: 'idle' })))).toEqual(['Plant', 'Home', 'New folder…']);
    const inside = folders(menu({ kind: 'idle' }, { folder: 'Plant' }));
    expect(labels(inside)).toEqual(['Home', 'New folder…', 'No folder']);
    const out = inside.at(-1);
    if (out?.kind === 'item') out.onselect();
    expect(actions.moveTo).toHaveBeenCalledExactlyOnceWith('');
  });

  it('offers no copy and no export of the demo, whose address holds for one run', () => {
    const demo = labels(menu({ kind: 'idle' }, { demo: true }));
    expect(demo).not.toContain('Duplicate');
    expect(demo).not.toContain('Export…');
    expect(labels(menu({ kind: 'idle' }))).toEqual(expect.arrayContaining(['Duplicate', 'Export…']));
  });
});
