import { telemetry, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import type { Site } from '../site';
import { indexedPng } from './indexed-png';

const WIDTH_PX = 80;
const HEIGHT_PX = 60;
const SHADES = 64;

/** A thermal camera over a weld: a small PNG every 5 s, its hot spot wandering. */
export function thermalCamera(site: Site, topic: string): Point {
  const random = site.random(topic);
  const across = new RandomWalk(random, { mean: WIDTH_PX / 2, swing: 14, low: 8, high: WIDTH_PX - 8 });
  const down = new RandomWalk(random, { mean: HEIGHT_PX / 2, swing: 9, low: 8, high: HEIGHT_PX - 8 });
  const palette = heat();
  return telemetry(topic, random, 5_000, (nowMs) => {
    const pixels = glow(across.at(nowMs), down.at(nowMs));
    return indexedPng({ widthPx: WIDTH_PX, heightPx: HEIGHT_PX, pixels, palette });
  });
}

/** Warmth falls off with the distance from the spot; the sheet's edge is cooler than the table below it. */
function glow(spotX: number, spotY: number): Uint8Array {
  const pixels = new Uint8Array(WIDTH_PX * HEIGHT_PX);
  for (let y = 0; y < HEIGHT_PX; y += 1) {
    for (let x = 0; x < WIDTH_PX; x += 1) {
      const distance = Math.hypot(x - spotX, (y - spotY) * 1.3);
      const sheet = y > 12 && y < HEIGHT_PX - 12 ? 0.24 : 0.1;
      const warmth = Math.min(1, sheet + Math.exp(-distance / 11));
      pixels[y * WIDTH_PX + x] = Math.round(warmth * (SHADES - 1));
    }
  }
  return pixels;
}

/** Black over purple and orange to white. */
function heat(): Uint8Array {
  const palette = new Uint8Array(SHADES * 3);
  for (let shade = 0; shade < SHADES; shade += 1) {
    const warmth = shade / (SHADES - 1);
    const rgb = [2.2 * warmth, 1.9 * warmth - 0.7, warmth < 0.5 ? 1.3 * warmth : 3 * warmth - 2];
    palette.set(
      rgb.map((share) => Math.round(255 * Math.min(1, Math.max(0, share)))),
      shade * 3
    );
  }
  return palette;
}
