import { expect, it, vi } from 'vitest';
import { inspectorBounds } from '#contract/limits';
import { HistoryColumns } from '../../../../../renderer/src/state/history-columns';

it('takes as many columns for a topic as there may be, and tells when there are', () => {
  const columns = new HistoryColumns({ columns: [], setColumns: vi.fn() });
  for (let at = 0; at < inspectorBounds.columns; at += 1) {
    expect(columns.isFull(7)).toBe(false);
    columns.add(7, `field${at}`);
  }
  expect([columns.isFull(7), columns.isFull(8)]).toEqual([true, false]);
});

it('leaves the list alone while it shows another topic', () => {
  const setColumns = vi.fn();
  const columns = new HistoryColumns({ columns: [], setColumns });
  columns.show(8);
  columns.add(7, 'a');
  expect(setColumns.mock.calls).toEqual([[[]]]);
  columns.show(7);
  expect(setColumns).toHaveBeenLastCalledWith(['a']);
});
