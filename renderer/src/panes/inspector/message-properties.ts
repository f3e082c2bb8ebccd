import type { MessageFacts, MessageProperties } from '#contract/message';
import { inspectorWords as words } from '#contract/words/inspector';
import { hexBytes } from '../../format/hex-bytes';
import { formatWhole } from '../../format/numbers';
import { formatSize } from '../../format/sizes';
import { topicEnds, type TopicEnds } from '../../format/topic-ends';
import { formatDay, formatTime } from '../../format/times';

/** One line of the Properties tab. `mono`: it came over the wire. */
export interface PropertyLine {
  readonly name: string;
  readonly value: string;
  readonly mono: boolean;
  /** Where a long value is shortened in the middle instead of at its end. */
  readonly ends?: TopicEnds;
  /** Said behind the value, more quietly. */
  readonly note?: string;
}

const plain = (name: string, value: string): PropertyLine => ({ name, value, mono: false });
const wire = (name: string, value: string): PropertyLine => ({ name, value, mono: true });

/** The PUBLISH packet's own facts [MQTT5 3.3.1]. */
export function packetLines(facts: MessageFacts): PropertyLine[] {
  return [
    plain(words.receivedName, `${formatDay(facts.receivedAtMs)} ${formatTime(facts.receivedAtMs)}`),
    plain(words.qosName, words.qosMeaning(facts.qos) ?? ''),
    plain(words.retainedName, facts.retain ? words.retainedYes : words.retainedNo),
    plain(words.duplicateName, facts.duplicate ? words.duplicateYes : words.no),
    plain(words.sizeName, words.size(formatSize(facts.sizeBytes)))
  ];
}

/** Its MQTT 5 properties but for the user's [MQTT5 3.3.2.3], in the order of the standard. */
export function mqtt5Lines(properties: MessageProperties): PropertyLine[] {
  const lines: PropertyLine[] = [];
  const { payloadIsUtf8, messageExpirySeconds, responseTopic, correlationData, contentType } = properties;
  if (payloadIsUtf8 !== null)
    lines.push(plain(words.payloadFormat, payloadIsUtf8 ? words.utf8 : words.unspecifiedBytes));
  if (contentType !== null) lines.push(wire(words.contentType, contentType));
  if (messageExpirySeconds !== null) {
    lines.push(plain(words.expiry, words.expirySeconds(formatWhole(messageExpirySeconds))));
  }
  if (responseTopic !== null) {
    lines.push({ ...wire(words.responseTopic, responseTopic), ends: topicEnds(responseTopic) });
  }
  if (correlationData !== null) {
    const note = formatSize(correlationData.length);
    lines.push({ ...wire(words.correlationData, hexBytes(correlationData)), note });
  }
  if (properties.subscriptionIds.length > 0) {
    lines.push(plain(words.matchedBy, properties.subscriptionIds.map(String).join(', ')));
  }
  return lines;
}

/** The user properties in received order, duplicates kept; the end of a long value tells as much as its start. */
export function userLines(properties: MessageProperties): PropertyLine[] {
  return properties.userProperties.map(([name, value]) => {
    if (value.length <= 30) return wire(name, value);
    return { ...wire(name, value), ends: { head: value.slice(0, -14), tail: value.slice(-14) } };
  });
}
