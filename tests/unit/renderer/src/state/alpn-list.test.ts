import { describe, expect, it } from 'vitest';
import { alpnAfter } from '../../../../../renderer/src/state/alpn-list';

describe('alpnAfter', () => {
  it('puts what was typed at the end, without the space around', () => {
    expect(alpnAfter(['mqtt'], ' x-amzn-mqtt-ca ')).toEqual(['mqtt', 'x-amzn-mqtt-ca']);
  });

  it('takes nothing twice, nothing empty, nothing that does not fit on the wire', () => {
    expect(alpnAfter(['mqtt'], 'mqtt')).toEqual(['mqtt']);
    expect(alpnAfter(['mqtt'], '  ')).toEqual(['mqtt']);
    expect(alpnAfter([], 'ü'.repeat(128))).toEqual([]);
    const full = Array.from({ length: 20 }, (_, index) => `p${index}`);
    expect(alpnAfter(full, 'one-more')).toEqual(full);
  });
});
