import { describe, expect, it } from 'vitest';
import { RowWash } from '../../../../../../renderer/src/panes/topics/row-wash';

describe('RowWash', () => {
  it('fades with each change', () => {
    const wash = new RowWash(0);
    expect([wash.next(0, false), wash.next(1, false), wash.next(2, false), wash.next(1, false)]).toEqual([0, 1, 2, 1]);
  });

  it('shows no change again that came while the row held still', () => {
    const wash = new RowWash(0);
    expect([wash.next(1, false), wash.next(1, true), wash.next(1, false)]).toEqual([1, 0, 0]);
    expect([wash.next(2, false), wash.next(1, false)]).toEqual([2, 1]);
  });

  it('shows no old change when the tree is drawn anew', () => {
    const wash = new RowWash(2);
    expect([wash.next(2, false), wash.next(1, false), wash.next(2, false)]).toEqual([0, 1, 2]);
  });
});
