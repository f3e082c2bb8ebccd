import { describe, expect, it } from 'vitest';
import { formatClock, formatDay, formatGap, formatSeconds, formatTime } from '../../../../../renderer/src/format/times';

const at = new Date(2026, 2, 14, 14, 32, 7, 18).getTime();

describe('times', () => {
  it('shows the time of day to the millisecond', () => {
    expect(formatTime(at)).toBe('14:32:07.018');
    expect(formatSeconds(at)).toBe('14:32:07');
    expect(formatDay(at)).toBe('2026-03-14');
  });

  it('names the day only when it is another one', () => {
    expect(formatClock(at, at + 3_600_000)).toBe('14:32');
    expect(formatClock(at, at + 86_400_000)).toBe('2026-03-14 14:32');
  });

  it.each([
    [12, '12 ms'],
    [990, '0.99 s'],
    [1_001, '1.00 s'],
    [14_032, '14.0 s'],
    [125_000, '2 m'],
    [-3, '0 ms']
  ])('shows a gap of %d ms as %s', (gapMs, text) => expect(formatGap(gapMs)).toBe(text));
});
