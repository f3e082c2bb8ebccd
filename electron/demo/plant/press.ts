import { encode } from '@msgpack/msgpack';
import { telemetry, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import type { Site } from '../site';
import { rounded } from '../rounded';

const STROKE_MS = 6_000;
const PHASES = ['closing', 'pressing', 'holding', 'opening'] as const;

/** A hydraulic press whose controller speaks MessagePack, twice a second. */
export function press(site: Site, topic: string): Point {
  const random = site.random(topic);
  const oil = new RandomWalk(random, { mean: 46, swing: 1 });
  return telemetry(topic, random, 500, (nowMs) => {
    const sinceStartMs = nowMs - site.startMs;
    const share = (sinceStartMs % STROKE_MS) / STROKE_MS;
    const force = 1_250 * Math.max(0, Math.sin((share - 0.25) * 2 * Math.PI));
    return encode({
      phase: PHASES[Math.floor(share * PHASES.length)] ?? 'closing',
      strokes: 48_200 + Math.floor(sinceStartMs / STROKE_MS),
      force_kn: rounded(force + random.gauss(), 2),
      position_mm: rounded(180 * Math.abs(Math.cos(share * Math.PI)), 2),
      oil_temperature: rounded(oil.at(nowMs), 2),
      guard_closed: true,
      at: new Date(nowMs)
    });
  });
}
