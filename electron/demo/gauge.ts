import { telemetry, type Point } from './point';
import { RandomWalk } from './random-walk';
import { reading } from './reading';
import { rounded } from './rounded';
import type { Site } from './site';

interface Gauge {
  readonly mean: number;
  readonly swing: number;
  readonly decimals: number;
  readonly low?: number;
  readonly high?: number;
  /** With a unit the payload is a JSON reading, without one a plain number. */
  readonly unit?: string;
  /** Multiplies the walk: a day curve. */
  readonly share?: (nowMs: number) => number;
}

/** One wandering value as a point. */
export function gauge(site: Site, topic: string, everyMs: number, shape: Gauge): Point {
  const random = site.random(topic);
  const walk = new RandomWalk(random, shape);
  const { unit, share, decimals, mean, swing } = shape;
  return telemetry(topic, random, everyMs, (nowMs) => {
    const walked = walk.at(nowMs);
    const value = rounded(walked * (share?.(nowMs) ?? 1), decimals);
    if (unit === undefined) return String(value);
    const status = Math.abs(walked - mean) > 2.5 * swing ? 'warning' : 'ok';
    return reading({ value, unit, status }, nowMs);
  });
}
