import { inBursts } from '../cadence';
import { event, type Point } from '../point';
import { rounded } from '../rounded';
import type { Site } from '../site';

const AXES = ['x', 'y', 'z'] as const;

/**
 * A vibration recorder that reads out its memory every 40 s: 1.5 s long, 3 axes, 7 ms apart,
 * which is about 430 msg/s on top of everything else.
 */
export function vibration(site: Site, root: string): Point[] {
  return AXES.map((axis, index) => {
    const random = site.random(`${root}/${axis}`);
    const cadence = inBursts({ startMs: site.startMs, periodMs: 40_000, lengthMs: 1_500, everyMs: 7 });
    return event(`${root}/${axis}`, cadence, (nowMs) => {
      const angle = (nowMs / 1_000) * 2 * Math.PI * (7 + index);
      return String(rounded(1.8 * Math.sin(angle) + 0.3 * random.gauss(), 4));
    });
  });
}
