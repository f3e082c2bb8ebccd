import type { LastWill } from '#contract/last-will';
import { connectBounds } from '#contract/limits';
import type { Mqtt5Options } from '#contract/mqtt5-options';
import type { UserProperties } from '#contract/user-property';
import { topicNameProblem } from '#contract/topic';
import { readBoundedJson } from './bounded-json';
import { boundedNumber, boundedUserProperties, fitsMqttString } from './field-bounds';
import { asFlag, asNumber, asText, JsonEntry } from './json-entry';
import type { ProblemList } from './problem-list';

const seconds = { min: 0, max: connectBounds.longestExpirySeconds };
const longestWillText = { contentType: 1_000, correlationData: 16_000 };

interface MqttxSession {
  readonly clean: boolean;
  readonly isVersion5: boolean;
}

/** What CONNECT carries in MQTT 5. Newer files nest it under `properties`, older ones have it beside the host. */
export function readMqttxProperties(entry: JsonEntry, session: MqttxSession, problems: ProblemList): Mqtt5Options {
  const at = nestedOrBeside(entry);
  const bounded = (key: string, bounds: { readonly min: number; readonly max: number }): number | null =>
    boundedNumber(asNumber(at(key)), bounds, key, problems);
  // Nothing said, and a session that is to be kept: MQTTX then asks for one without an end.
  const usualExpiry = session.isVersion5 && !session.clean ? connectBounds.longestExpirySeconds : null;
  const method = asText(at('authenticationMethod')) ?? '';
  return {
    sessionExpirySeconds: bounded('sessionExpiryInterval', seconds) ?? usualExpiry,
    // 0 is refused by the protocol; MQTTX's form leaves it where nothing was typed.
    receiveMaximum: notZero(bounded('receiveMaximum', { min: 0, max: 65_535 })),
    maximumPacketSizeBytes: notZero(bounded('maximumPacketSize', { min: 0, max: connectBounds.largestPacketBytes })),
    topicAliasMaximum: bounded('topicAliasMaximum', { min: 0, max: connectBounds.mostTopicAliases }),
    requestResponseInformation: asFlag(at('requestResponseInformation')) ?? false,
    requestProblemInformation: asFlag(at('requestProblemInformation')) ?? true,
    userProperties: readUserProperties(at('userProperties'), problems),
    authenticationMethod: method.length <= 1_000 && fitsMqttString(method) ? method : ''
  };
}

/** The data of enhanced authentication: text, or what bytes say in UTF-8. Anything else than a text: unusable. */
export function authenticationData(entry: JsonEntry): unknown {
  const value = nestedOrBeside(entry)('authenticationData');
  return bufferText(value) ?? value;
}

/** An empty topic: no last will. */
export function readMqttxWill(entry: JsonEntry | null, usual: LastWill, problems: ProblemList): LastWill {
  const topic = entry?.text('lastWillTopic') ?? '';
  if (!entry || topic === '') return usual;
  const at = nestedOrBeside(entry);
  const payload = entry.text('lastWillPayload') ?? '';
  const qos = entry.number('lastWillQos');
  const responseTopic = asText(at('responseTopic')) ?? '';
  const contentType = asText(at('contentType')) ?? '';
  const correlationData = bufferText(at('correlationData')) ?? asText(at('correlationData')) ?? '';
  const fits =
    topicNameProblem(topic) === null &&
    Buffer.byteLength(payload) <= 65_535 &&
    fitsMqttString(responseTopic) &&
    contentType.length <= longestWillText.contentType &&
    correlationData.length <= longestWillText.correlationData;
  if (!fits) {
    problems.add('will');
    return usual;
  }
  return {
    on: true,
    topic,
    payload,
    qos: qos === 1 || qos === 2 ? qos : 0,
    retain: entry.flag('lastWillRetain') ?? false,
    delaySeconds: boundedNumber(asNumber(at('willDelayInterval')), seconds, 'willDelayInterval', problems),
    messageExpirySeconds: boundedNumber(
      asNumber(at('messageExpiryInterval')),
      seconds,
      'messageExpiryInterval',
      problems
    ),
    payloadIsUtf8: asFlag(at('payloadFormatIndicator')) ?? false,
    contentType,
    responseTopic,
    correlationData,
    userProperties: readUserProperties(at('userProperties'), problems)
  };
}

/** The nested value wins, else the one beside it. */
function nestedOrBeside(entry: JsonEntry): (key: string) => unknown {
  const nested = entry.entry('properties');
  return (key) => nested?.value(key) ?? entry.value(key);
}

/** An object whose values are texts or lists of texts, or (in the database) the same as JSON text. */
function readUserProperties(value: unknown, problems: ProblemList): UserProperties {
  const written = asText(value);
  const parsed = written === null || written === '' ? value : parseSmall(written);
  const pairs = JsonEntry.of(parsed)?.pairs() ?? [];
  const spread = pairs.flatMap(([name, held]) =>
    Array.isArray(held) ? held.map((one: unknown) => [name, one] as const) : [[name, held] as const]
  );
  // An empty row of MQTTX's form.
  return boundedUserProperties(
    spread.filter(([name, held]) => name !== '' || (held !== '' && held !== null)),
    problems
  );
}

function parseSmall(text: string): unknown {
  const parsed = readBoundedJson(Buffer.from(text));
  return parsed.ok ? parsed.value : null;
}

/** Node's Buffer as JSON: `{type: "Buffer", data: […]}`. Null: it is something else, or no UTF-8. */
function bufferText(value: unknown): string | null {
  const buffer = JsonEntry.of(value);
  if (buffer?.text('type') !== 'Buffer') return null;
  try {
    const bytes = buffer
      .list('data')
      .slice(0, 70_000)
      .map((byte) => asNumber(byte) ?? 0);
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

function notZero(value: number | null): number | null {
  return value === 0 ? null : value;
}
