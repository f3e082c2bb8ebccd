import { gzipSync } from 'node:zlib';
import { telemetry, type Point } from '../point';
import type { Random } from '../random';
import { rounded } from '../rounded';
import type { Site } from '../site';

const CELLS = 7;

/** A line's report of its cells: JSON that the gateway packs with gzip. */
export function shiftReport(site: Site, topic: string): Point {
  const random = site.random(topic);
  const made = Array.from({ length: CELLS }, () => random.whole(900, 1_400));
  return telemetry(topic, random, 10_000, (nowMs) => {
    const cells = made.map((before, index) => {
      made[index] = before + random.whole(1, 4);
      return cell(random, index + 1, made[index] ?? before);
    });
    return gzipSync(JSON.stringify({ line: 2, shift: 'early', ts: new Date(nowMs).toISOString(), cells }));
  });
}

function cell(random: Random, number: number, parts: number): object {
  return {
    cell: `cell-${String(number).padStart(2, '0')}`,
    parts,
    rejects: Math.round(parts * 0.004),
    cycle_s: rounded(random.between(11.8, 12.6), 2),
    availability: rounded(random.between(0.93, 0.99), 3)
  };
}
