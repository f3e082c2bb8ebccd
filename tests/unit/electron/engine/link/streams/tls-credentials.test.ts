import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../../../../electron/contract/engine-control';
import type { TrustChoice } from '../../../../../../electron/contract/tls-options';
import { tlsCredentials } from '../../../../../../electron/engine/link/streams/tls-credentials';
import { makeCertificates, type Certificates } from '../../../../../support/certificates';
import { connectionConfig } from '../../../../../support/connection-config';
import { usualFields } from '../../../../../../electron/contract/usual-fields';

let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
});
afterAll(() => certificates.dispose());

const garbage = '-----BEGIN CERTIFICATE-----\nZ29vZCBtb3JuaW5n\n-----END CERTIFICATE-----\n';

describe('tlsCredentials', () => {
  it.each<[string, (all: Certificates) => Partial<ConnectionConfig>, object | null]>([
    ['nothing', () => ({}), null],
    ['a CA', (all) => ({ caPem: all.caPem }), null],
    ['two CAs', (all) => ({ caPem: all.caPem + all.otherCaPem }), null],
    ['a pair', ({ client }) => ({ certificatePem: client.certificatePem, keyPem: client.keyPem }), null],
    ['a CA that is text', () => ({ caPem: 'hello' }), { code: 'ca-file-invalid' }],
    ['a CA that is garbage inside', () => ({ caPem: garbage }), { code: 'ca-file-invalid' }],
    ['a good CA and garbage', (all) => ({ caPem: all.caPem + garbage }), { code: 'ca-file-invalid' }],
    [
      'a certificate without its key',
      ({ client }) => ({ certificatePem: client.certificatePem }),
      { code: 'client-certificate-invalid', facts: { reason: 'no-key' } }
    ],
    [
      'a key without its certificate',
      ({ client }) => ({ keyPem: client.keyPem }),
      { code: 'client-certificate-invalid', facts: { reason: 'no-certificate' } }
    ],
    [
      'the key of another certificate',
      ({ client, server }) => ({ certificatePem: client.certificatePem, keyPem: server.keyPem }),
      { code: 'client-certificate-invalid', facts: { reason: 'other-certificate' } }
    ],
    [
      'a garbage certificate',
      ({ client }) => ({ certificatePem: garbage, keyPem: client.keyPem }),
      { code: 'certificate-file-invalid' }
    ],
    ['a garbage revocation list', () => ({ crlPem: garbage }), { code: 'crl-file-invalid' }],
    [
      'a garbage key',
      ({ client }) => ({ certificatePem: client.certificatePem, keyPem: 'secret' }),
      { code: 'key-file-invalid', facts: { reason: 'damaged' } }
    ]
  ])('%s', (_name, choose, expected) => {
    const result = tlsCredentials(configured(choose(certificates), 'system-and-file'), {});
    if (expected === null) expect(result.ok).toBe(true);
    else expect(result).toMatchObject({ ok: false, failure: expected });
  });

  it('takes the CA file only where the connection trusts it', () => {
    const { caPem } = certificates;
    for (const [trust, own] of [
      ['system', 0],
      ['system-and-file', 1],
      ['file', 1]
    ] as const) {
      const result = tlsCredentials(configured({ caPem }, trust), {});
      expect(result.ok && result.value.ownAuthorities.length).toBe(own);
    }
    expect(tlsCredentials(configured({ caPem: garbage }, 'system'), {}).ok).toBe(true);
  });
});

function configured(files: Partial<ConnectionConfig>, trust: TrustChoice): ConnectionConfig {
  const address = { protocol: 'mqtts', host: 'localhost', port: 8883, path: '/' } as const;
  return connectionConfig({ address, fields: { tls: { ...usualFields('', address).tls, trust } }, ...files });
}
