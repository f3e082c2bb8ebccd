import { fixed, type Point } from '../point';

/** Home Assistant's MQTT discovery: a retained description beside the entity. */
export function discovery(component: string, name: string, extra: Readonly<Record<string, unknown>> = {}): Point {
  const root = `homeassistant/${component}/${name}`;
  const words = name.replaceAll('_', ' ');
  return fixed(
    `${root}/config`,
    JSON.stringify({
      name: words.charAt(0).toUpperCase() + words.slice(1),
      unique_id: `demo_${component}_${name}`,
      state_topic: `${root}/state`,
      device: { identifiers: [`demo_${name}`], manufacturer: 'Treeline demo' },
      ...extra
    })
  );
}
