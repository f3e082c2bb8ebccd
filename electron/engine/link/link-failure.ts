import { failure, type Failure, type FailureFacts } from '#contract/failure';
import { textOf } from './stream-failure';

/** What a broker's refusing packet says; `reasonString` is the broker's own text [MQTT5 3.2.2.3.9]. */
export interface BrokerReason {
  readonly reasonCode: number;
  readonly reasonString?: string | undefined;
  readonly serverReference?: string | undefined;
}

const longestReason = 1_000;

/** A CONNACK that refuses. Version 3.1.1 codes 1 to 5 [MQTT-3.2.2.3], version 5 codes from 0x80 [MQTT5 3.2.2.2]. */
export function connackFailure(reason: BrokerReason, facts: FailureFacts): Failure {
  const raw = `CONNACK ${hex(reason.reasonCode)}`;
  const all = { ...facts, ...reasonFacts(reason) };
  switch (reason.reasonCode) {
    case 0x01:
    case 0x84:
      return failure('protocol-version-refused', raw, all);
    case 0x02:
    case 0x85:
      return failure('client-id-rejected', raw, all);
    case 0x03:
    case 0x88:
    case 0x89:
    case 0x97:
    case 0x9f:
      return failure('server-unavailable', raw, all);
    // 3.1.1 calls 5 "not authorised", and brokers send it for a wrong password as well.
    case 0x04:
    case 0x05:
    case 0x86:
      return failure('bad-credentials', raw, all);
    case 0x87:
      return failure('not-authorised', raw, all);
    default:
      return failure('connect-refused', raw, all);
  }
}

/** A DISCONNECT the broker sent [MQTT5 3.14.2.1]. */
export function disconnectFailure(reason: BrokerReason, facts: FailureFacts): Failure {
  const raw = `DISCONNECT ${hex(reason.reasonCode)}`;
  const code = reason.reasonCode === 0x8e ? 'taken-over' : 'disconnected-by-broker';
  return failure(code, raw, { ...facts, ...reasonFacts(reason) });
}

/** A filter's refusal in a SUBACK [MQTT-3.9.3]; 0x80 is all 3.1.1 can say, and it mostly means "not allowed". */
export function subscribeFailure(filter: string, reason: BrokerReason, version5: boolean): Failure {
  const notAllowed = reason.reasonCode === 0x87 || (reason.reasonCode === 0x80 && !version5);
  const code = notAllowed ? 'subscribe-not-authorised' : 'subscribe-refused';
  return failure(code, `SUBACK ${hex(reason.reasonCode)}`, { filter, ...reasonFacts(reason) });
}

/** A PUBACK, PUBREC or PUBCOMP that refuses [MQTT5 3.4.2.1]. */
export function publishFailure(topic: string, reason: BrokerReason): Failure {
  return failure('publish-refused', `PUBACK ${hex(reason.reasonCode)}`, { topic, ...reasonFacts(reason) });
}

/** A SUBACK for one filter that has not exactly one code [MQTT-3.8.4-6]: nobody knows what became of it. */
export function miscountedFailure(filter: string, codes: number): Failure {
  return failure('subscribe-refused', `SUBACK with ${codes} reason codes`, { filter, codes });
}

/** An AUTH of the broker [MQTT5 3.15]: it wants an answer that only the method's own program knows. */
export function challengeFailure(reasonCode: number, named: unknown, facts: FailureFacts): Failure {
  const method = bounded(named);
  return failure('authentication-challenge', `AUTH ${hex(reasonCode)}`, {
    ...facts,
    ...(method === '' ? {} : { method })
  });
}

/** MQTT.js could not make a client of the settings. */
export function unsendableFailure(error: unknown, facts: FailureFacts): Failure {
  return failure('connect-refused', textOf(error), { ...facts, unsendable: 'settings' });
}

/**
 * Bytes that are no MQTT: found by MQTT.js' parser, whose text is all there is, or here. `sentReason`: what an MQTT 5 broker
 * is told [MQTT5 4.13.1]: 0x81 malformed packet, 0x82 protocol error, or closer where MQTT.js names it.
 */
export function malformedFailure(error: unknown, facts: FailureFacts, sentReason = 0x81): Failure {
  return failure('malformed-packet', textOf(error), { ...facts, sentReason: reasonCodeOf(error) ?? sentReason });
}

/** What a DISCONNECT says before a link ends with this failure; null: none is sent. */
export function malformedReason({ code, facts }: Failure): number | null {
  if (code === 'payload-too-large') return 0x95;
  return code === 'malformed-packet' ? Number(facts.sentReason ?? 0x81) : null;
}

/** The numeric reason code on an error of MQTT.js, where it has one. */
export function reasonCodeOf(error: unknown): number | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'number' ? code : null;
}

function reasonFacts(reason: BrokerReason): FailureFacts {
  const brokerSays = bounded(reason.reasonString);
  const serverReference = bounded(reason.serverReference);
  return {
    reasonCode: reason.reasonCode,
    ...(brokerSays === '' ? {} : { brokerSays }),
    ...(serverReference === '' ? {} : { serverReference })
  };
}

/** mqtt-packet makes a list of what a hostile broker sends twice. */
function bounded(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, longestReason) : '';
}

function hex(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
