import { counter } from '../counter';
import { joined, type Device } from '../device';
import { gauge } from '../gauge';
import { mode } from '../mode';
import { fixed, telemetry, type Point } from '../point';
import type { Site } from '../site';
import { robot, type RobotPace } from './robot';

interface Cell {
  readonly robots: readonly string[];
  readonly pace: RobotPace;
}

/** A production cell. Its own topic carries its state and has children besides. */
export function cell(site: Site, root: string, { robots, pace }: Cell): Device {
  const points: Point[] = [
    mode(site, root, 12_000, {
      usual: 'running',
      others: ['changeover', 'waiting for parts', 'stopped'],
      leaves: 0.03,
      returns: 0.3
    }),
    gauge(site, `${root}/oee`, 30_000, { mean: 0.86, swing: 0.03, decimals: 3, low: 0, high: 1 }),
    gauge(site, `${root}/takt`, 20_000, { mean: 58, swing: 1.4, decimals: 1, unit: 's' }),
    gauge(site, `${root}/power`, 8_000, { mean: 7.4, swing: 0.6, decimals: 2, unit: 'kW' }),
    counter(site, `${root}/parts/good`, 14_000, { from: 18_000, stepLow: 1, stepHigh: 2 }),
    counter(site, `${root}/parts/scrap`, 60_000, { from: 120, stepLow: 0, stepHigh: 1 }),
    ...conveyor(site, `${root}/conveyor`),
    ...vision(site, `${root}/vision`)
  ];
  return joined([{ points, commands: [] }, ...robots.map((name) => robot(site, `${root}/${name}`, pace))]);
}

function conveyor(site: Site, root: string): Point[] {
  return [
    gauge(site, `${root}/speed`, 4_000, { mean: 0.45, swing: 0.02, decimals: 3, unit: 'm/s' }),
    gauge(site, `${root}/load`, 10_000, { mean: 62, swing: 8, decimals: 0, low: 0, high: 100 }),
    gauge(site, `${root}/motor_temperature`, 15_000, { mean: 51, swing: 2, decimals: 1 }),
    mode(site, `${root}/state`, 10_000, { usual: 'RUN', others: ['STOP', 'JAM'], leaves: 0.02, returns: 0.5 }),
    fixed(`${root}/direction`, 'forward')
  ];
}

function vision(site: Site, root: string): Point[] {
  const random = site.random(root);
  let part = random.whole(40_000, 90_000);
  return [
    telemetry(`${root}/result`, random, 5_000, (nowMs) => {
      part += 1;
      const pass = random.chance(0.97);
      return JSON.stringify({
        part: `LE-${part}`,
        verdict: pass ? 'pass' : 'fail',
        confidence: Number(random.between(pass ? 0.93 : 0.55, pass ? 0.999 : 0.8).toFixed(3)),
        defects: pass ? [] : [random.pick(['scratch', 'burr', 'missing clip', 'colour'])],
        ts: new Date(nowMs).toISOString()
      });
    }),
    gauge(site, `${root}/exposure`, 25_000, { mean: 8.2, swing: 0.4, decimals: 1, unit: 'ms' }),
    gauge(site, `${root}/lens_temperature`, 30_000, { mean: 36, swing: 1, decimals: 1 }),
    counter(site, `${root}/inspected`, 20_000, { from: 52_000, stepLow: 3, stepHigh: 5 }),
    fixed(`${root}/model`, JSON.stringify({ name: 'weld-seam', version: '2.4.1', classes: 14 }))
  ];
}
