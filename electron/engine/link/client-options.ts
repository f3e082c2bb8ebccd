import { randomBytes } from 'node:crypto';
import type { IClientOptions } from 'mqtt';
import type { LinkConfig } from './link-config';
import { linkLimits } from './link-limits';

/** MQTT.js' own limit is longer than ours and never the one that fires. */
const connectTimeoutMs = 120_000;

/** MQTT.js does one attempt and no more: reconnecting, resubscribing and time limits are the supervisor's. */
export function clientOptions(config: LinkConfig): IClientOptions & { clientId: string } {
  const { fields, password, budgets } = config;
  const version5 = fields.mqttVersion === '5';
  // [MQTT-3.1.2-22]: 3.1.1 allows a password only beside a user name, be it empty.
  const username = fields.username !== '' ? fields.username : password !== null ? '' : null;
  return {
    protocolVersion: version5 ? 5 : 4,
    clientId: fields.clientId || `treeline-${randomBytes(4).toString('hex')}`,
    clean: true,
    keepalive: linkLimits.keepaliveSeconds,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: connectTimeoutMs,
    queueQoSZero: false,
    // Left out, MQTT.js formats a debug text per packet: a third of its time (limits.md 3).
    log: () => {},
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(version5
      ? {
          properties: {
            receiveMaximum: linkLimits.receiveMaximum,
            maximumPacketSize: budgets.maxPayloadBytes + linkLimits.headerRoomBytes
          }
        }
      : {})
  };
}
