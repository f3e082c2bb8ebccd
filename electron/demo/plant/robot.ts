import { counter } from '../counter';
import { numberIn } from '../command-text';
import type { Device } from '../device';
import { gauge } from '../gauge';
import { mode } from '../mode';
import { acknowledged, fixed, telemetry, type Point } from '../point';
import { RandomWalk } from '../random-walk';
import { reading } from '../reading';
import { rounded } from '../rounded';
import type { Site } from '../site';

const JOINTS = [1, 2, 3, 4, 5, 6] as const;
const TORQUE_NM = [12.4, 8.1, -3.3, 0.7, 2.2, 0.1] as const;

export interface RobotPace {
  readonly poseMs: number;
  readonly torqueMs: number;
  readonly temperatureMs: number;
}

/** A six-axis arm. `<root>/temperature/set` takes `{"setpoint": 65}` or a plain number, 20 to 95 °C. */
export function robot(site: Site, root: string, pace: RobotPace): Device {
  const temperature = temperaturePoint(site, `${root}/temperature`, pace.temperatureMs);
  const random = site.random(root);
  return {
    points: [
      fixed(`${root}/availability`, 'online'),
      fixed(`${root}/serial`, `KR10-${random.whole(10_000, 99_999)}`),
      fixed(`${root}/firmware/version`, `8.${random.whole(3, 6)}.${random.whole(0, 20)}`),
      mode(site, `${root}/state`, 10_000, {
        usual: 'RUNNING',
        others: ['IDLE', 'STARVED', 'BLOCKED'],
        leaves: 0.03,
        returns: 0.4
      }),
      mode(site, `${root}/gripper/state`, 7_000, { usual: 'closed', others: ['open'], leaves: 0.3, returns: 0.6 }),
      gauge(site, `${root}/gripper/pressure`, 12_000, { mean: 5.8, swing: 0.15, decimals: 2, unit: 'bar' }),
      gauge(site, `${root}/motor_current`, 6_000, { mean: 4.8, swing: 0.3, decimals: 2, low: 0.5 }),
      gauge(site, `${root}/cycle_time`, 9_000, { mean: 14.2, swing: 0.5, decimals: 2, unit: 's' }),
      counter(site, `${root}/cycles`, 15_000, { from: 180_000, stepLow: 1, stepHigh: 2 }),
      ...JOINTS.map((joint) =>
        gauge(site, `${root}/joint-${joint}/temperature`, 20_000, { mean: 44 + joint * 2, swing: 1.5, decimals: 1 })
      ),
      posePoint(site, `${root}/pose`, pace.poseMs),
      torquePoint(site, `${root}/joint_torque`, pace.torqueMs),
      temperature.point
    ],
    commands: [
      {
        topic: `${root}/temperature/set`,
        apply(text) {
          const setpoint = numberIn(text, 'setpoint', 20, 95);
          if (setpoint === undefined) return undefined;
          temperature.aim(setpoint);
          return [temperature.point];
        }
      }
    ]
  };
}

function temperaturePoint(site: Site, topic: string, everyMs: number): { point: Point; aim(setpoint: number): void } {
  const random = site.random(topic);
  let setpoint = 65;
  const heat = new RandomWalk(random, { mean: setpoint - 3.5, swing: 0.8, high: 110 });
  const current = new RandomWalk(random, { mean: 4.8, swing: 0.2, low: 0 });
  const recent: number[] = [];
  const sample = (nowMs: number): string => {
    const value = rounded(heat.at(nowMs), 1);
    recent.push(value);
    if (recent.length > 4) recent.shift();
    const fields = {
      value,
      setpoint,
      unit: '°C',
      sensor: 'J3',
      status: value > setpoint + 4 ? 'warning' : 'ok',
      motor_current: rounded(current.at(nowMs), 2),
      calibrated: true,
      window: [...recent]
    };
    return reading(fields, nowMs);
  };
  return {
    point: acknowledged(telemetry(topic, random, everyMs, sample)),
    aim(wanted) {
      setpoint = wanted;
      heat.mean = wanted - 3.5;
    }
  };
}

/** The arm runs round the same path again and again, as a welding robot does. */
function posePoint(site: Site, topic: string, everyMs: number): Point {
  const random = site.random(topic);
  const turn = random.between(0, 2 * Math.PI);
  return telemetry(topic, random, everyMs, (nowMs) => {
    const angle = turn + ((nowMs - site.startMs) / 14_200) * 2 * Math.PI;
    return JSON.stringify({
      x: rounded(412 + 90 * Math.cos(angle), 2),
      y: rounded(-88 + 60 * Math.sin(angle), 2),
      z: rounded(640 + 25 * Math.sin(2 * angle), 2),
      rx: rounded(0.02 * Math.sin(angle), 3),
      ry: rounded(0.015 * Math.cos(angle), 3),
      rz: rounded(Math.sin(angle / 2), 3)
    });
  });
}

function torquePoint(site: Site, topic: string, everyMs: number): Point {
  const random = site.random(topic);
  const walks = TORQUE_NM.map((mean) => new RandomWalk(random, { mean, swing: 0.6 + Math.abs(mean) * 0.08 }));
  return telemetry(topic, random, everyMs, (nowMs) => JSON.stringify(walks.map((walk) => rounded(walk.at(nowMs), 1))));
}
