import { describe, expect, it } from 'vitest';
import { averagingName } from '../../../../../renderer/src/format/chart-averaging';

describe('averagingName', () => {
  it('says how points are drawn, and how much time one stands for', () => {
    expect(averagingName('none', 0)).toBe('Every point');
    expect(averagingName('none', 500)).toBe('Extremes per 500 ms');
    expect(averagingName('mean', null)).toBe('Mean');
    expect(averagingName('mean', 1_000)).toBe('Mean per 1 s');
    expect(averagingName('band', 1_000)).toBe('Min/max per 1 s');
  });
});
