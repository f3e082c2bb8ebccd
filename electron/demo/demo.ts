import { startBroker } from './broker';
import type { DemoMessage } from './demo-message';
import { FlakyDevice } from './flaky-device';
import { Simulation } from './simulation';

export interface Demo {
  readonly port: number;
  /** Every topic the demo itself ever writes to. */
  readonly topics: readonly string[];
  close(): Promise<void>;
}

interface DemoOptions {
  /** Tried in order; 0 is any free port. */
  readonly ports: readonly number[];
  readonly seed: number;
  /** The wall clock, ms. */
  nowMs(): number;
}

const TICK_MS = 50;

/** Broker, simulated plant and home, and the device that comes and goes. Every retained topic is there before it returns. */
export async function startDemo({ ports, seed, nowMs }: DemoOptions): Promise<Demo> {
  const broker = await startBroker(ports);
  const startMs = nowMs();
  const simulation = new Simulation(seed, startMs);
  await Promise.all(simulation.nextMessages(startMs).map((message) => broker.publish(message)));

  const device = new FlakyDevice(broker.port, 'factory/leipzig/gateway-2', startMs);
  device.tick(startMs);
  broker.onReceived((topic, payload) => {
    for (const answer of simulation.command(topic, payload, nowMs())) void broker.publish(answer);
  });
  const ticking = setInterval(() => {
    const tickMs = nowMs();
    device.tick(tickMs);
    for (const message of inDeliveryOrder(simulation.nextMessages(tickMs))) void broker.publish(message);
  }, TICK_MS);

  return {
    port: broker.port,
    topics: [...simulation.topics, ...device.topics],
    async close() {
      clearInterval(ticking);
      await device.end();
      await broker.close();
    }
  };
}

/**
 * Those at QoS 0 first. Aedes numbers messages as they are published, passes on those at QoS 0 at once and the others a turn
 * later, and takes a number below one that has passed for a duplicate (1.2.0, lib/client.js): it would drop them.
 */
function inDeliveryOrder(messages: readonly DemoMessage[]): DemoMessage[] {
  return messages.toSorted((one, other) => one.qos - other.qos);
}
