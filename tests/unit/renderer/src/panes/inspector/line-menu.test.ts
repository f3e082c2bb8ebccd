import { expect, it, vi } from 'vitest';
import type { LineField } from '#contract/document';
import { lineMenu } from '../../../../../../renderer/src/panes/inspector/line-menu';

const actions = {
  copyValue: vi.fn(),
  copyPath: vi.fn(),
  addToChart: vi.fn(),
  showAsColumn: vi.fn(),
  copyPayload: vi.fn()
};

function labels(field: LineField | null): string[] {
  return lineMenu(field, actions).flatMap((entry) => (entry.kind === 'item' ? [entry.label] : []));
}

it.each<[LineField | null, string[]]>([
  [null, ['Copy payload']],
  [{ path: 'a.b', charted: false }, ['Copy value', 'Copy path', 'Show as column', 'Copy payload']],
  [{ path: 'a.b', charted: true }, ['Copy value', 'Copy path', 'Add to chart', 'Show as column', 'Copy payload']],
  [{ path: '', charted: true }, ['Copy value', 'Add to chart', 'Show as column', 'Copy payload']],
  [{ path: '', charted: false }, ['Copy value', 'Copy payload']],
  [{ path: null, charted: true }, ['Copy value', 'Copy payload']]
])('offers what a line has: %j', (field, offered) => expect(labels(field)).toEqual(offered));

it('acts on the path of its line', () => {
  for (const entry of lineMenu({ path: 'a[0].b', charted: true }, actions)) if (entry.kind === 'item') entry.onselect();
  expect(actions.copyPath).toHaveBeenCalledWith('a[0].b');
  expect(actions.addToChart).toHaveBeenCalledWith('a[0].b');
  expect(actions.showAsColumn).toHaveBeenCalledWith('a[0].b');
  expect(actions.copyValue).toHaveBeenCalledOnce();
  expect(actions.copyPayload).toHaveBeenCalledOnce();
});

it('offers no column where there are as many as there may be', () => {
  const entries = lineMenu({ path: 'a', charted: false }, { ...actions, showAsColumn: null });
  expect(entries).toContainEqual(expect.objectContaining({ label: 'Show as column', disabled: true }));
});
