import type { Decoding } from '#contract/decoding';
import type { MessageFacts, MessageProperties } from '#contract/message';
import type { Subscription } from '#contract/subscription';
import { decodingWords } from '#contract/words/decoding';
import { inspectorWords as words } from '#contract/words/inspector';
import { hexBytes } from '../../format/hex-bytes';
import { formatWhole } from '../../format/numbers';
import { formatSize } from '../../format/sizes';
import { topicEnds, type TopicEnds } from '../../format/topic-ends';
import { formatDay, formatMicroseconds } from '../../format/times';
import { formatTimeLeft } from '../../format/time-left';

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
export function packetLines(facts: MessageFacts, subscriptions: readonly Subscription[]): PropertyLine[] {
  const { receivedAtMs, qos, retain, duplicate, packetId, sizeBytes, propertiesBytes, properties } = facts;
  const lines = [
    plain(words.receivedName, `${formatDay(receivedAtMs)} ${formatMicroseconds(receivedAtMs)}`),
    plain(words.qosName, words.qosMeaning(qos) ?? ''),
    plain(words.retainedName, retain ? words.retainedYes : words.retainedNo),
    plain(words.duplicateName, duplicate ? words.duplicateYes : words.no)
  ];
  if (packetId !== null) lines.push(plain(words.packetId, formatWhole(packetId)));
  const payload = formatSize(sizeBytes);
  const size = propertiesBytes > 0 ? words.sizeBoth(payload, formatSize(propertiesBytes)) : words.size(payload);
  lines.push(plain(words.sizeName, size));
  for (const id of properties?.subscriptionIds ?? []) {
    // The profile may have changed since: then the identifier is all that is known.
    const filter = subscriptions.find(({ subscriptionId }) => subscriptionId === id)?.filter;
    if (filter !== undefined) lines.push({ ...wire(words.matchedBy, filter), note: words.identifier(String(id)) });
  }
  return lines;
}

/** Its MQTT 5 properties but for the user's [MQTT5 3.3.2.3], in the order of the standard. */
export function mqtt5Lines(
  { receivedAtMs, properties }: Pick<MessageFacts, 'receivedAtMs'> & { readonly properties: MessageProperties },
  decoding: Pick<Decoding, 'reason'>,
  nowMs: number
): PropertyLine[] {
  const lines: PropertyLine[] = [];
  const { payloadIsUtf8, messageExpirySeconds, responseTopic, correlationData, contentType, topicAlias } = properties;
  if (payloadIsUtf8 !== null)
    lines.push(plain(words.payloadFormat, payloadIsUtf8 ? words.utf8 : words.unspecifiedBytes));
  if (contentType !== null) {
    const line = wire(words.contentType, contentType);
    lines.push(decoding.reason.kind === 'content-type' ? { ...line, note: decodingWords.usedForDecoding } : line);
  }
  if (messageExpirySeconds !== null) {
    const leftMs = receivedAtMs + messageExpirySeconds * 1_000 - nowMs;
    const note = leftMs > 0 ? words.expiryLeft(formatTimeLeft(leftMs)) : words.expired;
    lines.push({ ...plain(words.expiry, words.expirySeconds(formatWhole(messageExpirySeconds))), note });
  }
  if (responseTopic !== null) {
    lines.push({ ...wire(words.responseTopic, responseTopic), ends: topicEnds(responseTopic) });
  }
  if (correlationData !== null) {
    const note = formatSize(correlationData.length);
    lines.push({ ...wire(words.correlationData, hexBytes(correlationData)), note });
  }
  if (properties.subscriptionIds.length > 0) {
    lines.push(plain(words.subscriptionIds, properties.subscriptionIds.map(String).join(', ')));
  }
  if (topicAlias !== null) lines.push(plain(words.topicAlias, formatWhole(topicAlias)));
  return lines;
}

/** The user properties in received order, duplicates kept; the end of a long value tells as much as its start. */
export function userLines(properties: MessageProperties): PropertyLine[] {
  return properties.userProperties.map(([name, value]) => {
    if (value.length <= 30) return wire(name, value);
    return { ...wire(name, value), ends: { head: value.slice(0, -14), tail: value.slice(-14) } };
  });
}
