import { describe, expect, it } from 'vitest';
import { historyColumns } from '../../../../../renderer/src/format/history-columns';

describe('columns of a list of messages', () => {
  const look = { widthPx: 440, columns: 0, topics: false, lettered: true };

  it('fit any width where all fields are in one', () => {
    expect(historyColumns(look)).toEqual({ gaps: true, between: 'minmax(0, 1fr)', leastWidthPx: 0 });
  });

  it('keep a least width each, so that many of them scroll', () => {
    const one = historyColumns({ ...look, columns: 1 });
    expect(one.leastWidthPx).toBeLessThan(384);
    expect(historyColumns({ ...look, columns: 3 }).leastWidthPx).toBe(one.leastWidthPx + 2 * 84);
    expect(historyColumns({ ...look, columns: 3 }).between).toBe('repeat(3, minmax(76px, 1fr))');
  });

  it('leave the gap out beside topics, where there is no room for it', () => {
    const narrow = historyColumns({ ...look, topics: true });
    expect([narrow.gaps, narrow.between]).toEqual([false, 'minmax(72px, 1fr) minmax(0, 1fr)']);
    expect(historyColumns({ ...look, topics: true, widthPx: 600 }).gaps).toBe(true);
  });
});
