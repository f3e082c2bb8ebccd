import { describe, expect, it } from 'vitest';
import { plotHeights, plotPlans } from '../../../../../renderer/src/format/chart-plots';

const celsius = (field: string) => ({ text: '°C', field });

describe('plotPlans', () => {
  it('makes one plot per unit, and one per field of those without', () => {
    const plans = plotPlans([
      { path: 'value', kind: 'number', unit: celsius('unit') },
      { path: 'motor_current', kind: 'number', unit: null },
      { path: 'setpoint', kind: 'numeric-text', unit: celsius('meta.unit') },
      { path: 'on', kind: 'boolean', unit: celsius('unit') },
      { path: 'motor_current', kind: 'number', unit: null }
    ]);
    expect(plans.map(({ unit, path, members }) => [unit, path, members])).toEqual([
      ['°C', 'value', [0, 2]],
      [null, 'motor_current', [1, 4]],
      [null, 'on', [3]]
    ]);
    expect(plans[0]?.unitFields).toEqual(['unit', 'meta.unit']);
    expect(plans.map(({ switches }) => switches)).toEqual([false, false, true]);
  });

  it('does not take a field for a unit of the same name', () => {
    const plans = plotPlans([
      { path: '°C', kind: 'number', unit: null },
      { path: 'a', kind: 'number', unit: celsius('unit') }
    ]);
    expect(plans).toHaveLength(2);
  });
});

describe('plotHeights', () => {
  it('fills the room, and is never too low to read', () => {
    const plan = (members: readonly number[], switches = false) => ({ members, switches });
    expect(plotHeights([plan([0, 1]), plan([2])], 440)).toEqual([280, 160]);
    expect(plotHeights([plan([0]), plan([1]), plan([2])], 300)).toEqual([112, 112, 112]);
    expect(plotHeights([plan([0, 1]), plan([2]), plan([3], true)], 300)).toEqual([124, 112, 64]);
    expect(plotHeights([], 300)).toEqual([]);
  });
});
