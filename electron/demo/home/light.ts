import { numberIn, wordIn } from '../command-text';
import type { Device } from '../device';
import { fixed, state } from '../point';
import type { Site } from '../site';
import { discovery } from './discovery';

/**
 * A Home Assistant light (JSON schema). `<root>/set` takes ON, OFF, TOGGLE or `{"state": "ON", "brightness": 0..255}`.
 * Left alone, it goes off at night and now and then somebody switches it.
 */
export function light(site: Site, name: string): Device {
  const root = `homeassistant/light/${name}`;
  const random = site.random(root);
  let on = random.chance(0.4);
  let brightness = random.whole(90, 255);
  const point = state(`${root}/state`, random, 30_000, (nowMs) => {
    const waking = site.day.isWaking(nowMs);
    if (!waking && on && random.chance(0.5)) on = false;
    else if (waking && random.chance(0.06)) on = !on;
    return payload();
  });
  const payload = (): string =>
    JSON.stringify(on ? { state: 'ON', brightness, color_mode: 'brightness' } : { state: 'OFF' });
  // An answer to a command must not be overruled by the habits above
  const answer = { ...point, sample: payload };

  return {
    points: [
      discovery('light', name, { schema: 'json', brightness: true }),
      fixed(`${root}/availability`, 'online'),
      point
    ],
    commands: [
      {
        topic: `${root}/set`,
        apply(text) {
          const word = wordIn(text, 'state', ['ON', 'OFF', 'TOGGLE']);
          const wanted = numberIn(text, 'brightness', 0, 255);
          if (word === undefined && wanted === undefined) return undefined;
          on = word === 'TOGGLE' ? !on : word === undefined ? (wanted ?? 0) > 0 : word === 'ON';
          if (wanted !== undefined && wanted > 0) brightness = Math.round(wanted);
          return [answer];
        }
      }
    ]
  };
}
