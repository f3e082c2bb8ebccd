import { expect, it } from 'vitest';
import {
  bringsField,
  readDraggedField,
  writeDraggedField
} from '../../../../../../renderer/src/panes/inspector/dragged-field';

function transfer(): DataTransfer {
  const data = new Map<string, string>();
  return {
    get types() {
      return [...data.keys()];
    },
    setData: (kind: string, text: string) => void data.set(kind, text),
    getData: (kind: string) => data.get(kind) ?? ''
  } as unknown as DataTransfer;
}

it('brings back what was written', () => {
  const dragged = transfer();
  const field = { node: 17, topic: 'plant / line 1', path: 'values[0]["a b"]' };
  writeDraggedField(dragged, field);
  expect(bringsField(dragged)).toBe(true);
  expect(readDraggedField(dragged)).toEqual(field);
});

it('lets what other programs drop alone', () => {
  const dragged = transfer();
  dragged.setData('text/plain', '[1,"a","b"]');
  expect(bringsField(dragged)).toBe(false);
  expect(readDraggedField(dragged)).toBeNull();
  expect(readDraggedField(null)).toBeNull();
});

it('takes only what it could have written', () => {
  const kind = 'application/x-treeline-message-field';
  for (const text of [
    '',
    '{',
    '{}',
    '[]',
    '[1,"a"]',
    '[-1,"a","b"]',
    '[1.5,"a","b"]',
    '["1","a","b"]',
    '[1,2,"b"]',
    '[1,"a",null]'
  ]) {
    const dragged = transfer();
    dragged.setData(kind, text);
    expect(readDraggedField(dragged), text).toBeNull();
  }
});
