import { describe, expect, it } from 'vitest';
import { foreignProtocol } from '../../../../../electron/engine/link/foreign-protocol';

describe('foreignProtocol', () => {
  it('names HTTP by its status line, bounded', () => {
    const bytes = Buffer.from(`HTTP/1.1 400 ${'x'.repeat(1_000)}\r\nServer: y\r\n\r\n`);
    const found = foreignProtocol(bytes, { port: 1883 });
    expect(found).toMatchObject({ code: 'not-mqtt', facts: { port: 1883, speaks: 'http' } });
    expect(found?.raw).toHaveLength(100);
  });

  it('knows a TLS alert', () => {
    expect(foreignProtocol(Uint8Array.from([0x15, 3, 1, 0, 2, 2, 0x46]), {})?.facts.speaks).toBe('tls');
  });

  it.each([[[0x20, 2, 0, 0]], [[]], [[0x48]], [[0x15]]])('says nothing about %j', (bytes) => {
    expect(foreignProtocol(Uint8Array.from(bytes), {})).toBeNull();
  });
});
