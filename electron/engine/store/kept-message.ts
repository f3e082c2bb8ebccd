import type { MessageFacts, MessageProperties } from '#contract/message';
import type { Arrival } from './arrival';
import type { TopicHistory } from './topic-history';

/** What one message costs beside its bytes: its object, its array and its places in two lists, measured in Node 20. */
const messageOverheadBytes = 256;
const adoptedPayloadBytes = 1_048_576;

/** One message in memory. It owns its bytes: nothing in it views a socket chunk or Node's buffer pool. */
export class KeptMessage {
  readonly seq: number;
  readonly receivedAtMs: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly payload: Uint8Array;
  readonly properties: MessageProperties | null;
  /** Bytes it is charged with against the budget. */
  readonly costBytes: number;
  readonly topic: TopicHistory<KeptMessage>;
  /** The history's own mark: its sweep went past this message while it was its topic's newest. */
  passed = false;

  constructor(seq: number, topic: TopicHistory<KeptMessage>, arrival: Arrival) {
    this.seq = seq;
    this.topic = topic;
    this.receivedAtMs = arrival.receivedAtMs;
    this.qos = arrival.qos;
    this.retain = arrival.retain;
    this.duplicate = arrival.duplicate;
    this.payload = ownBytes(arrival.payload);
    this.properties = arrival.properties && ownProperties(arrival.properties);
    this.costBytes = messageOverheadBytes + this.payload.byteLength + propertiesBytes(this.properties);
  }

  get facts(): MessageFacts {
    return {
      seq: this.seq,
      receivedAtMs: this.receivedAtMs,
      qos: this.qos,
      retain: this.retain,
      duplicate: this.duplicate,
      sizeBytes: this.payload.byteLength,
      properties: this.properties
    };
  }
}

/** Keeping a subarray of a 64 KB socket chunk keeps the whole chunk alive (facts/limits.md 5): copy to an exact size. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength < adoptedPayloadBytes || bytes.byteLength !== bytes.buffer.byteLength) {
    return new Uint8Array(bytes);
  }
  return new Uint8Array(bytes.buffer);
}

function ownProperties(properties: MessageProperties): MessageProperties {
  const { correlationData } = properties;
  return correlationData ? { ...properties, correlationData: new Uint8Array(correlationData) } : properties;
}

function propertiesBytes(properties: MessageProperties | null): number {
  if (!properties) return 0;
  let bytes = 128 + 8 * properties.subscriptionIds.length;
  bytes += 2 * (properties.contentType?.length ?? 0) + 2 * (properties.responseTopic?.length ?? 0);
  bytes += properties.correlationData?.byteLength ?? 0;
  for (const [name, value] of properties.userProperties) bytes += 64 + 2 * (name.length + value.length);
  return bytes;
}
