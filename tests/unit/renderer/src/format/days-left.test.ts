import { describe, expect, it } from 'vitest';
import { daysLeft } from '../../../../../renderer/src/format/days-left';

const dayMs = 86_400_000;

describe('daysLeft', () => {
  it.each([
    [302.5, '302 days left', 'moss'],
    [60, '60 days left', 'amber'],
    [1.5, '1 day left', 'amber'],
    [0.5, '0 days left', 'amber'],
    [-0.1, 'expired', 'red']
  ])('%s days ahead: %s, %s', (days, text, tone) => {
    expect(daysLeft(1_000 + days * dayMs, 1_000)).toEqual({ text, tone });
  });
});
