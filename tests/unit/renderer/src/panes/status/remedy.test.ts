import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../../../../electron/contract/failure';
import { remedyFor } from '../../../../../../renderer/src/panes/status/remedy';

describe('remedyFor', () => {
  it('knows every failure', () => {
    for (const code of failureCodes) expect(() => remedyFor(code)).not.toThrow();
  });

  it.each([
    ['refused', 'address'],
    ['bad-credentials', 'signIn'],
    ['certificate-not-trusted', 'tls'],
    ['subscribe-not-authorised', 'subscriptions'],
    ['taken-over', 'newClientId'],
    ['bug', null]
  ] as const)('%s is mended at %s', (code, remedy) => {
    expect(remedyFor(code)).toBe(remedy);
  });
});
