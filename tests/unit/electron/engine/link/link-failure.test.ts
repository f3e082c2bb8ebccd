import { describe, expect, it } from 'vitest';
import {
  connackFailure,
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
