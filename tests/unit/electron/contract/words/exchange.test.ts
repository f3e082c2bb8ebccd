import { describe, expect, it } from 'vitest';
import { importWords } from '../../../../../electron/contract/words/exchange';

describe('what an import leaves out', () => {
  it.each([
    [1, 0, 0, '1 entry is left out: 1 no MQTT connection, or damaged.'],
    [2, 2, 0, '2 entries are left out: 2 there a second time.'],
    [
      14,
      1,
      10,
      '14 entries are left out: 3 no MQTT connection, or damaged; 1 there a second time; 10 more than one import takes.'
    ]
  ])('%d, of them %d doubled and %d beyond the bound', (count, doubled, beyond, text) => {
    expect(importWords.skipped(count, { doubled, beyond })).toBe(text);
  });
});
