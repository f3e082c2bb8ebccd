import { describe, expect, it } from 'vitest';
import { messageProperties } from '../../../../../electron/engine/link/message-properties';

describe('messageProperties', () => {
  it('is null where MQTT has none', () => {
    expect(messageProperties(undefined)).toBeNull();
  });

  it('takes every property of a PUBLISH, duplicates kept', () => {
    const correlationData = Buffer.from([1, 2, 3]);
    expect(
      messageProperties({
        payloadFormatIndicator: true,
        messageExpiryInterval: 60,
        contentType: 'application/json',
        responseTopic: 'answers',
        correlationData,
        subscriptionIdentifier: 7,
        userProperties: { __proto__: null, b: ['1', '2'], a: '3' } as unknown as Record<string, string | string[]>
      })
    ).toEqual({
      payloadIsUtf8: true,
      messageExpirySeconds: 60,
      contentType: 'application/json',
      responseTopic: 'answers',
      correlationData: Uint8Array.from([1, 2, 3]),
      subscriptionIds: [7],
      userProperties: [
        ['b', '1'],
        ['b', '2'],
        ['a', '3']
      ]
    });
  });

  it('copies correlation data out of the socket’s buffer', () => {
    const chunk = Buffer.alloc(65_536);
    const properties = messageProperties({ correlationData: chunk.subarray(10, 14) });
    expect(properties?.correlationData?.buffer.byteLength).toBe(4);
  });
});
