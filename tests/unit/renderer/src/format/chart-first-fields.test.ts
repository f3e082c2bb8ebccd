import { describe, expect, it } from 'vitest';
import type { NumericField } from '#contract/chart';
import { firstFields } from '../../../../../renderer/src/format/chart-first-fields';

const field = (path: string, change: Partial<NumericField> = {}): NumericField => ({
  path,
  text: '1',
  kind: 'number',
  value: 1,
  change: null,
  unit: null,
  ...change
});

describe('firstFields', () => {
  it('takes up to three measured values, in the order of the payload', () => {
    const fields = [
      field('seq'),
      field('value'),
      field('on', { kind: 'boolean' }),
      field('window[0]'),
      field('setpoint', { kind: 'numeric-text' }),
      field('current'),
      field('voltage')
    ];
    expect(firstFields(fields)).toEqual(['value', 'current', 'voltage']);
    expect(firstFields(fields.slice(0, 5))).toEqual(['value', 'setpoint']);
  });

  it('knows times by their size where their names do not tell', () => {
    expect(firstFields([field('when', { value: 1_795_272_140 }), field('x')])).toEqual(['x']);
  });

  it('shows one line where nothing is measured, and the payload itself whatever it is', () => {
    expect(firstFields([field('ts'), field('on', { kind: 'boolean' })])).toEqual(['on']);
    expect(firstFields([field('', { value: 1_795_272_140 })])).toEqual(['']);
    expect(firstFields([])).toEqual([]);
  });
});
