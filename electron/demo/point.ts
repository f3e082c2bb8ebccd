import { steadily, type Cadence } from './cadence';
import type { Random } from './random';

export type Payload = string | Uint8Array;

/** A data point: one topic of the simulation and how it speaks. */
export interface Point {
  readonly topic: string;
  readonly retain: boolean;
  readonly qos: 0 | 1;
  /** Sent only when it differs from the last one sent. */
  readonly onlyChanges: boolean;
  readonly delayMs: Cadence;
  /** undefined: nothing to say now. */
  sample(nowMs: number): Payload | undefined;
}

type Sample = Point['sample'];

/** Slower than this and a newcomer would stare at an empty row, so the broker keeps the last value. */
const RETAINED_ABOVE_MS = 1_000;

/** Measured values: sent every time. */
export function telemetry(topic: string, random: Random, everyMs: number, sample: Sample): Point {
  return {
    topic,
    retain: everyMs > RETAINED_ABOVE_MS,
    qos: 0,
    onlyChanges: false,
    delayMs: steadily(random, everyMs),
    sample
  };
}

/** A state: retained, sent when it changes; looked at every `everyMs`. */
export function state(topic: string, random: Random, everyMs: number, sample: Sample): Point {
  return { topic, retain: true, qos: 0, onlyChanges: true, delayMs: steadily(random, everyMs), sample };
}

/** Things that happen: never retained. */
export function event(topic: string, delayMs: Cadence, sample: Sample): Point {
  return { topic, retain: false, qos: 0, onlyChanges: false, delayMs, sample };
}

/**
 * The same point at QoS 1. Only for points that are not retained: Aedes 1.2.0 sends retained messages to a wildcard
 * subscriber at their own QoS, not at most at the granted one [MQTT-3.8.4-6].
 */
export function acknowledged(point: Point): Point {
  return point.retain ? point : { ...point, qos: 1 };
}

/** Written once and retained. */
export function fixed(topic: string, payload: Payload): Point {
  return { topic, retain: true, qos: 0, onlyChanges: true, delayMs: () => Infinity, sample: () => payload };
}
