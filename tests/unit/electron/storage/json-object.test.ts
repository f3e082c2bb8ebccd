import { describe, expect, it } from 'vitest';
import { isJsonObject, isWithinDepth } from '../../../../electron/storage/json-object';

describe('isJsonObject', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['{}', false],
    [undefined, false]
  ])('%j: %s', (value, is) => {
    expect(isJsonObject(value)).toBe(is);
  });
});

describe('isWithinDepth', () => {
  it('counts levels of objects and lists, and survives very many', () => {
    expect(isWithinDepth({ a: [1] }, 2)).toBe(true);
    expect(isWithinDepth({ a: [1] }, 1)).toBe(false);
    expect(isWithinDepth('text', 0)).toBe(true);
    let deep: unknown = 1;
    for (let level = 0; level < 1_000_000; level += 1) deep = [deep];
    expect(isWithinDepth(deep, 200)).toBe(false);
  });
});
