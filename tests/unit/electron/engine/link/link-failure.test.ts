import { describe, expect, it } from 'vitest';
import {
  connackFailure,
  malformedFailure,
  malformedReason,
  publishFailure,
  reasonCodeOf,
  subscribeFailure
} from '../../../../../electron/engine/link/link-failure';

const facts = { host: 'broker.example', port: 8883, protocol: 'mqtts' };

function coded(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

describe('reason codes', () => {
  it('keep the broker’s own text, bounded', () => {
    const found = connackFailure({ reasonCode: 0x97, reasonString: 'x'.repeat(70_000) }, facts);
    expect(found).toMatchObject({ code: 'server-unavailable', raw: 'CONNACK 0x97' });
    expect(found.facts.brokerSays).toHaveLength(1_000);
  });

  it('every unknown CONNACK code is a refusal with its number', () => {
    for (const reasonCode of [0x06, 0x7f, 0x80, 0xff]) {
      expect(connackFailure({ reasonCode }, facts)).toMatchObject({ code: 'connect-refused', facts: { reasonCode } });
    }
  });

  it('SUBACK and PUBACK name filter and topic', () => {
    expect(subscribeFailure('a/#', { reasonCode: 0x80 }, false)).toMatchObject({
      code: 'subscribe-not-authorised',
      facts: { filter: 'a/#' }
    });
    expect(subscribeFailure('a/#', { reasonCode: 0x80 }, true).code).toBe('subscribe-refused');
    expect(subscribeFailure('a/#', { reasonCode: 0x87 }, true).code).toBe('subscribe-not-authorised');
    expect(subscribeFailure('a/#', { reasonCode: 0x97 }, true).code).toBe('subscribe-refused');
    expect(publishFailure('a', { reasonCode: 0x99 })).toMatchObject({ raw: 'PUBACK 0x99', facts: { topic: 'a' } });
  });

  it('are told from errnos', () => {
    expect(reasonCodeOf(Object.assign(new Error('x'), { code: 151 }))).toBe(151);
    expect(reasonCodeOf(coded('ECONNRESET'))).toBeNull();
  });
});

describe('malformedReason', () => {
  it('tells the broker what was wrong, and is silent about any other end', () => {
    expect(malformedReason(malformedFailure('x', facts))).toBe(0x81);
    expect(malformedReason(malformedFailure('x', facts, 0x82))).toBe(0x82);
    expect(malformedReason(malformedFailure(Object.assign(new Error('x'), { code: 147 }), facts))).toBe(147);
    expect(malformedReason(connackFailure({ reasonCode: 0x81 }, facts))).toBeNull();
  });

  it('takes a list where a text should be for no text', () => {
    const hostile = { reasonCode: 0x87, reasonString: ['a', 'b'] as unknown as string };
    expect(connackFailure(hostile, facts).facts).toEqual({ ...facts, reasonCode: 0x87 });
  });
});
