import type { MqttClient } from 'mqtt';
import type { Clock } from './clock';

/** Well before the ping that MQTT.js itself sends at 1.0. */
const share = 0.45;

export interface KeepaliveParts {
  readonly client: MqttClient;
  readonly clock: Clock;
  /** Bytes read from the network so far. */
  readonly socketBytes: () => number;
  /** We ourselves do not read: a PINGRESP may lie in the socket. */
  readonly holding: () => boolean;
  /** Nothing came for 1.5 x keepalive. */
  readonly timedOut: () => void;
}

/**
 * MQTT.js does not count received messages as life, and under load PINGRESP waits behind them until it gives up. While
 * bytes arrive, or nobody can tell, this pings early and starts its wait over (limits.md 9). A silent link is left to
 * MQTT.js' 1.5 x keepalive. The answer ends it.
 */
export function keepAlive({ client, clock, socketBytes, holding, timedOut }: KeepaliveParts): () => void {
  let before = socketBytes();
  let ended = false;
  let cancel = (): void => {};
  const ping = (): void => {
    client.sendPing();
    client.reschedulePing(true);
  };
  const next = (): void => {
    cancel = clock.after(client.keepalive * 1_000 * share, () => {
      if ((socketBytes() !== before || holding()) && client.connected) ping();
      before = socketBytes();
      next();
    });
  };
  client.onKeepaliveTimeout = () => {
    // A process that stood still finds its timers due before it has read what came meanwhile: one turn of the loop does.
    const then = socketBytes();
    setImmediate(() => {
      if (ended) return;
      if (socketBytes() !== then || holding()) ping();
      else timedOut();
    });
  };
  if (client.keepalive > 0) next();
  return () => {
    ended = true;
    cancel();
  };
}
