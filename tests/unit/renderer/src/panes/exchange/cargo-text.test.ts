import { describe, expect, it } from 'vitest';
import { cargoText } from '../../../../../../renderer/src/panes/exchange/cargo-text';

const bare = { username: '', subscriptions: 1, secrets: [], files: [], charts: 0 } as const;
const file = (kind: 'ca' | 'certificate' | 'key') => ({ kind, path: null, fileName: 'x' });

describe('cargoText', () => {
  it('says no more than there is', () => {
    expect(cargoText(bare)).toBe('1 subscription');
  });

  it('names what comes along, a private key once', () => {
    expect(
      cargoText({
        username: 'ops',
        subscriptions: 3,
        secrets: ['password', 'key', 'proxy-password', 'header-a'],
        files: [file('ca'), file('certificate'), file('key')],
        charts: 2
      })
    ).toBe(
      'as ops, 3 subscriptions, password, CA certificate, client certificate, private key, 2 secrets, 2 charts kept for later'
    );
    expect(cargoText({ ...bare, secrets: ['key'] })).toBe('1 subscription, private key');
  });
});
