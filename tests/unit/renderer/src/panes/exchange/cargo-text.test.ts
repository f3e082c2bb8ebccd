import { describe, expect, it } from 'vitest';
import { cargoText } from '../../../../../../renderer/src/panes/exchange/cargo-text';

const bare = { username: '', subscriptions: 1, secrets: [], files: [], schemas: { count: 0, sizeBytes: 0 }, charts: 0 };
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
        schemas: { count: 3, sizeBytes: 12_300 },
        charts: 2
      })
    ).toBe(
      'as ops, 3 subscriptions, password, CA certificate, client certificate, private key, 2 secrets, 3 schema files (12 KB), 2 charts kept for later'
    );
    expect(cargoText({ ...bare, secrets: ['key'] })).toBe('1 subscription, private key');
  });
});
