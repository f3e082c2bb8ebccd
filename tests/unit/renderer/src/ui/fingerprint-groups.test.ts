import { describe, expect, it } from 'vitest';
import { fingerprintGroups } from '../../../../../renderer/src/ui/fingerprint-groups';

describe('fingerprintGroups', () => {
  it('cuts between bytes, and together they are the fingerprint again', () => {
    const fingerprint = Array.from({ length: 32 }, (_, index) =>
      index.toString(16).padStart(2, '0').toUpperCase()
    ).join(':');
    const groups = fingerprintGroups(fingerprint);
    expect(groups).toHaveLength(8);
    expect(groups[0]).toBe('00:01:02:03:');
    expect(groups.join('')).toBe(fingerprint);
  });

  it('leaves anything else whole', () => {
    expect(fingerprintGroups('broker.example, 10.0.0.1').join('')).toBe('broker.example, 10.0.0.1');
    expect(fingerprintGroups('')).toEqual([]);
  });
});
