import { numberIn, wordIn } from '../command-text';
import type { Device } from '../device';
import { state } from '../point';
import type { Site } from '../site';
import { discovery } from './discovery';

const PERCENT_PER_S = 8;

/** A blind. `<root>/set` takes OPEN, CLOSE or STOP; `<root>/position/set` a percentage. It takes its time to get there. */
export function cover(site: Site, name: string): Device {
  const root = `homeassistant/cover/${name}`;
  const random = site.random(root);
  let position = random.pick([0, 40, 100]);
  let target = position;
  let lastMs: number | undefined;
  const positionNow = (nowMs: number): number => {
    const way = ((nowMs - (lastMs ?? nowMs)) / 1_000) * PERCENT_PER_S;
    position = target > position ? Math.min(target, position + way) : Math.max(target, position - way);
    lastMs = nowMs;
    return Math.round(position);
  };
  const positionPoint = state(`${root}/position`, random, 1_000, (nowMs) => String(positionNow(nowMs)));
  const statePoint = state(`${root}/state`, random, 1_000, (nowMs) => {
    positionNow(nowMs);
    if (target !== position) return target > position ? 'opening' : 'closing';
    return position === 0 ? 'closed' : 'open';
  });
  return {
    points: [discovery('cover', name, { command_topic: `${root}/set` }), positionPoint, statePoint],
    commands: [
      {
        topic: `${root}/set`,
        apply(text, nowMs) {
          const word = wordIn(text, 'state', ['OPEN', 'CLOSE', 'STOP']);
          if (word === undefined) return undefined;
          positionNow(nowMs);
          target = word === 'STOP' ? position : word === 'OPEN' ? 100 : 0;
          return [statePoint];
        }
      },
      {
        topic: `${root}/position/set`,
        apply(text, nowMs) {
          const wanted = numberIn(text, 'position', 0, 100);
          if (wanted === undefined) return undefined;
          positionNow(nowMs);
          target = wanted;
          return [statePoint];
        }
      }
    ]
  };
}
