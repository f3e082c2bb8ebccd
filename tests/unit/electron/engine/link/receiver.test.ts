import type { IPublishPacket } from 'mqtt';
import { describe, expect, it, vi } from 'vitest';
import { Receiver } from '../../../../../electron/engine/link/receiver';
import type { ReceivedMessage } from '../../../../../electron/engine/link/received-message';

const packet: IPublishPacket = {
  cmd: 'publish',
  topic: 'a',
  payload: Buffer.from('x'),
  qos: 1,
  retain: true,
  dup: true
};

describe('Receiver', () => {
  it('hands on what came, stamped', () => {
    const got: ReceivedMessage[] = [];
    const beforeMs = Date.now();
    new Receiver((message) => got.push(message)).receive(packet, () => {});
    expect(got).toEqual([
      {
        topic: 'a',
        payload: Buffer.from('x'),
        qos: 1,
        retain: true,
        duplicate: true,
        properties: null,
        receivedAtMs: expect.any(Number) as number
      }
    ]);
    expect(got[0]?.receivedAtMs).toBeGreaterThanOrEqual(beforeMs);
  });

  it('lets others have their turn after 8 ms, and not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const receiver = new Receiver(() => {});
      const done: string[] = [];
      receiver.receive(packet, () => done.push('at once'));
      vi.setSystemTime(Date.now() + 9);
      receiver.receive(packet, () => done.push('next turn'));
      done.push('others');
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      receiver.receive(packet, () => done.push('at once again'));
      expect(done).toEqual(['at once', 'others', 'next turn', 'at once again']);
    } finally {
      vi.useRealTimers();
    }
  });
});
