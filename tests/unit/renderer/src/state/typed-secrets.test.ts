import { describe, expect, it } from 'vitest';
import { draftValues } from '../../../../../renderer/src/state/connection-draft';
import { typedSecrets } from '../../../../../renderer/src/state/typed-secrets';

describe('typedSecrets', () => {
  it('is everything that signs in, the longest first, and nothing empty', () => {
    const values = draftValues(null);
    values.username = 'ops';
    values.password.typed = 'ops-password';
    values.authenticationData.typed = 'data';
    values.proxy.username = 'proxy-user';
    values.proxy.password.typed = 'proxy-password';
    values.headers.push(
      { id: 'a', name: 'X', value: 'plain', secret: false, kept: { typed: '', remove: false } },
      { id: 'b', name: 'Y', value: '', secret: true, kept: { typed: 'token', remove: false } }
    );
    expect(typedSecrets(values)).toEqual([
      'proxy-password',
      'ops-password',
      'proxy-user',
      'plain',
      'token',
      'data',
      'ops'
    ]);
    expect(typedSecrets(draftValues(null))).toEqual([]);
  });
});
