import { numberIn, wordIn } from '../command-text';
import type { Device } from '../device';
import { state, telemetry } from '../point';
import { RandomWalk } from '../random-walk';
import { rounded } from '../rounded';
import type { Site } from '../site';
import { discovery } from './discovery';

/** A thermostat. `<root>/temperature/set` takes 5 to 30 °C, `<root>/mode/set` off, heat or auto. */
export function climate(site: Site, name: string): Device {
  const root = `homeassistant/climate/${name}`;
  const random = site.random(root);
  let setpoint = random.pick([19.5, 20.5, 21]);
  let mode: 'off' | 'heat' | 'auto' = 'auto';
  const room = new RandomWalk(random, { mean: setpoint, swing: 0.4 });
  const aim = (): void => {
    room.mean = mode === 'off' ? 16 : setpoint;
  };
  const modePoint = state(`${root}/mode/state`, random, 60_000, () => mode);
  const setpointPoint = state(`${root}/temperature/state`, random, 60_000, () => String(setpoint));
  const actionPoint = state(`${root}/action`, random, 10_000, () =>
    mode === 'off' ? 'off' : room.value < setpoint ? 'heating' : 'idle'
  );
  return {
    points: [
      discovery('climate', name, { modes: ['off', 'heat', 'auto'], temp_step: 0.5 }),
      modePoint,
      setpointPoint,
      actionPoint,
      telemetry(`${root}/current_temperature`, random, 15_000, (nowMs) => String(rounded(room.at(nowMs), 1)))
    ],
    commands: [
      {
        topic: `${root}/temperature/set`,
        apply(text) {
          const wanted = numberIn(text, 'temperature', 5, 30);
          if (wanted === undefined) return undefined;
          setpoint = wanted;
          aim();
          return [setpointPoint, actionPoint];
        }
      },
      {
        topic: `${root}/mode/set`,
        apply(text) {
          const word = wordIn(text, 'mode', ['off', 'heat', 'auto']);
          if (word === undefined) return undefined;
          mode = word;
          aim();
          return [modePoint, actionPoint];
        }
      }
    ]
  };
}
