import type { Decoding } from '#contract/decoding';
import type { ShownFacts, ShownProperties, ShownText } from '#contract/message';
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
  /** What came, where it is not what is shown. */
  readonly copied?: string;
}

/** Of a character whose first half is cut off. */
const secondHalf = /^[\udc00-\udfff]/;

const plain = (name: string, value: string): PropertyLine => ({ name, value, mono: false });
const wire = (name: string, value: string): PropertyLine => ({ name, value, mono: true });

/** The PUBLISH packet's own facts [MQTT5 3.3.1]. */
export function packetLines(facts: ShownFacts, subscriptions: readonly Subscription[]): PropertyLine[] {
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
  { receivedAtMs, properties }: Pick<ShownFacts, 'receivedAtMs'> & { readonly properties: ShownProperties },
  decoding: Pick<Decoding, 'reason'>,
  nowMs: number
): PropertyLine[] {
  const lines: PropertyLine[] = [];
  const { payloadIsUtf8, messageExpirySeconds, responseTopic, correlationData, contentType, topicAlias, published } =
    properties;
  if (payloadIsUtf8 !== null)
    lines.push(plain(words.payloadFormat, payloadIsUtf8 ? words.utf8 : words.unspecifiedBytes));
  if (contentType !== null) {
    const used = decoding.reason.kind === 'content-type' ? [decodingWords.usedForDecoding] : [];
    lines.push(came(words.contentType, contentType, published.contentType, used));
  }
  if (messageExpirySeconds !== null) {
    const leftMs = receivedAtMs + messageExpirySeconds * 1_000 - nowMs;
    const note = leftMs > 0 ? words.expiryLeft(formatTimeLeft(leftMs)) : words.expired;
    lines.push({ ...plain(words.expiry, words.expirySeconds(formatWhole(messageExpirySeconds))), note });
  }
  if (responseTopic !== null) {
    const line = came(words.responseTopic, responseTopic, published.responseTopic);
    lines.push({ ...line, ends: topicEnds(responseTopic.text) });
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
export function userLines({ userProperties }: Pick<ShownProperties, 'userProperties'>): PropertyLine[] {
  return userProperties.map(([name, value]) => {
    const { text } = value;
    const notes = [...partNotes(name, words.namePartShown), ...partNotes(value, words.partShown)];
    const line = { ...wire(name.text, text), ...(notes.length > 0 ? { note: notes.join(', ') } : {}) };
    if (text.length <= 30) return line;
    const tail = text.slice(-14).replace(secondHalf, '');
    return { ...line, ends: { head: text.slice(0, text.length - tail.length), tail } };
  });
}

/** How many properties came, those that are not shown included. */
export function propertyCount({ userPropertyCount, subscriptionIds, ...properties }: ShownProperties): number {
  const { payloadIsUtf8, messageExpirySeconds, contentType, responseTopic, correlationData, topicAlias } = properties;
  const single = [payloadIsUtf8, messageExpirySeconds, contentType, responseTopic, correlationData, topicAlias];
  return single.filter((value) => value !== null).length + userPropertyCount + (subscriptionIds.length > 0 ? 1 : 0);
}

/** Lines for the clipboard, as they came. */
export function copiedLines(lines: readonly PropertyLine[]): string {
  return lines.map(({ name, value, copied = value }) => `${name}\t${copied}`).join('\n');
}

/** How many user properties came, and how many of them are shown. */
export function userCount(
  properties: Pick<ShownProperties, 'userProperties' | 'userPropertyCount' | 'readToEnd'>
): string {
  const shown = formatWhole(properties.userProperties.length);
  const all = formatWhole(properties.userPropertyCount);
  if (!properties.readToEnd) return words.inOrderOfOver(shown, all);
  return properties.userPropertyCount > properties.userProperties.length
    ? words.inOrderOf(shown, all)
    : words.inOrder(all);
}

function came(name: string, shown: ShownText, copied: string | null, notes: readonly string[] = []): PropertyLine {
  const all = [...notes, ...partNotes(shown, words.partShown)];
  return {
    ...wire(name, shown.text),
    ...(all.length > 0 ? { note: all.join(', ') } : {}),
    ...(copied !== null && copied !== shown.text ? { copied } : {})
  };
}

function partNotes({ characters, shownCharacters }: ShownText, say: (shown: string, all: string) => string): string[] {
  return shownCharacters < characters ? [say(formatWhole(shownCharacters), formatWhole(characters))] : [];
}
