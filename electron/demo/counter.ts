import { telemetry, type Point } from './point';
import { rounded } from './rounded';
import type { Site } from './site';

interface Counter {
  readonly from: number;
  readonly stepLow: number;
  readonly stepHigh: number;
  readonly decimals?: number;
}

/** A number that only grows: parts, cycles, kilowatt-hours. */
export function counter(site: Site, topic: string, everyMs: number, shape: Counter): Point {
  const random = site.random(topic);
  let total = shape.from * random.between(0.8, 1.2);
  return telemetry(topic, random, everyMs, () => {
    total += random.between(shape.stepLow, shape.stepHigh);
    return String(rounded(total, shape.decimals ?? 0));
  });
}
