import { describe, expect, it } from 'vitest';
import { formatAge, formatAgo, freshness, speakAge } from '../../../../../renderer/src/format/ages';

const minuteMs = 60_000;

describe('ages', () => {
  it.each([
    [-500, 'now', 'just now'],
    [999, 'now', 'just now'],
    [1_000, '1 s', '1 second ago'],
    [59_999, '59 s', '59 seconds ago'],
    [2 * minuteMs, '2 m', '2 minutes ago'],
    [6 * 60 * minuteMs, '6 h', '6 hours ago'],
    [24 * 60 * minuteMs, '1 d', '1 day ago']
  ])('%d ms is %s', (ageMs, short, spoken) => {
    expect(formatAge(ageMs)).toBe(short);
    expect(speakAge(ageMs)).toBe(spoken);
  });

  it('is finer beside a time of day', () => {
    expect(formatAgo(912)).toBe('0.9 s ago');
    expect(formatAgo(-20)).toBe('0.0 s ago');
    expect(formatAgo(12_400)).toBe('12 s ago');
  });

  it('is stale after ten usual gaps, or five minutes while the gap is unknown', () => {
    expect(freshness(4_999, 100)).toBe('new');
    expect(freshness(5_001, 100)).toBe('stale');
    expect(freshness(8_000, 1_000)).toBe('old');
    expect(freshness(10_001, 1_000)).toBe('stale');
    expect(freshness(4 * minuteMs, null)).toBe('old');
    expect(freshness(5 * minuteMs + 1, null)).toBe('stale');
  });
});
