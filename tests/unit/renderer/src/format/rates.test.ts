import { describe, expect, it } from 'vitest';
import { formatRate } from '../../../../../renderer/src/format/rates';

describe('formatRate', () => {
  it.each([
    [1_208, '1,208/s'],
    [96.4, '96/s'],
    [9.96, '10/s'],
    [8.1, '8.1/s'],
    [1, '1.0/s'],
    [6 / 60, '0.1/s'],
    [5 / 60, '5/min'],
    [1 / 60, '1/min'],
    [0.2 / 60, '–'],
    [0, '–']
  ])('%d per second is %s', (perSecond, text) => {
    const { amount, unit } = formatRate(perSecond);
    expect(amount + unit).toBe(text);
  });
});
