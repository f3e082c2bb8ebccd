import { steadily } from '../cadence';
import { acknowledged, event, type Point } from '../point';
import type { Random } from '../random';
import type { Site } from '../site';

/** What the line's controller writes: lines of text, now and then several at once. */
export function plcLog(site: Site, topic: string, cells: number): Point {
  const random = site.random(topic);
  const sample = (nowMs: number): string => {
    const lines = random.chance(0.1) ? 3 : 1;
    return Array.from({ length: lines }, () => logLine(random, cells, nowMs)).join('\n');
  };
  return acknowledged(event(topic, steadily(random, 3_000), sample));
}

function logLine(random: Random, cells: number, nowMs: number): string {
  const cell = `cell-${String(random.whole(1, cells)).padStart(2, '0')}`;
  const time = new Date(nowMs).toISOString();
  if (random.chance(0.06))
    return `${time} WARN  ${cell} light curtain interrupted, resumed after ${random.whole(2, 9)} s`;
  return random.pick([
    `${time} INFO  ${cell} part released after ${random.between(55, 61).toFixed(1)} s`,
    `${time} INFO  ${cell} carrier ${random.whole(100, 180)} arrived`,
    `${time} DEBUG ${cell} recipe checked, ${random.whole(12, 40)} steps`
  ]);
}
