import type { MessageProperties } from '#contract/message';
import { variableLength, variableLengthBytes } from './variable-length';

/** The properties a PUBLISH may have, by identifier [MQTT5 3.3.2.3]. */
const payloadFormat = 0x01;
const messageExpiry = 0x02;
const contentType = 0x03;
const responseTopic = 0x08;
const correlationData = 0x09;
const subscriptionId = 0x0b;
const topicAlias = 0x23;
const userProperty = 0x26;

/** Read of a message: more is hostile, and 256 MB of empty user properties would be gigabytes of pairs. */
const mostBytesRead = 1_000_000;
const mostListed = 1_000;

// A byte order mark is part of the text [MQTT-1.5.4-3].
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * What is wrong with the properties of a PUBLISH; null: nothing. Called for every message that has some: allocates nothing.
 * `aliases`: the broker was allowed some.
 */
export function propertiesFlaw(bytes: Uint8Array, start: number, end: number, aliases: boolean): string | null {
  let seen = 0;
  let aliased = false;
  let at = start;
  while (at < end) {
    const id = bytes[at] ?? 0;
    if (id === topicAlias) {
      // [MQTT-3.1.2-26]
      if (!aliases) return 'topic alias';
      if (aliased) return 'repeated property';
      aliased = true;
    }
    const next = propertyEnd(bytes, at, end);
    if (next === unknown) return 'unknown property';
    if (next === tooShort) return 'property beyond its packet';
    // An alias has no bit of 32; it is counted above.
    if (id !== subscriptionId && id !== userProperty && id !== topicAlias) {
      if ((seen & (1 << id)) !== 0) return 'repeated property';
      seen |= 1 << id;
    }
    at = next;
  }
  return null;
}

/** The topic alias among properties `propertiesFlaw` found nothing wrong with; -1: none. Allocates nothing. */
export function topicAliasOf(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at >= 0 && at < end; at = propertyEnd(bytes, at, end)) {
    if (bytes[at] === topicAlias) return word(bytes, at + 1);
  }
  return -1;
}

/**
 * The properties of a PUBLISH, without their length, out of bytes that `propertiesFlaw` found nothing wrong with.
 * All is copied; of other bytes it gives what stands before the flaw. Bounded: what begins in the first megabyte, and of
 * user properties and subscription identifiers the first thousand each.
 */
export function readProperties(bytes: Uint8Array): MessageProperties {
  let payloadIsUtf8: boolean | null = null;
  let messageExpirySeconds: number | null = null;
  let contentTypeText: string | null = null;
  let responseTopicText: string | null = null;
  let correlation: Uint8Array | null = null;
  let aliasNumber: number | null = null;
  const subscriptionIds: number[] = [];
  const userProperties: [string, string][] = [];
  let userPropertyCount = 0;
  let at = 0;
  while (at < bytes.length && at < mostBytesRead) {
    const next = propertyEnd(bytes, at, bytes.length);
    if (next < 0) break;
    const value = at + 1;
    switch (bytes[at]) {
      case payloadFormat:
        payloadIsUtf8 = bytes[value] === 1;
        break;
      case messageExpiry:
        messageExpirySeconds = word(bytes, value) * 65_536 + word(bytes, value + 2);
        break;
      case contentType:
        contentTypeText = text(bytes, value);
        break;
      case responseTopic:
        responseTopicText = text(bytes, value);
        break;
      case correlationData:
        correlation = new Uint8Array(bytes.subarray(value + 2, next));
        break;
      case subscriptionId:
        if (subscriptionIds.length < mostListed) subscriptionIds.push(variableLength(bytes, value, next - value));
        break;
      case topicAlias:
        aliasNumber = word(bytes, value);
        break;
      default:
        userPropertyCount += 1;
        if (userProperties.length === mostListed) break;
        userProperties.push([text(bytes, value), text(bytes, value + 2 + word(bytes, value))]);
    }
    at = next;
  }
  return {
    payloadIsUtf8,
    messageExpirySeconds,
    contentType: contentTypeText,
    responseTopic: responseTopicText,
    correlationData: correlation,
    subscriptionIds,
    userProperties,
    userPropertyCount,
    readToEnd: at >= bytes.length,
    topicAlias: aliasNumber
  };
}

const unknown = -1;
const tooShort = -2;

/** Where the property at `at` ends, or `unknown`, or `tooShort`. */
function propertyEnd(bytes: Uint8Array, at: number, end: number): number {
  let next: number;
  switch (bytes[at]) {
    case payloadFormat:
      next = at + 2;
      break;
    case messageExpiry:
      next = at + 5;
      break;
    case topicAlias:
      next = at + 3;
      break;
    case contentType:
    case responseTopic:
    case correlationData:
      next = counted(bytes, at + 1, end);
      break;
    case userProperty:
      next = counted(bytes, at + 1, end);
      if (next >= 0) next = counted(bytes, next, end);
      break;
    case subscriptionId: {
      const size = variableLengthBytes(bytes, at + 1, end);
      next = size > 0 ? at + 1 + size : tooShort;
      break;
    }
    default:
      return unknown;
  }
  return next > end ? tooShort : next;
}

/** The end of bytes with a two-byte count before them. */
function counted(bytes: Uint8Array, at: number, end: number): number {
  return at + 2 > end ? tooShort : at + 2 + word(bytes, at);
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

function text(bytes: Uint8Array, at: number): string {
  return decoder.decode(bytes.subarray(at + 2, at + 2 + word(bytes, at)));
}
