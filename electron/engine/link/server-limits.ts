import type { IConnackPacket } from 'mqtt';
import { failure, type Failure } from '#contract/failure';
import { publishFailure } from './link-failure';

/** A message to send, as the link sees it. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** At most 65,535 bytes [MQTT5 3.3.2.3.6]; null: none. Left out where MQTT 3.1.1 is spoken. */
  readonly correlationData: Uint8Array | null;
}

/** What a broker said in CONNACK it takes [MQTT5 3.2.2.3.3 to 3.2.2.3.6]: checked here, as it closes the link otherwise. */
export class ServerLimits {
  readonly #maximumPacketSize: number;
  readonly #maximumQoS: number;
  readonly #retainAvailable: boolean;
  readonly #receiveMaximum: number;
  readonly #version5: boolean;

  constructor(properties: NonNullable<IConnackPacket['properties']>, version5: boolean) {
    this.#version5 = version5;
    this.#maximumPacketSize = properties.maximumPacketSize ?? Number.POSITIVE_INFINITY;
    this.#receiveMaximum = properties.receiveMaximum ?? 65_535;
    this.#maximumQoS = properties.maximumQoS ?? 2;
    this.#retainAvailable = properties.retainAvailable ?? true;
  }

  /** Null when the broker takes it; `underWay` counts QoS 1 and 2 messages it has not acknowledged [MQTT-3.3.4-9]. */
  refusal(message: OutgoingMessage, underWay: number): Failure | null {
    const { topic } = message;
    if (this.#packetBytes(message) > this.#maximumPacketSize) {
      const facts = { bytes: message.payload.length, limitBytes: this.#maximumPacketSize };
      return failure('payload-too-large', '0x95', { topic, outgoing: 1, ...facts });
    }
    if (message.qos > this.#maximumQoS) return publishFailure(topic, { reasonCode: 0x9b });
    if (message.retain && !this.#retainAvailable) return publishFailure(topic, { reasonCode: 0x9a });
    if (message.qos > 0 && underWay >= this.#receiveMaximum) {
      return failure('publish-refused', '0x93', { topic, unacknowledged: underWay });
    }
    return null;
  }

  #packetBytes(message: OutgoingMessage): number {
    const remaining =
      2 +
      Buffer.byteLength(message.topic) +
      (message.qos > 0 ? 2 : 0) +
      (this.#version5 ? propertiesBytes(message) : 0) +
      message.payload.length;
    return 1 + variableIntegerBytes(remaining) + remaining;
  }
}

/** Their own length included [MQTT5 2.2.2]. */
function propertiesBytes({ correlationData }: OutgoingMessage): number {
  // An identifier of one byte and a length of two.
  const bytes = correlationData === null ? 0 : 3 + correlationData.length;
  return variableIntegerBytes(bytes) + bytes;
}

/** [MQTT5 1.5.5] */
function variableIntegerBytes(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
}
