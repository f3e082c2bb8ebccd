import { describe, expect, it } from 'vitest';
import { gapText } from '../../../../../renderer/src/format/gap-text';

describe('gapText', () => {
  const [fromMs, toMs] = [
    new Date(2026, 2, 14, 14, 31, 37, 900).getTime(),
    new Date(2026, 2, 14, 14, 31, 57).getTime()
  ];

  it('says what was the matter, from when to when', () => {
    expect(gapText({ cause: 'offline', fromMs, toMs })).toBe('Not connected 14:31:37 – 14:31:57');
    expect(gapText({ cause: 'stopped', fromMs, toMs })).toBe('Stood still 14:31:37 – 14:31:57');
  });
});
