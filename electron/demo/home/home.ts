import { joined, type Device } from '../device';
import { gauge } from '../gauge';
import { mode } from '../mode';
import type { Point } from '../point';
import type { Site } from '../site';
import { climate } from './climate';
import { cover } from './cover';
import { discovery } from './discovery';
import { haus } from './haus';
import { light } from './light';
import { relay } from './relay';
import { zigbee } from './zigbee';

const LIGHTS =
  'kitchen_ceiling kitchen_counter living_room reading_lamp hallway bathroom bedroom nursery study garden porch cellar';
const SWITCHES = 'coffee_machine garden_pump christmas_lights heating_pump workshop_fan router';
const COVERS = 'living_room_blind bedroom_blind study_blind patio_awning nursery_blind';
const THERMOSTATS = 'living_room bedroom study bathroom';
const MOTION =
  'hallway_motion garden_motion cellar_motion porch_motion study_motion garage_motion smoke_kitchen leak_cellar';
/** Name, everyMs, mean, swing, decimals, unit of the entity. */
const SENSORS = [
  ['outdoor_temperature', 10_000, 12, 0.8, 1, '°C'],
  ['outdoor_humidity', 20_000, 68, 5, 0, '%'],
  ['wind_speed', 5_000, 3.4, 1, 1, 'm/s'],
  ['air_pressure', 30_000, 1_014, 3, 1, 'hPa'],
  ['rain_rate', 30_000, 0.2, 0.2, 2, 'mm/h'],
  ['living_room_co2', 12_000, 720, 90, 0, 'ppm'],
  ['bedroom_co2', 15_000, 860, 110, 0, 'ppm'],
  ['water_flow', 5_000, 1.2, 0.8, 2, 'l/min'],
  ['water_tank', 40_000, 81, 3, 0, '%'],
  ['pool_temperature', 40_000, 24.5, 0.4, 1, '°C'],
  ['wifi_clients', 30_000, 23, 3, 0, ''],
  ['internet_latency', 5_000, 14, 3, 1, 'ms'],
  ['study_co2', 15_000, 690, 80, 0, 'ppm'],
  ['cellar_humidity', 40_000, 71, 2, 0, '%'],
  ['heating_flow_temperature', 10_000, 38, 1.5, 1, '°C'],
  ['heating_return_temperature', 10_000, 31, 1.2, 1, '°C'],
  ['ev_battery', 60_000, 64, 4, 0, '%']
] as const;

/** The simulated smart home. */
export function home(site: Site): Device {
  return joined([
    ...LIGHTS.split(' ').map((name) => light(site, name)),
    ...SWITCHES.split(' ').map((name) => relay(site, name)),
    ...COVERS.split(' ').map((name) => cover(site, name)),
    ...THERMOSTATS.split(' ').map((name) => climate(site, name)),
    zigbee(site),
    { points: [...sensors(site), ...binarySensors(site), ...haus(site)], commands: [] }
  ]);
}

function sensors(site: Site): Point[] {
  return SENSORS.flatMap(([name, everyMs, mean, swing, decimals, unit]) => [
    discovery('sensor', name, { unit_of_measurement: unit }),
    gauge(site, `homeassistant/sensor/${name}/state`, everyMs, { mean, swing, decimals, low: 0 })
  ]);
}

function binarySensors(site: Site): Point[] {
  return MOTION.split(' ').flatMap((name) => [
    discovery('binary_sensor', name),
    mode(site, `homeassistant/binary_sensor/${name}/state`, 15_000, {
      usual: 'OFF',
      others: ['ON'],
      leaves: name.endsWith('_motion') ? 0.1 : 0.002,
      returns: 0.7
    })
  ]);
}
