import { generate } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../electron/contract/failure';
import { WireWatch } from '../../../../../electron/engine/link/wire-watch';

function watch(maxPayloadBytes: number, version5 = false): WireWatch {
  return new WireWatch({ maxPayloadBytes, version5, facts: { port: 1883 } });
}

function publish(topic: string, payloadBytes: number, qos: 0 | 1 | 2 = 0): Buffer {
  const packet = { cmd: 'publish', topic, payload: Buffer.alloc(payloadBytes, 0xff), qos, retain: false } as const;
  return generate({ ...packet, dup: false, ...(qos > 0 ? { messageId: 7 } : {}) });
}

/** Feeds bytes in pieces of `size` and gives the first finding. */
function feed(guard: WireWatch, bytes: Uint8Array, size: number): Failure | null {
  for (let at = 0; at < bytes.length; at += size) {
    const found = guard.see(bytes.subarray(at, at + size));
    if (found !== null) return found;
  }
  return null;
}

describe('WireWatch', () => {
  const sizes = [1, 2, 3, 7, 64, 1_000_000];

  it.each(sizes)('finds the one message that is too large between others, in pieces of %i', (size) => {
    const stream = Buffer.concat([
      generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }),
      publish('small', 0),
      publish('just/right', 100, 1),
      generate({ cmd: 'pingresp' }),
      publish('exactly/on/the/line', 1_000, 2),
      publish('too/lärge', 1_001, 1)
    ]);
    expect(feed(watch(1_000), stream, size)).toEqual({
      code: 'payload-too-large',
      raw: '',
      facts: { port: 1883, topic: 'too/lärge', bytes: 1_001, limitBytes: 1_000 }
    });
  });

  it.each(sizes)('lets 300 messages within the limit pass, in pieces of %i', (size) => {
    const packets = Array.from({ length: 300 }, (_, index) =>
      publish('t'.repeat(1 + (index % 40)), index, (index % 3) as 0)
    );
    const guard = watch(299);
    const stream = Buffer.concat(packets);
    expect(feed(guard, stream, size)).toBeNull();
    expect(guard.bytes).toBe(stream.length);
  });

  it('says so at the head, before the payload comes', () => {
    expect(feed(watch(100), publish('a', 100_000).subarray(0, 7), 1)?.code).toBe('payload-too-large');
  });

  it('takes a changed bound from the next message on', () => {
    const guard = watch(1_000);
    expect(feed(guard, publish('a', 900), 50)).toBeNull();
    guard.setMaxPayloadBytes(500);
    expect(feed(guard, publish('a', 900), 50)?.facts.limitBytes).toBe(500);
  });

  it('leaves MQTT 5 room for properties, as it told the broker', () => {
    expect(feed(watch(1_000, true), publish('a', 500_000), 9_000)).toBeNull();
    expect(feed(watch(1_000, true), publish('a', 1_002_000), 9_000)?.code).toBe('payload-too-large');
  });

  it('knows HTTP and TLS by their first bytes, and only by the first', () => {
    const http = Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    expect(watch(10).see(http)).toMatchObject({ code: 'not-mqtt', raw: 'HTTP/1.1 400 Bad Request' });
    expect(watch(10).see(Uint8Array.from([0x15, 3, 3, 0, 2, 2, 70]))?.facts.speaks).toBe('tls');
    const guard = watch(10_000);
    guard.see(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
    expect(guard.see(http)).toBeNull();
  });
});
