import type { Point } from './point';

/** A topic that can be written to. */
export interface Command {
  readonly topic: string;
  /** Takes the payload as text and returns the points to send at once; undefined when it is no such command. */
  apply(text: string, nowMs: number): readonly Point[] | undefined;
}

/** Something in the plant or the home: what it says and what it obeys. */
export interface Device {
  readonly points: readonly Point[];
  readonly commands: readonly Command[];
}

export function joined(devices: readonly Device[]): Device {
  return {
    points: devices.flatMap((device) => device.points),
    commands: devices.flatMap((device) => device.commands)
  };
}
