import type { Arrival } from '../../electron/engine/store/arrival';

/** A message for the store; text becomes UTF-8. */
export function arrival(topic: string, payload: string | Uint8Array = '1', more: Partial<Arrival> = {}): Arrival {
  return {
    topic,
    payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
    qos: 0,
    retain: false,
    duplicate: false,
    properties: null,
    receivedAtMs: 1_000_000,
    ...more
  };
}

/** A repeatable random source: numbers from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
