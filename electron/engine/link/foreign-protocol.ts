import { failure, type Failure, type FailureFacts } from '#contract/failure';

const decoder = new TextDecoder();
const longestLine = 100;

/**
 * What the first bytes of a connection say when it is another protocol that answers; null: maybe MQTT. No CONNACK starts
 * like this: 0x48 is a PUBACK with wrong flags, 0x15 a CONNECT [MQTT-2.2.2-2].
 */
export function foreignProtocol(first: Uint8Array, facts: FailureFacts): Failure | null {
  if (first[0] === 0x48 && first[1] === 0x54 && first[2] === 0x54) {
    const line = decoder.decode(first.subarray(0, longestLine)).split('\r\n')[0] ?? '';
    return failure('not-mqtt', line, { ...facts, speaks: 'http' });
  }
  if (first[0] === 0x15 && first[1] === 0x03) {
    return failure('not-mqtt', 'TLS alert', { ...facts, speaks: 'tls' });
  }
  return null;
}
