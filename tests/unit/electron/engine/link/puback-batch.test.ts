import { generate, parser, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { PubackBatch } from '../../../../../electron/engine/link/puback-batch';

describe('PubackBatch', () => {
  it('is PUBACKs as mqtt-packet writes them, in one write, valid in MQTT 3.1.1 and in 5', () => {
    const writes: Uint8Array[] = [];
    const batch = new PubackBatch((bytes) => writes.push(bytes));
    const ids = [1, 255, 256, 65_535];
    for (const id of ids) batch.add(id);
    batch.flush();
    batch.flush();
    expect(writes).toHaveLength(1);
    const written = Buffer.from(writes[0] ?? []);
    expect(written).toEqual(Buffer.concat(ids.map((messageId) => generate({ cmd: 'puback', messageId }))));
    const parsed: Packet[] = [];
    const reader = parser({ protocolVersion: 5 });
    reader.on('packet', (packet) => parsed.push(packet));
    reader.parse(written);
    expect(parsed).toMatchObject(ids.map((messageId) => ({ cmd: 'puback', messageId, reasonCode: 0 })));
  });

  it('does not write over what is still under way', () => {
    const writes: Uint8Array[] = [];
    const batch = new PubackBatch((bytes) => writes.push(bytes));
    batch.add(1);
    batch.flush();
    batch.add(2);
    batch.flush();
    expect(writes.map((bytes) => bytes[3])).toEqual([1, 2]);
  });

  it('writes a batch that is full, and says when more wait than there are packet identifiers', () => {
    const written: (() => void)[] = [];
    const batch = new PubackBatch((_bytes, done) => written.push(done));
    for (let count = 1; count <= 65_535; count += 1) batch.add(count);
    expect(batch.overrun).toBe(false);
    expect(written).toHaveLength(3);
    batch.add(1);
    expect(batch.overrun).toBe(true);
    written[0]?.();
    expect(batch.overrun).toBe(false);
  });
});
