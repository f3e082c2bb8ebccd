import { expect, it } from 'vitest';
import { droppedOn, takesDrop } from '../../../../../../renderer/src/panes/inspector/chart-drop';

const topicKind = 'application/x-treeline-topic';
const fieldKind = 'application/x-treeline-message-field';

function dragged(kinds: Readonly<Record<string, string>>) {
  return { types: Object.keys(kinds), getData: (kind: string) => kinds[kind] ?? '' };
}

it('takes topics of the tree, numbers of messages and rows of its table, and nothing else', () => {
  for (const kind of [topicKind, fieldKind, 'application/x-treeline-chart-row'])
    expect(takesDrop(dragged({ 'text/plain': '', [kind]: '' }))).toBe(true);
  expect(takesDrop(dragged({ 'text/plain': '7 a', Files: '' }))).toBe(false);
  expect(takesDrop(null)).toBe(false);
});

it('reads what was let go, and nothing of what another program made up', () => {
  const nothing = { row: '', topic: null, field: null };
  expect(droppedOn(dragged({ [topicKind]: '7 plant/a b\nc' }))).toEqual({
    ...nothing,
    topic: { node: 7, topic: 'plant/a b\nc' }
  });
  expect(droppedOn(dragged({ [fieldKind]: '[7,"plant","w[0]"]' }))).toEqual({
    ...nothing,
    field: { node: 7, topic: 'plant', path: 'w[0]' }
  });
  for (const made of ['', 'x', '-1 a', '1e9 a', '[1]', '[-1,"a","b"]', '{"0":1}', '9999999999999999 a'])
    expect(droppedOn(dragged({ [topicKind]: made, [fieldKind]: made }))).toEqual(nothing);
});
