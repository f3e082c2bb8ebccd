import { randomBytes } from 'node:crypto';
import type { IClientOptions } from 'mqtt';
import { fail, succeed, type Result } from '#contract/failure';
import type { LastWill } from '#contract/last-will';
import type { SpokenVersion } from '#contract/profile';
import { topicNameProblem } from '#contract/topic';
import type { UserProperties } from '#contract/user-property';
import { addressFacts, type LinkConfig } from './link-config';
import { linkLimits } from './link-limits';

/** MQTT.js' own limit is longer than any of ours and never the one that fires. */
const connectTimeoutMs = 1_000_000;
/** Strings and binary data have two bytes for their length [MQTT5 1.5.4, 1.5.6]. */
const longestFieldBytes = 65_535;

type Options = IClientOptions & { clientId: string };
type Properties = NonNullable<IClientOptions['properties']>;
type WillProperties = NonNullable<NonNullable<IClientOptions['will']>['properties']>;

/**
 * What MQTT.js needs for one CONNECT in this version. It does one attempt and no more: reconnecting, resubscribing and time
 * limits are the supervisor's.
 * Failures: topic-invalid (the last will's), connect-refused with the fact `unsendable` (a field that is too long): MQTT.js
 * would throw, or drop the stream without a word.
 */
export function clientOptions(config: LinkConfig, version: SpokenVersion): Result<Options> {
  const { fields } = config;
  const { username, password } = signIn(config);
  const version5 = version === '5';
  const clientId = freshClientId(fields.clientId);
  const { will } = fields;
  if (will.on) {
    const problem = topicNameProblem(will.topic);
    if (problem !== null) return fail('topic-invalid', '', { topic: will.topic.slice(0, 1_000), problem, will: 1 });
  }
  const unsendable = tooLong([
    ['client-id', clientId],
    ['username', username],
    ['password', password],
    ...(will.on ? ([['will-payload', will.payload]] as const) : []),
    ...(version5 && will.on ? ([['will-response-topic', will.responseTopic]] as const) : []),
    ...(version5 && fields.signIn === 'enhanced' ? ([['authentication-data', config.authenticationData]] as const) : [])
  ]);
  if (unsendable !== null) return fail('connect-refused', '', { ...addressFacts(fields.address), unsendable });
  return succeed({
    protocolVersion: version5 ? 5 : 4,
    clientId,
    clean: fields.cleanStart,
    keepalive: fields.keepAliveSeconds,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: connectTimeoutMs,
    queueQoSZero: false,
    // Left out, MQTT.js formats a debug text per packet: a third of its time (limits.md 3).
    log: () => {},
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(will.on ? { will: lastWill(will, version5) } : {}),
    ...(version5 ? { properties: connectProperties(config) } : {})
  });
}

/** Another id at each connect, as two clients with one id push each other out. */
export function isRandomClientId(clientId: string): boolean {
  return clientId === '' || clientId.includes('{random}');
}

function freshClientId(clientId: string): string {
  if (clientId === '') return `treeline-${randomBytes(4).toString('hex')}`;
  return clientId.replaceAll('{random}', () => randomBytes(2).toString('hex'));
}

/** [MQTT-3.1.2-22]: 3.1.1 allows a password only beside a user name, be it empty. */
function signIn({ fields, password }: LinkConfig): {
  readonly username: string | null;
  readonly password: string | null;
} {
  if (fields.signIn === 'certificate' || fields.signIn === 'none') return { username: null, password: null };
  return { username: fields.username !== '' ? fields.username : password !== null ? '' : null, password };
}

function tooLong(parts: readonly (readonly [name: string, text: string | null])[]): string | null {
  const long = parts.find(([, text]) => text !== null && Buffer.byteLength(text) > longestFieldBytes);
  return long === undefined ? null : long[0];
}

function connectProperties(config: LinkConfig): Properties {
  const { fields, authenticationData, budgets } = config;
  const { mqtt5 } = fields;
  const enhanced = fields.signIn === 'enhanced' && mqtt5.authenticationMethod !== '';
  return {
    // Not told, a broker might send what is refused here by dropping the link.
    maximumPacketSize: mqtt5.maximumPacketSizeBytes ?? budgets.maxPayloadBytes + linkLimits.headerRoomBytes,
    ...(mqtt5.sessionExpirySeconds === null ? {} : { sessionExpiryInterval: mqtt5.sessionExpirySeconds }),
    ...(mqtt5.receiveMaximum === null ? {} : { receiveMaximum: mqtt5.receiveMaximum }),
    ...(mqtt5.topicAliasMaximum === null ? {} : { topicAliasMaximum: mqtt5.topicAliasMaximum }),
    // Sent only where they differ from what holds without them [MQTT5 3.1.2.11.6, 3.1.2.11.7].
    ...(mqtt5.requestResponseInformation ? { requestResponseInformation: true } : {}),
    ...(mqtt5.requestProblemInformation ? {} : { requestProblemInformation: false }),
    ...(enhanced ? { authenticationMethod: mqtt5.authenticationMethod } : {}),
    ...(enhanced && authenticationData !== null ? { authenticationData: Buffer.from(authenticationData) } : {}),
    ...userProperties<Properties>(mqtt5.userProperties)
  };
}

function lastWill(will: LastWill, version5: boolean): NonNullable<IClientOptions['will']> {
  const { topic, qos, retain } = will;
  const properties: WillProperties = {
    ...(will.delaySeconds === null ? {} : { willDelayInterval: will.delaySeconds }),
    ...(will.messageExpirySeconds === null ? {} : { messageExpiryInterval: will.messageExpirySeconds }),
    ...(will.payloadIsUtf8 ? { payloadFormatIndicator: true } : {}),
    ...(will.contentType === '' ? {} : { contentType: will.contentType }),
    ...(will.responseTopic === '' ? {} : { responseTopic: will.responseTopic }),
    ...(will.correlationData === '' ? {} : { correlationData: Buffer.from(will.correlationData) }),
    ...userProperties<WillProperties>(will.userProperties)
  };
  return { topic, payload: Buffer.from(will.payload), qos, retain, ...(version5 ? { properties } : {}) };
}

/**
 * As a list of single pairs, which mqtt-packet writes one after the other: its documented shape, names with lists of values,
 * would lose the order across names. None at all is left out, as an empty list is no packet to it.
 */
function userProperties<P extends { userProperties?: unknown }>(pairs: UserProperties): Pick<P, 'userProperties'> {
  if (pairs.length === 0) return {};
  const list: unknown = pairs.map(([name, value]) => ({ [name]: value }));
  return { userProperties: list as P['userProperties'] };
}
