import type { DemoDay } from './demo-day';
import { createRandom, type Random } from './random';

/** What all devices share: the day, the start and the seed. */
export interface Site {
  readonly startMs: number;
  readonly day: DemoDay;
  random(name: string): Random;
}

export function createSite(seed: number, startMs: number, day: DemoDay): Site {
  return { startMs, day, random: (name) => createRandom(seed, name) };
}
