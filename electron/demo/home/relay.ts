import { wordIn } from '../command-text';
import type { Device } from '../device';
import { state } from '../point';
import type { Site } from '../site';
import { discovery } from './discovery';

/** A Home Assistant switch. `<root>/set` takes ON, OFF or TOGGLE, plain or as `{"state": "ON"}`. */
export function relay(site: Site, name: string): Device {
  const root = `homeassistant/switch/${name}`;
  const random = site.random(root);
  let on = random.chance(0.5);
  const point = state(`${root}/state`, random, 60_000, () => (on ? 'ON' : 'OFF'));
  return {
    points: [discovery('switch', name, { command_topic: `${root}/set` }), point],
    commands: [
      {
        topic: `${root}/set`,
        apply(text) {
          const word = wordIn(text, 'state', ['ON', 'OFF', 'TOGGLE']);
          if (word === undefined) return undefined;
          on = word === 'TOGGLE' ? !on : word === 'ON';
          return [point];
        }
      }
    ]
  };
}
