import { describe, expect, it } from 'vitest';
import { withoutUnit } from '../../../../../../renderer/src/panes/inspector/drawn-line';

describe('withoutUnit', () => {
  it('does not say that there is no unit where one is in the payload', () => {
    expect(withoutUnit([{ unclearUnit: null }])).toBe('no unit given');
    expect(withoutUnit([{ unclearUnit: '°C' }, { unclearUnit: '°C' }, { unclearUnit: null }])).toBe(
      'unit °C in the payload, not clear of which field'
    );
  });
});
