import { describe, expect, it } from 'vitest';
import { NodeSet } from '../../../../../electron/engine/store/node-set';
import { randomFrom } from '../../../../support/arrival';

describe('NodeSet', () => {
  it('gives out its highest number, as a plain set does, while lower ones are added', () => {
    const random = randomFrom(23);
    const set = new NodeSet();
    const capacity = 3_000_000;
    set.reserve(capacity);
    const plain = new Set<number>();
    expect(set.takeHighest()).toBe(-1);
    for (let round = 0; round < 200; round += 1) {
      const below = 1 + Math.floor(random() ** 6 * (capacity - 1));
      for (let step = 0; step < 60; step += 1) {
        const node = Math.floor(random() * below);
        set.add(node);
        plain.add(node);
      }
      for (let take = Math.floor(random() * 90); take > 0; take -= 1) {
        const highest = plain.size > 0 ? Math.max(...plain) : -1;
        expect(set.takeHighest()).toBe(highest);
        plain.delete(highest);
      }
    }
  });

  it('keeps what is in it when it grows', () => {
    const set = new NodeSet();
    for (const node of [0, 31, 32, 1_024, 65_535]) set.add(node);
    set.reserve(10_000_000);
    set.add(9_999_999);
    const taken = Array.from({ length: 7 }, () => set.takeHighest());
    expect(taken).toEqual([9_999_999, 65_535, 1_024, 32, 31, 0, -1]);
  });
});
