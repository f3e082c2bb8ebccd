import { steadily } from '../cadence';
import { wordIn } from '../command-text';
import { joined, type Device } from '../device';
import { event, fixed, telemetry } from '../point';
import { RandomWalk } from '../random-walk';
import { rounded } from '../rounded';
import type { Site } from '../site';

const SENSORS = [
  'hallway',
  'bathroom',
  'bedroom',
  'kitchen',
  'cellar',
  'attic',
  'garage',
  'greenhouse',
  'nursery',
  'study'
];
const PLUGS = ['coffee machine', 'washing machine', 'dishwasher', 'desk lamp', 'tv', 'fridge', 'aquarium', 'printer'];
const CONTACTS = ['front door', 'back door', 'patio door', 'letterbox', 'roof window', 'garage door', 'garden gate'];

/** Zigbee2MQTT: a device's own topic carries its JSON and has `availability` below it. */
export function zigbee(site: Site): Device {
  const names = [...SENSORS.map((room) => `${room} climate`), ...PLUGS, ...CONTACTS];
  const random = site.random('zigbee2mqtt/bridge');
  const bridge = {
    points: [
      fixed('zigbee2mqtt/bridge/state', JSON.stringify({ state: 'online' })),
      fixed('zigbee2mqtt/bridge/info', JSON.stringify({ version: '2.1.3', coordinator: { type: 'zStack3x0' } })),
      fixed(
        'zigbee2mqtt/bridge/devices',
        JSON.stringify(names.map((name) => ({ friendly_name: name, supported: true })))
      ),
      event('zigbee2mqtt/bridge/logging', steadily(random, 9_000), () =>
        JSON.stringify({ level: 'info', message: `Received report from '${random.pick(['tv', 'attic climate'])}'` })
      )
    ],
    commands: []
  };
  return joined([
    bridge,
    ...SENSORS.map((room) => climateSensor(site, `zigbee2mqtt/${room} climate`)),
    ...PLUGS.map((name) => plug(site, `zigbee2mqtt/${name}`)),
    ...CONTACTS.map((name) => contact(site, `zigbee2mqtt/${name}`))
  ]);
}

const available = (root: string): ReturnType<typeof fixed> =>
  fixed(`${root}/availability`, JSON.stringify({ state: 'online' }));

function climateSensor(site: Site, root: string): Device {
  const random = site.random(root);
  const warm = new RandomWalk(random, { mean: random.between(17, 23), swing: 0.5 });
  const humid = new RandomWalk(random, { mean: random.between(40, 60), swing: 3, low: 10, high: 95 });
  const linkquality = random.whole(40, 220);
  const point = telemetry(root, random, 15_000, (nowMs) =>
    JSON.stringify({
      temperature: rounded(warm.at(nowMs) + 0.6 * site.day.warmth(nowMs), 2),
      humidity: rounded(humid.at(nowMs), 1),
      battery: 87,
      linkquality: linkquality + random.whole(-6, 6)
    })
  );
  return { points: [point, available(root)], commands: [] };
}

/** `<root>/set` takes ON, OFF or TOGGLE, plain or as `{"state": "ON"}`. */
function plug(site: Site, root: string): Device {
  const random = site.random(root);
  const load = new RandomWalk(random, { mean: random.between(20, 300), swing: 12, low: 1 });
  let on = true;
  let energyKwh = random.between(12, 300);
  const point = telemetry(root, random, 10_000, (nowMs) => {
    const powerW = on ? rounded(load.at(nowMs), 1) : 0;
    energyKwh += powerW / 360_000;
    return JSON.stringify({ state: on ? 'ON' : 'OFF', power: powerW, energy: rounded(energyKwh, 3), linkquality: 132 });
  });
  return {
    points: [point, available(root)],
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

function contact(site: Site, root: string): Device {
  const random = site.random(root);
  let closed = true;
  const point = telemetry(root, random, 45_000, () => {
    closed = random.chance(closed ? 0.8 : 0.4);
    return JSON.stringify({ contact: closed, battery: 74, tamper: false });
  });
  return { points: [point, available(root)], commands: [] };
}
