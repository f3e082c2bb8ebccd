import { generate } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { ServerLimits } from '../../../../../electron/engine/link/server-limits';

const message = { topic: 'a/b', payload: new Uint8Array(10), qos: 0, retain: false, correlationData: null } as const;

describe('ServerLimits', () => {
  it('takes everything from a broker that names no limit', () => {
    const limits = new ServerLimits({}, false);
    expect(limits.refusal({ ...message, qos: 2, retain: true, payload: new Uint8Array(1_000_000) }, 1_000)).toBeNull();
  });

  it.each([0, 1] as const)('measures a packet of QoS %i as it will be written', (qos) => {
    for (const payloadBytes of [0, 100, 120, 121, 122, 123, 130, 16_370, 16_376, 16_377, 16_380, 2_097_150]) {
      const payload = Buffer.alloc(payloadBytes);
      const packet = { cmd: 'publish', topic: 'tür/1', payload, qos, retain: false, dup: false } as const;
      const written = generate({ ...packet, ...(qos > 0 ? { messageId: 1 } : {}) }, { protocolVersion: 5 }).length;
      const outgoing = { ...message, topic: 'tür/1', payload, qos };
      expect(new ServerLimits({ maximumPacketSize: written }, true).refusal(outgoing, 0)).toBeNull();
      expect(new ServerLimits({ maximumPacketSize: written - 1 }, true).refusal(outgoing, 0)).toMatchObject({
        code: 'payload-too-large',
        facts: { outgoing: 1, bytes: payloadBytes, limitBytes: written - 1 }
      });
    }
  });

  it.each([0, 1, 124, 125, 16_380, 16_381, 65_535])('measures %i bytes of correlation data along', (bytes) => {
    const correlationData = new Uint8Array(bytes);
    const properties = { correlationData: Buffer.from(correlationData) };
    const packet = {
      cmd: 'publish',
      topic: 'a/b',
      payload: Buffer.alloc(10),
      qos: 0,
      retain: false,
      dup: false
    } as const;
    const written = generate({ ...packet, properties }, { protocolVersion: 5 }).length;
    const outgoing = { ...message, correlationData };
    expect(new ServerLimits({ maximumPacketSize: written }, true).refusal(outgoing, 0)).toBeNull();
    expect(new ServerLimits({ maximumPacketSize: written - 1 }, true).refusal(outgoing, 0)).not.toBeNull();
  });

  it('refuses QoS and retain that the broker does not have', () => {
    const limits = new ServerLimits({ maximumQoS: 1, retainAvailable: false }, true);
    expect(limits.refusal({ ...message, qos: 1 }, 0)).toBeNull();
    expect(limits.refusal({ ...message, qos: 2 }, 0)?.facts.reasonCode).toBe(0x9b);
    expect(limits.refusal({ ...message, retain: true }, 0)?.facts.reasonCode).toBe(0x9a);
  });

  it('refuses more unacknowledged messages than the broker takes at once, QoS 0 aside', () => {
    const limits = new ServerLimits({ receiveMaximum: 2 }, true);
    expect(limits.refusal({ ...message, qos: 2 }, 1)).toBeNull();
    expect(limits.refusal({ ...message, qos: 1 }, 2)).toMatchObject({
      code: 'publish-refused',
      facts: { topic: 'a/b', unacknowledged: 2 }
    });
    expect(limits.refusal(message, 2)).toBeNull();
  });
});
