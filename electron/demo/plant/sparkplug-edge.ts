import { steadily } from '../cadence';
import { event, type Payload, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import { rounded } from '../rounded';
import type { Site } from '../site';
import { sparkplugMessage, sparkplugType, type SparkplugMetric } from './sparkplug-metric';

/** Real nodes are born once; a newcomer of the demo shall not stare at aliases for long, and BIRTHs are never retained. */
const BIRTH_EVERY_MS = 15_000;

/** A Sparkplug B edge node with a compressor: BIRTHs name the metrics, DATA has their aliases. */
export function sparkplugEdge(site: Site, group: string, node: string, device: string): Point[] {
  const random = site.random(`${group}/${node}`);
  const load = new RandomWalk(random, { mean: 31, swing: 6, low: 2, high: 100 });
  const pressure = new RandomWalk(random, { mean: 7.2, swing: 0.25 });
  const flow = new RandomWalk(random, { mean: 18.5, swing: 2, low: 0 });
  const oil = new RandomWalk(random, { mean: 71, swing: 2 });
  let sequence = 0;
  let nodeBorn = false;
  let deviceBorn = false;

  const message = (atMs: number, metrics: readonly SparkplugMetric[]): Payload => {
    const bytes = sparkplugMessage({ atMs, sequence, metrics });
    sequence = (sequence + 1) % 256;
    return bytes;
  };
  const loadAt = (nowMs: number) =>
    ({ alias: 1, type: sparkplugType.float, value: rounded(load.at(nowMs), 1) }) satisfies SparkplugMetric;
  const measuredAt = (nowMs: number) => ({
    pressure: { alias: 10, type: sparkplugType.float, value: rounded(pressure.at(nowMs), 2) },
    flow: { alias: 11, type: sparkplugType.double, value: rounded(flow.at(nowMs), 3) },
    oil: { alias: 12, type: sparkplugType.int16, value: Math.round(oil.at(nowMs)) }
  });

  const nodeBirth = (nowMs: number): Payload => {
    sequence = 0;
    nodeBorn = true;
    deviceBorn = false;
    return message(nowMs, [
      { name: 'bdSeq', type: sparkplugType.uint64, value: 0 },
      { name: 'Node Control/Rebirth', type: sparkplugType.boolean, value: false },
      { name: 'CPU load', unit: '%', ...loadAt(nowMs) }
    ]);
  };
  const deviceBirth = (nowMs: number): Payload | undefined => {
    if (!nodeBorn || deviceBorn) return undefined;
    deviceBorn = true;
    const measured = measuredAt(nowMs);
    const hours = Math.floor((nowMs - site.startMs) / 3_600_000) + 21_480;
    return message(nowMs, [
      { name: 'Pressure', unit: 'bar', ...measured.pressure },
      { name: 'Flow', unit: 'm³/min', ...measured.flow },
      { name: 'Oil temperature', unit: '°C', ...measured.oil },
      { name: 'Running', alias: 13, type: sparkplugType.boolean, value: true },
      { name: 'Operating hours', alias: 14, unit: 'h', type: sparkplugType.uint64, value: hours }
    ]);
  };

  const at = (kind: string): string => `spBv1.0/${group}/${kind}/${node}`;
  return [
    event(at('NBIRTH'), steadily(random, BIRTH_EVERY_MS), nodeBirth),
    event(`${at('DBIRTH')}/${device}`, steadily(random, 100), deviceBirth),
    event(at('NDATA'), steadily(random, 4_000), (nowMs) => (nodeBorn ? message(nowMs, [loadAt(nowMs)]) : undefined)),
    event(`${at('DDATA')}/${device}`, steadily(random, 1_000), (nowMs) =>
      deviceBorn ? message(nowMs, Object.values(measuredAt(nowMs))) : undefined
    )
  ];
}
