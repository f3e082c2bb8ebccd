import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../../../renderer/src/format/chart-time-axis';

const local = (...parts: [number, number, number, number?, number?, number?]): number =>
  new Date(...(parts as [number, number, number])).setHours(parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0, 0);

describe('timeTicks', () => {
  it('stands at round times, as many as have room', () => {
    const from = local(2026, 2, 14, 14, 23, 41);
    const labels = timeTicks(from, from + 300_000, 372).map(({ label }) => label);
    expect(labels).toEqual(['14:24', '14:25', '14:26', '14:27', '14:28']);
    expect(timeTicks(from, from + 300_000, 150).map(({ label }) => label)).toEqual(['14:24', '14:26', '14:28']);
  });

  it('says seconds and milliseconds where it is about them', () => {
    const from = local(2026, 2, 14, 14, 23, 41);
    expect(timeTicks(from, from + 12_000, 372).map(({ label }) => label)).toEqual(['14:23:45', '14:23:50']);
    expect(timeTicks(from, from + 100, 372)[1]?.label).toBe('14:23:41.050');
  });

  it('says days from days on, and midnight as one', () => {
    const from = local(2026, 2, 14, 20);
    const hours = timeTicks(from, from + 12 * 3_600_000, 372).map(({ label }) => label);
    expect(hours).toEqual(['20:00', '22:00', '03-15', '02:00', '04:00', '06:00', '08:00']);
    const days = timeTicks(local(2026, 2, 1), local(2026, 2, 20), 372).map(({ label }) => label);
    expect(days).toEqual(['03-01', '03-08', '03-15']);
  });

  it('has none without room or time', () => {
    expect(timeTicks(5, 5, 300)).toEqual([]);
    expect(timeTicks(5, 10, 0)).toEqual([]);
  });
});
