import { describe, expect, it } from 'vitest';
import { lostKey, lostSecret } from '../../../../../renderer/src/state/lost-secrets';
import { profileExample } from './profile-example';

const profile = profileExample({
  secrets: ['proxy-password'],
  lostSecrets: ['password', 'proxy-password', 'key', 'header-h1']
});

describe('a secret that cannot be read', () => {
  it.each([
    ['password', 'last-run'],
    ['header-h1', 'last-run'],
    ['proxy-password', 'out-of-reach'],
    ['authentication-data', null]
  ] as const)('is told from what there is and what there never was: %s', (kind, lost) => {
    expect(lostSecret(profile, kind)).toBe(lost);
    expect(lostSecret(null, kind)).toBeNull();
  });

  it('asks for the file of a key, until another one is chosen or it is removed', () => {
    expect([lostKey(profile, 'key', []), lostKey(profile, 'pkcs12', []), lostKey(profile, 'ca', [])]).toEqual([
      'last-run',
      null,
      null
    ]);
    expect(lostKey(profile, 'key', [{ kind: 'certificate', ticket: 't1' }])).toBe('last-run');
    for (const ticket of ['t1', null]) expect(lostKey(profile, 'key', [{ kind: 'key', ticket }])).toBeNull();
  });
});
