import type { OptionField } from './command-options';
import { wholeNumber, type GivenOptions } from './given-options';
import type { LastWill } from './last-will';
import { connectBounds } from './limits';
import type { Mqtt5Options } from './mqtt5-options';
import type { UserProperties } from './user-property';

type Changes<T> = { -readonly [K in keyof T]?: T[K] };

const mostUserProperties = 100;
const neverExpires = connectBounds.longestExpirySeconds;

/** What a command line says of CONNECT's properties [MQTT5 3.1.2.11]. */
export function mqtt5OptionsOf(options: GivenOptions): {
  readonly options: Partial<Mqtt5Options>;
  readonly authenticationData: string | null;
} {
  const said: Changes<Mqtt5Options> = {};
  let authenticationData: string | null = null;
  const expiry = expiryOf(options);
  if (expiry !== null) said.sessionExpirySeconds = expiry;
  const receiveMaximum = options.whole('receiveMaximum', 1, 65_535);
  if (receiveMaximum !== null) said.receiveMaximum = receiveMaximum;
  const packetSize = options.whole('maximumPacketSize', 1, connectBounds.largestPacketBytes);
  if (packetSize !== null) said.maximumPacketSizeBytes = packetSize;
  const aliases = options.whole('topicAliasMaximum', 0, connectBounds.mostTopicAliases);
  if (aliases !== null) said.topicAliasMaximum = aliases;
  if (options.has('responseInformation')) said.requestResponseInformation = true;
  if (options.has('noProblemInformation')) said.requestProblemInformation = false;
  const userProperties = pairsOf(options, 'userProperty');
  for (const { name, values } of options.each('property')) {
    const [packet = '', property = '', value = '', second] = values;
    if (packet !== 'connect') {
      // Those of the will are read with the will; of the other packets nothing is kept.
      if (packet !== 'will') options.refuse(`${name} ${packet.slice(0, 20)}`);
      continue;
    }
    if (property === 'user-property' && second !== undefined) userProperties.push([value, second]);
    else if (property === 'authentication-method' && value.length <= 1_000) said.authenticationMethod = value;
    else if (property === 'authentication-data') authenticationData = value;
    else if (!setConnectProperty(said, property, value)) options.refuse(`${name} connect ${property.slice(0, 40)}`);
  }
  const kept = boundPairs(userProperties);
  if (kept.length < userProperties.length) options.refuseField('userProperty');
  if (kept.length > 0) said.userProperties = kept;
  return { options: said, authenticationData };
}

function setConnectProperty(said: Changes<Mqtt5Options>, property: string, value: string): boolean {
  const within = (least: number, most: number): number | null => wholeNumber(value, least, most);
  const keep = <K extends keyof Mqtt5Options>(name: K, meaning: Mqtt5Options[K]): boolean => {
    if (meaning !== null) said[name] = meaning;
    return meaning !== null;
  };
  switch (property) {
    case 'session-expiry-interval':
      return keep('sessionExpirySeconds', within(0, neverExpires));
    case 'receive-maximum':
      return keep('receiveMaximum', within(1, 65_535));
    case 'maximum-packet-size':
      return keep('maximumPacketSizeBytes', within(1, connectBounds.largestPacketBytes));
    case 'topic-alias-maximum':
      return keep('topicAliasMaximum', within(0, connectBounds.mostTopicAliases));
    case 'request-response-information':
      return within(0, 1) !== null && keep('requestResponseInformation', value === '1');
    case 'request-problem-information':
      return within(0, 1) !== null && keep('requestProblemInformation', value === '1');
    default:
      return false;
  }
}

/** What a command line says of the last will; null: it has none. */
export function willOf(options: GivenOptions): Partial<LastWill> | null {
  const topic = options.text('willTopic', 65_535);
  if (topic === null) return null;
  const said: Changes<LastWill> = { on: true, topic, retain: options.has('willRetain') };
  said.payload = options.text('willPayload', 65_535) ?? '';
  const qos = options.whole('willQos', 0, 2);
  said.qos = qos === 1 ? 1 : qos === 2 ? 2 : 0;
  const delay = options.whole('willDelay', 0, neverExpires);
  if (delay !== null) said.delaySeconds = delay;
  const expiry = options.whole('willExpiry', 0, neverExpires);
  if (expiry !== null) said.messageExpirySeconds = expiry;
  if (options.has('willPayloadIsUtf8')) said.payloadIsUtf8 = true;
  said.contentType = options.text('willContentType', 1_000) ?? '';
  said.responseTopic = options.text('willResponseTopic', 65_535) ?? '';
  said.correlationData = options.text('willCorrelationData', 16_000) ?? '';
  const userProperties = pairsOf(options, 'willUserProperty');
  for (const { name, values } of options.each('property')) {
    const [packet, property = '', value = '', second] = values;
    if (packet !== 'will') continue;
    if (property === 'user-property' && second !== undefined) userProperties.push([value, second]);
    else if (!setWillProperty(said, property, value)) options.refuse(`${name} will ${property.slice(0, 40)}`);
  }
  said.userProperties = boundPairs(userProperties);
  return said;
}

function setWillProperty(said: Changes<LastWill>, property: string, value: string): boolean {
  const number = wholeNumber(value, 0, neverExpires);
  switch (property) {
    case 'will-delay-interval':
      if (number !== null) said.delaySeconds = number;
      return number !== null;
    case 'message-expiry-interval':
      if (number !== null) said.messageExpirySeconds = number;
      return number !== null;
    case 'payload-format-indicator':
      said.payloadIsUtf8 = number === 1;
      return number !== null;
    case 'content-type':
      said.contentType = value.slice(0, 1_000);
      return value.length <= 1_000;
    case 'response-topic':
      said.responseTopic = value;
      return true;
    case 'correlation-data':
      said.correlationData = value.slice(0, 16_000);
      return value.length <= 16_000;
    default:
      return false;
  }
}

/** mosquitto's `-1` and `∞` are "never"; without a session to keep, mqttx and mosquitto keep it for good. */
function expiryOf(options: GivenOptions): number | null {
  const last = options.all('sessionExpiry').at(-1);
  if (last === '-1' || last === '∞') return neverExpires;
  const given = options.whole('sessionExpiry', 0, neverExpires);
  return given ?? (options.has('keepSession') ? neverExpires : null);
}

/** mqttx's `name: value`. */
function pairsOf(options: GivenOptions, field: OptionField): UserProperties {
  const pairs: UserProperties = [];
  for (const { name, values } of options.each(field)) {
    for (const value of values) {
      const colon = value.indexOf(':');
      if (colon <= 0) options.refuse(name);
      else pairs.push([value.slice(0, colon), value.slice(colon + 1).replace(/^ /, '')]);
    }
  }
  return pairs;
}

function boundPairs(pairs: UserProperties): UserProperties {
  return pairs.filter(([name, value]) => name.length <= 4_000 && value.length <= 16_000).slice(0, mostUserProperties);
}
