import type { MqttClient } from 'mqtt';
import type { Clock } from './clock';

/** Well before the ping that MQTT.js itself sends at 1.0. */
const share = 0.45;

/**
 * MQTT.js does not count received messages as life, and under load PINGRESP waits behind them until it gives up. While
 * bytes arrive, this pings early and starts its wait over (limits.md 9). A silent link is left to MQTT.js' 1.5 x keepalive.
 */
export function keepAlive(client: MqttClient, seenBytes: () => number, clock: Clock): () => void {
  let before = seenBytes();
  let cancel = (): void => {};
  const next = (): void => {
    cancel = clock.after(client.keepalive * 1_000 * share, () => {
      const now = seenBytes();
      if (now !== before && client.connected) {
        client.sendPing();
        client.reschedulePing(true);
      }
      before = seenBytes();
      next();
    });
  };
  if (client.keepalive > 0) next();
  return () => cancel();
}
