import { steadily } from '../cadence';
import { counter } from '../counter';
import { joined, type Device } from '../device';
import { gauge } from '../gauge';
import { mode } from '../mode';
import { event, fixed, type Point } from '../point';
import type { Site } from '../site';
import { cell } from './cell';
import { firmwareTransfer } from './firmware-transfer';
import { plcLog } from './plc-log';

interface Line {
  readonly number: number;
  readonly cells: number;
  /** Every how many cells a second arm stands. */
  readonly secondArmEvery: number;
}

const USUAL_PACE = { poseMs: 2_500, torqueMs: 6_000, temperatureMs: 3_000 };
/** Line 2 is the one people look at first: its arms are sampled faster. */
const QUICK_PACE = { poseMs: 400, torqueMs: 1_000, temperatureMs: 1_000 };

export function line(site: Site, plantRoot: string, { number, cells, secondArmEvery }: Line): Device {
  const root = `${plantRoot}/line-${number}`;
  const pace = number === 2 ? QUICK_PACE : USUAL_PACE;
  const devices = Array.from({ length: cells }, (_, index) => {
    const robots = index % secondArmEvery === 0 ? ['robot-a', 'robot-b'] : ['robot-a'];
    return cell(site, `${root}/cell-${String(index + 1).padStart(2, '0')}`, { robots, pace });
  });
  const points: Point[] = [
    mode(site, `${root}/state`, 20_000, { usual: 'RUNNING', others: ['SLOW', 'STOPPED'], leaves: 0.02, returns: 0.4 }),
    fixed(`${root}/order`, JSON.stringify({ order: `A-${4_700 + number}`, product: 'door frame', quantity: 2_400 })),
    fixed(`${root}/shift`, 'early'),
    counter(site, `${root}/output`, 10_000, { from: 9_000, stepLow: 1, stepHigh: 3 }),
    gauge(site, `${root}/compressed_air`, 4_000, { mean: 6.2, swing: 0.1, decimals: 2, unit: 'bar' }),
    gauge(site, `${root}/hall_temperature`, 15_000, { mean: 22.5, swing: 0.7, decimals: 1, unit: '°C' }),
    gauge(site, `${root}/noise`, 2_000, { mean: 78, swing: 2, decimals: 1 }),
    plcLog(site, `${root}/plc/log`, cells),
    event(
      `${root}/cell-04/robot-a/firmware_chunk`,
      steadily(site.random(`${root}/chunk`), 2_000),
      firmwareTransfer(site.random(`${root}/firmware`))
    )
  ];
  return joined([{ points, commands: [] }, ...devices]);
}
