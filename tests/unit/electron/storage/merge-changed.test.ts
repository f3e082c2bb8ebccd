import { describe, expect, it } from 'vitest';
import { mergeChanged } from '../../../../electron/storage/merge-changed';

describe('mergeChanged', () => {
  it('replaces what changed and leaves everything else as it stood', () => {
    const raw = { name: 'A', colour: 'mauve', tls: { alpn: ['x'], later: 1 }, later: { deep: [1] } };
    const before = { name: 'A', colour: 'none', tls: { alpn: ['x'] } };
    const after = { name: 'B', colour: 'none', tls: { alpn: ['y'] } };
    expect(mergeChanged(raw, before, after)).toEqual({
      name: 'B',
      colour: 'mauve',
      tls: { alpn: ['y'], later: 1 },
      later: { deep: [1] }
    });
  });

  it('meets a subscription by its filter and a header by its id, wherever it moved to', () => {
    const raw = [
      { filter: 'a', qos: 0, later: 'of a' },
      { filter: 'b', qos: 0, later: 'of b' }
    ];
    const before = [
      { filter: 'a', qos: 0 },
      { filter: 'b', qos: 0 }
    ];
    expect(
      mergeChanged(raw, before, [
        { filter: 'b', qos: 1 },
        { filter: 'c', qos: 0 }
      ])
    ).toEqual([
      { filter: 'b', qos: 1, later: 'of b' },
      { filter: 'c', qos: 0 }
    ]);
    expect(mergeChanged([{ id: 'h', later: 1 }], [{ id: 'h', name: 'x' }], [{ id: 'h', name: 'y' }])).toEqual([
      { id: 'h', name: 'y', later: 1 }
    ]);
  });

  it('gives two of the same name their keys once', () => {
    const raw = [{ filter: 'a', later: 1 }];
    expect(mergeChanged(raw, [], [{ filter: 'a' }, { filter: 'a' }])).toEqual([
      { filter: 'a', later: 1 },
      { filter: 'a' }
    ]);
  });

  it('adds what was not there and replaces one kind of thing by another', () => {
    expect(mergeChanged({ a: 1 }, { a: 1 }, { a: 1, b: null })).toEqual({ a: 1, b: null });
    expect(mergeChanged({ trusted: { at: 1 } }, { trusted: { at: 1 } }, { trusted: null })).toEqual({ trusted: null });
    expect(mergeChanged(undefined, { a: 1 }, { a: 1 })).toEqual({ a: 1 });
  });

  it('keeps a key called __proto__ a key', () => {
    const raw: unknown = JSON.parse('{"__proto__":{"a":1},"name":"A"}');
    const merged = mergeChanged(raw, { name: 'A' }, { name: 'B' });
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1},"name":"B"}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
