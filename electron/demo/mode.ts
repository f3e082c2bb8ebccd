import { state, type Point } from './point';
import type { Site } from './site';

interface Mode {
  readonly usual: string;
  readonly others: readonly [string, ...string[]];
  /** Chance per look to leave the usual. */
  readonly leaves: number;
  /** Chance per look to return to it. */
  readonly returns: number;
}

/** A state that is nearly always the usual one. */
export function mode(site: Site, topic: string, everyMs: number, shape: Mode): Point {
  const random = site.random(topic);
  let current = shape.usual;
  return state(topic, random, everyMs, () => {
    if (current === shape.usual) {
      if (random.chance(shape.leaves)) current = random.pick(shape.others);
    } else if (random.chance(shape.returns)) {
      current = shape.usual;
    }
    return current;
  });
}
