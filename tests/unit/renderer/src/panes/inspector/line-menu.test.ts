import { expect, it, vi } from 'vitest';
import type { LineField } from '#contract/document';
import { lineMenu } from '../../../../../../renderer/src/panes/inspector/line-menu';

const actions = { copyValue: vi.fn(), copyPath: vi.fn(), addToChart: vi.fn(), copyPayload: vi.fn() };

function labels(field: LineField | null): string[] {
  return lineMenu(field, actions).flatMap((entry) => (entry.kind === 'item' ? [entry.label] : []));
}

it.each<[LineField | null, string[]]>([
  [null, ['Copy payload']],
  [{ path: 'a.b', charted: false }, ['Copy value', 'Copy path', 'Copy payload']],
  [{ path: 'a.b', charted: true }, ['Copy value', 'Copy path', 'Add to chart', 'Copy payload']],
  [{ path: '', charted: true }, ['Copy value', 'Add to chart', 'Copy payload']],
  [{ path: null, charted: true }, ['Copy value', 'Copy payload']]
])('offers what a line has: %j', (field, offered) => expect(labels(field)).toEqual(offered));

it('acts on the path of its line', () => {
  for (const entry of lineMenu({ path: 'a[0].b', charted: true }, actions)) if (entry.kind === 'item') entry.onselect();
  expect(actions.copyPath).toHaveBeenCalledWith('a[0].b');
  expect(actions.addToChart).toHaveBeenCalledWith('a[0].b');
  expect(actions.copyValue).toHaveBeenCalledOnce();
  expect(actions.copyPayload).toHaveBeenCalledOnce();
});
