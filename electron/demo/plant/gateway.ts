import { counter } from '../counter';
import { gauge } from '../gauge';
import { fixed, type Point } from '../point';
import type { Site } from '../site';

/** A field gateway that never fails; the one that does is FlakyDevice. */
export function gateway(site: Site, root: string): Point[] {
  return [
    fixed(`${root}/status`, 'online'),
    fixed(`${root}/firmware`, '3.11.2'),
    counter(site, `${root}/uptime`, 10_000, { from: 720_000, stepLow: 10, stepHigh: 10 }),
    gauge(site, `${root}/signal`, 8_000, { mean: -61, swing: 3, decimals: 0, unit: 'dBm' })
  ];
}
