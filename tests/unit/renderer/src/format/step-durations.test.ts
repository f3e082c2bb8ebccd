import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../../../../renderer/src/format/step-durations';

describe('formatDuration', () => {
  it.each([
    [0.2, '0 ms'],
    [12.4, '12 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [1_249, '1.2 s']
  ])('%s ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
