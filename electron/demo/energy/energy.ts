import { counter } from '../counter';
import type { Device } from '../device';
import { gauge } from '../gauge';
import { mode } from '../mode';
import type { Point } from '../point';
import type { Site } from '../site';
import { inverter } from './inverter';
import { meterReading } from './meter-reading';

const INVERTERS = [1, 2, 3, 4] as const;
const PHASES = ['l1', 'l2', 'l3'] as const;
/** Name and mean power, W. */
const METERS = [
  ['main', 184_000],
  ['hall-1', 61_000],
  ['hall-2', 54_000],
  ['compressor', 22_000],
  ['paint-shop', 31_000],
  ['office', 6_400],
  ['hvac', 14_500],
  ['charging-1', 7_200],
  ['charging-2', 3_600],
  ['kitchen', 2_100],
  ['lighting', 9_800],
  ['server-room', 11_200]
] as const;

/** Solar, battery, grid and the meters. */
export function energy(site: Site): Device {
  return {
    points: [
      ...INVERTERS.flatMap((number) => inverter(site, `energy/pv/inverter-${number}`)),
      ...METERS.flatMap(([name, meanW]) => meter(site, `energy/meter/${name}`, meanW)),
      meterReading(site, 'energy/meter/main/reading'),
      gauge(site, 'energy/battery/soc', 10_000, { mean: 72, swing: 6, decimals: 1, low: 5, high: 100, unit: '%' }),
      gauge(site, 'energy/battery/power', 2_000, { mean: 400, swing: 900, decimals: 0, unit: 'W' }),
      gauge(site, 'energy/battery/temperature', 30_000, { mean: 27, swing: 0.8, decimals: 1, unit: '°C' }),
      mode(site, 'energy/battery/state', 30_000, {
        usual: 'charging',
        others: ['discharging', 'idle'],
        leaves: 0.2,
        returns: 0.4
      }),
      gauge(site, 'energy/grid/frequency', 1_000, { mean: 50, swing: 0.012, decimals: 3, unit: 'Hz' }),
      gauge(site, 'energy/grid/price', 60_000, { mean: 28.4, swing: 2.2, decimals: 2, unit: 'ct/kWh' }),
      gauge(site, 'energy/grid/co2', 60_000, { mean: 312, swing: 25, decimals: 0, unit: 'g/kWh' })
    ],
    commands: []
  };
}

function meter(site: Site, root: string, meanW: number): Point[] {
  return [
    gauge(site, `${root}/power`, 2_000, { mean: meanW, swing: meanW * 0.06, decimals: 0, low: 0, unit: 'W' }),
    gauge(site, `${root}/power_factor`, 20_000, { mean: 0.96, swing: 0.01, decimals: 3, high: 1 }),
    counter(site, `${root}/energy_total`, 20_000, {
      from: meanW * 3,
      stepLow: meanW * 5e-6,
      stepHigh: meanW * 6e-6,
      decimals: 2
    }),
    ...PHASES.map((phase) => gauge(site, `${root}/voltage/${phase}`, 12_000, { mean: 231, swing: 1.4, decimals: 1 })),
    ...PHASES.map((phase) =>
      gauge(site, `${root}/current/${phase}`, 12_000, { mean: meanW / 693, swing: meanW / 9_000, decimals: 2, low: 0 })
    )
  ];
}
