import { encode } from 'cbor2/encoder';
import { telemetry, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import { rounded } from '../rounded';
import type { Site } from '../site';

/** A wireless probe that saves every byte it can: CBOR. */
export function dryingOven(site: Site, topic: string): Point {
  const random = site.random(topic);
  const air = new RandomWalk(random, { mean: 82, swing: 1.5 });
  const humidity = new RandomWalk(random, { mean: 14, swing: 1, low: 5 });
  const batteryMv = new RandomWalk(random, { mean: 3_020, swing: 6 });
  let count = random.whole(10_000, 60_000);
  return telemetry(topic, random, 2_000, (nowMs) => {
    count += 1;
    return encode({
      count,
      seconds: Math.floor(nowMs / 1_000),
      temperature: rounded(air.at(nowMs), 2),
      humidity: rounded(humidity.at(nowMs), 1),
      unit: '°C',
      battery_mv: Math.round(batteryMv.at(nowMs)),
      // the probe's own address
      source: Uint8Array.of(0x00, 0x15, 0x8d, 0x00, 0x04, 0xa1, 0xb2, 0xc3)
    });
  });
}
