import { counter } from '../counter';
import { gauge } from '../gauge';
import { mode } from '../mode';
import { fixed, telemetry, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import { rounded } from '../rounded';
import type { Site } from '../site';

const PEAK_W = 6_200;

/** A solar inverter: its power follows the sun of the demo's day and passing clouds. Plain numbers, as many devices write. */
export function inverter(site: Site, root: string): Point[] {
  const random = site.random(root);
  const clear = new RandomWalk(random, { mean: 0.85, swing: 0.1, low: 0.15, high: 1 });
  const sun = (nowMs: number): number => site.day.sun(nowMs);
  const current = { mean: 4, swing: 0.3, decimals: 2, share: sun };
  return [
    telemetry(`${root}/ac_power`, random, 1_000, (nowMs) =>
      String(rounded(PEAK_W * site.day.sun(nowMs) * clear.at(nowMs) + random.gauss() * 2 * site.day.sun(nowMs), 1))
    ),
    gauge(site, `${root}/dc_voltage`, 3_000, { mean: 612, swing: 6, decimals: 1 }),
    gauge(site, `${root}/dc_current`, 5_000, { ...current, mean: 9.8 }),
    gauge(site, `${root}/ac_voltage`, 5_000, { mean: 231, swing: 1.2, decimals: 1 }),
    gauge(site, `${root}/frequency`, 5_000, { mean: 50, swing: 0.015, decimals: 3 }),
    gauge(site, `${root}/temperature`, 20_000, { mean: 41, swing: 2, decimals: 1, unit: '°C' }),
    gauge(site, `${root}/efficiency`, 30_000, { mean: 97.1, swing: 0.3, decimals: 1, high: 98.5 }),
    gauge(site, `${root}/string-1/voltage`, 10_000, { mean: 306, swing: 4, decimals: 1 }),
    gauge(site, `${root}/string-1/current`, 10_000, current),
    gauge(site, `${root}/string-2/voltage`, 10_000, { mean: 306, swing: 4, decimals: 1 }),
    gauge(site, `${root}/string-2/current`, 10_000, current),
    counter(site, `${root}/energy_total`, 15_000, { from: 18_400, stepLow: 0.01, stepHigh: 0.03, decimals: 2 }),
    mode(site, `${root}/status`, 25_000, { usual: 'RUNNING', others: ['DERATING'], leaves: 0.05, returns: 0.6 }),
    fixed(`${root}/fault_code`, '0')
  ];
}
