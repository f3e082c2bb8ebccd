import { describe, expect, it } from 'vitest';
import { failure } from '../../../../../electron/contract/failure';
import { comparedFingerprints } from '../../../../../renderer/src/format/compared-fingerprints';

describe('comparedFingerprints', () => {
  it('shows the old one above the new one', () => {
    const changed = failure('certificate-changed', '', { oldFingerprint: 'AA', fingerprint: 'BB' });
    expect(comparedFingerprints(changed)).toEqual([
      { label: 'Trusted until now', fingerprint: 'AA' },
      { label: 'Shown now', fingerprint: 'BB' }
    ]);
  });

  it('has nothing to compare in another failure', () => {
    expect(comparedFingerprints(failure('certificate-not-trusted', '', { fingerprint: 'BB' }))).toEqual([]);
    expect(comparedFingerprints(failure('certificate-changed'))).toEqual([]);
  });
});
