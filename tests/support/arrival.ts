import type { Arrival } from '../../electron/engine/store/arrival';

type Flags = Pick<Arrival, 'ownsBytes' | 'qos' | 'retain' | 'duplicate' | 'packetId' | 'receivedAtMs'>;

/** A message for the store, as the link cuts it: all of it in one array of its own. Text becomes UTF-8. */
export function arrival(
  topic: string | Uint8Array,
  payload: string | Uint8Array = '1',
  more: Partial<Flags> & { readonly properties?: Uint8Array } = {}
): Arrival {
  const { properties = new Uint8Array(0), ...flags } = more;
  const parts = [bytesOf(topic), properties, bytesOf(payload)] as const;
  const propertiesStart = parts[0].byteLength;
  const payloadStart = propertiesStart + properties.byteLength;
  const payloadEnd = payloadStart + parts[2].byteLength;
  const bytes = new Uint8Array(payloadEnd);
  bytes.set(parts[0], 0);
  bytes.set(properties, propertiesStart);
  bytes.set(parts[2], payloadStart);
  return {
    bytes,
    topicStart: 0,
    topicEnd: propertiesStart,
    propertiesStart,
    propertiesEnd: payloadStart,
    payloadStart,
    payloadEnd,
    ownsBytes: false,
    qos: 0,
    retain: false,
    duplicate: false,
    packetId: 0,
    receivedAtMs: 1_000_000,
    ...flags
  };
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

/** A repeatable random source: numbers from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
