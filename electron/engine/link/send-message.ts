import type { MqttClient, Packet } from 'mqtt';
import { fail, succeed, type Result } from '#contract/failure';
import { publishFailure, reasonCodeOf, type BrokerReason } from './link-failure';
import type { OutgoingMessage } from './server-limits';

/** What settled a send: `reasonCode` 0 or 0x10 (no matching subscribers); 0 where MQTT has none. */
export interface Acknowledgement {
  readonly reasonCode: number;
}

/** A send under way. */
export interface Sending {
  /** The link ended first: settles as publish-unanswered. */
  lost(): void;
  /** Nobody waits any more: nothing is settled. MQTT.js goes on with it, as a late PUBREC wants its PUBREL [MQTT-4.3.3-1]. */
  forget(): void;
}

/** Sends over a client that is online. `answered` is called at most once, never before this returns. */
export function sendMessage(
  client: MqttClient,
  message: OutgoingMessage,
  answered: (result: Result<Acknowledgement>) => void
): Sending {
  const { topic, payload, qos, retain, correlationData } = message;
  let messageId: number | null = null;
  let reason: BrokerReason = { reasonCode: 0 };
  let open = true;
  const finish = (): boolean => {
    const was = open;
    open = false;
    client.off('packetreceive', onPacket);
    return was;
  };
  const settle = (result: Result<Acknowledgement>): void => {
    if (finish()) queueMicrotask(() => answered(result));
  };
  const lost = (): void => settle(fail('publish-unanswered', '', { topic, closed: 1 }));
  // MQTT.js' callback knows the code only when it is an error; 0x10 comes from here.
  const onPacket = (packet: Packet): void => {
    if ((packet.cmd !== 'puback' && packet.cmd !== 'pubrec') || packet.messageId !== messageId) return;
    reason = { reasonCode: packet.reasonCode ?? 0, reasonString: packet.properties?.reasonString };
  };
  if (qos > 0) client.on('packetreceive', onPacket);
  const properties =
    correlationData !== null && client.options.protocolVersion === 5
      ? { properties: { correlationData: bufferOf(correlationData) } }
      : {};
  client.publish(topic, bufferOf(payload), { qos, retain, ...properties }, (error) => {
    if (!error) return settle(succeed({ reasonCode: reason.reasonCode }));
    const reasonCode = reasonCodeOf(error);
    if (reasonCode === null) return lost();
    settle({ ok: false, failure: publishFailure(topic, { ...reason, reasonCode }) });
  });
  if (qos > 0) messageId = client.getLastMessageId();
  return {
    lost,
    forget: () => void finish()
  };
}

/** The same bytes, not a copy. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** QoS 1 and 2 messages sent and not settled by the broker, those that nobody waits for included. */
export function unacknowledged(client: MqttClient): number {
  return Object.values(client.outgoing).filter(({ cmd }) => cmd === 'publish').length;
}
