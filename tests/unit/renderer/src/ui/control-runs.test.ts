import { describe, expect, it } from 'vitest';
import { controlRuns } from '../../../../../renderer/src/ui/control-runs';

describe('controlRuns', () => {
  it('leaves ordinary text alone', () => {
    expect(controlRuns('21.5 °C, {"a":1} → ▶')).toBeNull();
    expect(controlRuns('')).toBeNull();
  });

  it('names each control picture and keeps the character', () => {
    expect(controlRuns('a␍␊b␛')).toEqual([
      { text: 'a', mark: null },
      { text: '␍', mark: 'CR' },
      { text: '␊', mark: 'LF' },
      { text: 'b', mark: null },
      { text: '␛', mark: 'ESC' }
    ]);
    expect(controlRuns('␀␉␟␡')?.map(({ mark }) => mark)).toEqual(['NUL', 'HT', 'US', 'DEL']);
  });
});
