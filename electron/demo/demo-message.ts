import type { Payload } from './point';

/** One message of the simulation, ready for the broker. */
export interface DemoMessage {
  readonly topic: string;
  /** Empty and retained: clears what the broker keeps [MQTT-3.3.1-10]. */
  readonly payload: Payload;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}
