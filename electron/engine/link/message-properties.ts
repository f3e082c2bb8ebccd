import type { IPublishPacket } from 'mqtt';
import type { MessageProperties } from '#contract/message';

/**
 * MQTT.js' properties of a PUBLISH as ours [MQTT5 3.3.2.3].
 * MQTT.js groups user properties by name: duplicates keep their order within a name, not between names.
 */
export function messageProperties(from: IPublishPacket['properties']): MessageProperties | null {
  if (from === undefined) return null;
  const subscriptionIds = from.subscriptionIdentifier ?? [];
  return {
    payloadIsUtf8: from.payloadFormatIndicator ?? null,
    messageExpirySeconds: from.messageExpiryInterval ?? null,
    contentType: from.contentType ?? null,
    responseTopic: from.responseTopic ?? null,
    correlationData: from.correlationData === undefined ? null : new Uint8Array(from.correlationData),
    subscriptionIds: Array.isArray(subscriptionIds) ? subscriptionIds : [subscriptionIds],
    userProperties: Object.entries(from.userProperties ?? {}).flatMap(([name, values]) =>
      (Array.isArray(values) ? values : [values]).map((value): [string, string] => [name, value])
    )
  };
}
