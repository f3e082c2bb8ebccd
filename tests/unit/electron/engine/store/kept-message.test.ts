import { describe, expect, it } from 'vitest';
import { KeptMessage } from '../../../../../electron/engine/store/kept-message';
import { TopicHistory } from '../../../../../electron/engine/store/topic-history';
import { arrival } from '../../../../support/arrival';

const keep = (payload: Uint8Array): KeptMessage => new KeptMessage(1, new TopicHistory(), arrival('t', payload));

describe('KeptMessage', () => {
  it('owns an exactly sized copy, not a view of the socket chunk or of the buffer pool', () => {
    const chunk = new Uint8Array(65_536).fill(7);
    const kept = keep(chunk.subarray(100, 200));
    chunk.fill(0);
    expect(kept.payload).toEqual(new Uint8Array(100).fill(7));
    expect(kept.payload.buffer.byteLength).toBe(100);
    expect(keep(Buffer.from('pooled')).payload.buffer.byteLength).toBe(6);
  });

  it('copies correlation data too, and charges properties to the budget', () => {
    const correlationData = new Uint8Array(1_000).subarray(10, 14);
    const properties = {
      payloadIsUtf8: null,
      messageExpirySeconds: null,
      contentType: 'text/plain',
      responseTopic: null,
      correlationData,
      subscriptionIds: [],
      userProperties: [['name', 'x'.repeat(5_000)]] as const
    };
    const kept = new KeptMessage(1, new TopicHistory(), arrival('t', '', { properties }));
    expect(kept.facts.properties?.correlationData?.buffer.byteLength).toBe(4);
    expect(kept.costBytes).toBeGreaterThan(10_000);
  });

  it('takes a large payload over when it owns its whole buffer, and copies it when it does not', () => {
    const large = new Uint8Array(2_000_000);
    expect(keep(large).payload.buffer).toBe(large.buffer);
    expect(keep(large.subarray(1)).payload.buffer).not.toBe(large.buffer);
  });
});
