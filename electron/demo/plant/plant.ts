import { joined, type Device } from '../device';
import type { Site } from '../site';
import { alarms } from './alarms';
import { dryingOven } from './drying-oven';
import { gateway } from './gateway';
import { line } from './line';
import { press } from './press';
import { shiftReport } from './shift-report';
import { sparkplugEdge } from './sparkplug-edge';
import { thermalCamera } from './thermal-camera';
import { vibration } from './vibration';

const ROOT = 'factory/leipzig';

/** The simulated plant: three lines of cells with arms, conveyors and cameras. */
export function plant(site: Site): Device {
  return joined([
    line(site, ROOT, { number: 1, cells: 7, secondArmEvery: 3 }),
    line(site, ROOT, { number: 2, cells: 5, secondArmEvery: 4 }),
    line(site, ROOT, { number: 3, cells: 7, secondArmEvery: 4 }),
    {
      points: [
        ...alarms(site, `${ROOT}/alarms`),
        ...gateway(site, `${ROOT}/gateway-1`),
        ...gateway(site, `${ROOT}/gateway-3`),
        ...vibration(site, `${ROOT}/line-3/cell-05/spindle/vibration`),
        dryingOven(site, `${ROOT}/line-1/drying-oven/climate`),
        press(site, `${ROOT}/line-3/press/telemetry`),
        shiftReport(site, `${ROOT}/line-2/shift-report`),
        thermalCamera(site, `${ROOT}/line-2/cell-03/thermal-camera/snapshot`),
        ...sparkplugEdge(site, 'Leipzig', 'utilities', 'compressor-1')
      ],
      commands: []
    }
  ]);
}
