import type { Failure } from '#contract/failure';

/** Whether time can heal a failure, or a person must act. */
export type RetryVerdict = 'retry' | 'retry-slowly' | 'stop';

/** CONNACK and DISCONNECT codes that heal by themselves but ask for patience [MQTT5 3.2.2.2, 3.14.2.1]. */
const busyCodes: ReadonlySet<number> = new Set([
  0x03, 0x80, 0x83, 0x88, 0x89, 0x8b, 0x93, 0x96, 0x97, 0x98, 0x9f, 0xa0
]);
/** … and those that lead to the same end at every try. */
const finalCodes: ReadonlySet<number> = new Set([0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c, 0x8e, 0x9c, 0x9d]);

/** Retrying what only a person can change locks accounts and hides the cause: those stop. */
export function retryVerdict(failure: Failure): RetryVerdict {
  switch (failure.code) {
    case 'name-not-found':
    case 'refused':
    case 'socket-not-found':
    case 'proxy-unreachable':
    case 'unreachable':
    case 'no-answer':
    case 'reset':
    case 'no-mqtt-answer':
    case 'closed-before-connack':
    case 'closed':
    case 'keepalive-timeout':
    case 'malformed-packet':
      return 'retry';
    case 'payload-too-large':
    case 'server-unavailable':
      return 'retry-slowly';
    case 'connect-refused':
      return busyCodes.has(Number(failure.facts.reasonCode)) ? 'retry-slowly' : 'stop';
    case 'disconnected-by-broker':
      return byReasonCode(Number(failure.facts.reasonCode));
    case 'proxy-refused': {
      // 403: it forbids the way for good; 502 to 504: it did not get there itself.
      const status = Number(failure.facts.status ?? 0);
      return status >= 400 && status < 500 && status !== 429 ? 'stop' : 'retry-slowly';
    }
    case 'tls-failed':
      if (failure.facts.reason === 'broken') return 'retry-slowly';
      return failure.facts.closed === undefined ? 'stop' : 'retry';
    case 'websocket-refused': {
      const status = Number(failure.facts.status ?? 0);
      return status >= 500 || status === 429 ? 'retry-slowly' : 'stop';
    }
    default:
      return 'stop';
  }
}

function byReasonCode(code: number): RetryVerdict {
  if (finalCodes.has(code)) return 'stop';
  return busyCodes.has(code) ? 'retry-slowly' : 'retry';
}
