import { state, type Point } from '../point';
import type { Site } from '../site';

const ALARMS = [
  ['air-pressure-low', 'Compressed air below 5.8 bar'],
  ['door-open', 'Safety door open'],
  ['coolant-low', 'Coolant level low'],
  ['tool-life', 'Tool life used up'],
  ['plc-time-drift', 'PLC clock 1.2 s off'],
  ['emergency-stop', 'Emergency stop pressed']
] as const;

/** Alarms are raised as a retained message and cleared with an empty retained one, which deletes it from the broker. */
export function alarms(site: Site, root: string): Point[] {
  return ALARMS.map(([name, text], index) => {
    const topic = `${root}/${name}`;
    const random = site.random(topic);
    let raised: string | undefined;
    let past = false;
    return state(topic, random, 20_000, (nowMs) => {
      if (raised !== undefined) {
        if (random.chance(0.5)) raised = undefined;
      } else if (random.chance(0.15) || (index === 0 && !past)) {
        raised = JSON.stringify({ alarm: text, severity: 1 + (index % 3), since: new Date(nowMs).toISOString() });
        past = true;
      }
      return raised ?? (past ? '' : undefined);
    });
  });
}
