import { describe, expect, it } from 'vitest';
import { historyColumns } from '../../../../../renderer/src/format/history-columns';

describe('columns of a list of messages', () => {
  const look = { widthPx: 440, columns: [], topics: false, lettered: true };

  it('fit any width where all fields are in one', () => {
    expect(historyColumns(look)).toEqual({ gaps: true, template: '94px 52px minmax(0, 1fr) 48px', leastWidthPx: 0 });
  });

  it('keep a least width each, so that many of them scroll', () => {
    const one = historyColumns({ ...look, columns: ['value'] });
    expect(one.leastWidthPx).toBeLessThan(384);
    const three = historyColumns({ ...look, columns: ['value', 'unit', 'state'] });
    expect(three.leastWidthPx).toBe(one.leastWidthPx + 2 * 84);
    expect(three.template).toBe('94px 52px minmax(76px, 1fr) minmax(76px, 1fr) minmax(76px, 1fr) 48px');
  });

  it('have room for their names, within reason', () => {
    const columns = ['motor_current', 'a_rather_long_name.of_another_long_one', 'setpoint'];
    expect(historyColumns({ ...look, columns }).template).toBe(
      '94px 52px minmax(108px, 1fr) minmax(132px, 1fr) minmax(95px, 1fr) 48px'
    );
  });

  it('leave the gap out beside topics, where there is no room for it', () => {
    const narrow = historyColumns({ ...look, topics: true });
    expect([narrow.gaps, narrow.template]).toEqual([false, '94px minmax(72px, 1fr) minmax(0, 1fr) 48px']);
    expect(historyColumns({ ...look, topics: true, widthPx: 600 }).gaps).toBe(true);
  });
});
