import { describe, expect, it } from 'vitest';
import type { Row } from '#contract/frame';
import { TreeSlots } from '../../../../../renderer/src/state/tree-slots';
import { row, rows } from './engine-double';

const ranked = (list: readonly Row[], first = 0) => list.map((one, index) => ({ rank: first + index, row: one }));
const slotOf = (drawn: readonly { slot: number; row: Row }[], node: number) =>
  drawn.find((slot) => slot.row.node === node)?.slot;

describe('TreeSlots', () => {
  it('keeps a topic in its DOM row and gives freed ones to topics that come into view', () => {
    const slots = new TreeSlots();
    const before = slots.assign(ranked(rows(1, 10)), 0, 0, 60);
    const after = slots.assign(ranked(rows(4, 10), 3), 0, 0, 60);
    for (const node of [4, 5, 10]) expect(slotOf(after, node)).toBe(slotOf(before, node));
    expect(new Set(after.map(({ slot }) => slot))).toEqual(new Set(before.map(({ slot }) => slot)));
  });

  it('keeps the slots in order, so that no DOM row moves', () => {
    const slots = new TreeSlots();
    slots.assign(ranked(rows(1, 10)), 0, 0, 60);
    const drawn = slots.assign(ranked([row(99), ...rows(1, 9)]), 0, 0, 60).map(({ slot }) => slot);
    expect(drawn).toEqual([...drawn].sort((one, other) => one - other));
  });

  it('washes a value that changed, and starts the fade anew with each change', () => {
    const slots = new TreeSlots();
    const wash = (valueRevision: number) => slots.assign(ranked([row(1, { valueRevision })]), 0, 0, 60)[0]?.wash;
    expect([wash(1), wash(1), wash(2), wash(3), wash(3)]).toEqual([0, 0, 1, 2, 2]);
  });

  it('does not wash what only came into view, nor what holds steady', () => {
    const slots = new TreeSlots();
    slots.assign(ranked([row(1)]), 0, 0, 60);
    expect(slots.assign(ranked([row(2, { valueRevision: 50 })]), 0, 0, 60)[0]?.wash).toBe(0);
    expect(slots.assign(ranked([row(2, { valueRevision: 51, steady: true })]), 0, 0, 60)[0]?.wash).toBe(0);
  });

  it('is crowded while more than 40 rows fade', () => {
    const slots = new TreeSlots();
    const changed = (count: number, valueRevision: number, nowMs: number) => {
      const list = rows(1, 60).map((one) => (one.node <= count ? { ...one, valueRevision } : one));
      slots.assign(ranked(list), nowMs, 0, 60);
      return slots.crowded;
    };
    expect(changed(0, 1, 0)).toBe(false);
    expect(changed(40, 2, 0)).toBe(false);
    expect(changed(41, 3, 100)).toBe(true);
    expect(changed(0, 3, 1_400)).toBe(false);
  });
});
