import { usualFields } from '../../electron/contract/usual-fields';
import type { ConnectionConfig } from '../../electron/contract/engine-control';
import type { FailureCode, FailureFacts } from '../../electron/contract/failure';
import type { TlsOptions } from '../../electron/contract/tls-options';
import { fingerprintOf } from './fingerprint';
import { connectionConfig } from './connection-config';
import type { ServerKind, TlsCertificates } from './tls-certificates';

/** What a person is told; `chain`: the flaws drawn, leaf first, the worst first; null: none. */
interface TlsRefusal {
  readonly code: FailureCode;
  readonly facts?: FailureFacts;
  readonly title: string;
  readonly meaning?: RegExp;
  readonly chain?: readonly (string | null)[];
}
type TlsVerdict = 'passes' | TlsRefusal;

export interface TlsRow {
  readonly name: string;
  readonly server: ServerKind;
  readonly wish: (made: TlsCertificates) => TlsWish;
  readonly node: TlsVerdict;
  /** In Electron's BoringSSL, where it differs. */
  readonly electron?: TlsVerdict;
}

interface TlsWish {
  readonly caPem?: string;
  readonly crlPem?: string;
  readonly tls?: Partial<TlsOptions>;
  readonly verifyCertificate?: boolean;
}

/** The configuration of a row, for a broker on this port of 127.0.0.1. */
export function tlsRowConfig({ wish }: TlsRow, made: TlsCertificates, port: number): ConnectionConfig {
  const { caPem = null, crlPem = null, tls, verifyCertificate = true } = wish(made);
  const address = { protocol: 'mqtts', host: 'localhost', port, path: '/' } as const;
  const usual = usualFields('Test', address).tls;
  const trust = caPem === null ? 'system' : 'file';
  return connectionConfig({
    address,
    fields: { verifyCertificate, tls: { ...usual, trust, ...tls } },
    caPem,
    crlPem
  });
}

const own = ({ root }: TlsCertificates): TlsWish => ({ caPem: root.certificatePem });
const notTrusted = 'The broker’s certificate is not trusted';
const nothingInCommon: TlsRefusal = {
  code: 'tls-failed',
  facts: { reason: 'nothing-in-common' },
  title: 'No TLS connection with localhost',
  meaning: /Ed25519/
};

function pinned(fingerprint: string): Partial<TlsOptions> {
  return { trusted: { fingerprint, subject: 'localhost', atMs: 0 } };
}

/** Every server certificate and every choice of trust with the verdict and the sentence people get. */
export const tlsTable: readonly TlsRow[] = [
  { name: 'an EC certificate', server: 'ec', wish: own, node: 'passes' },
  { name: 'an RSA certificate', server: 'rsa', wish: own, node: 'passes' },
  { name: 'an Ed25519 certificate', server: 'ed25519', wish: own, node: 'passes', electron: nothingInCommon },
  { name: 'a common name and no alternative ones', server: 'common-name-only', wish: own, node: 'passes' },
  { name: 'leaf and intermediate', server: 'full-chain', wish: own, node: 'passes' },
  {
    name: 'an own authority beside the system’s',
    server: 'ec',
    wish: (made) => ({ ...own(made), tls: { trust: 'system-and-file' } }),
    node: 'passes'
  },
  {
    name: 'an own authority that the connection does not use',
    server: 'ec',
    wish: (made) => ({ ...own(made), tls: { trust: 'system' } }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', authority: 'Root authority', chainLength: 1 },
      title: notTrusted,
      meaning: /issued by “Root authority”, which this connection does not know/,
      chain: ['not-trusted']
    }
  },
  {
    name: 'only a file and no file',
    server: 'ec',
    wish: () => ({ tls: { trust: 'file' } }),
    node: { code: 'certificate-not-trusted', facts: { kind: 'unknown-authority' }, title: notTrusted }
  },
  {
    name: 'another authority, leaf only',
    server: 'other-authority',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', authority: 'Another authority' },
      title: notTrusted,
      chain: ['not-trusted']
    }
  },
  {
    name: 'another authority that is sent along',
    server: 'other-root-sent',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', authority: 'Another authority', chainLength: 2 },
      title: notTrusted,
      chain: [null, 'not-trusted']
    }
  },
  {
    name: 'another authority of the same name',
    server: 'ec',
    wish: ({ sameNameRoot }) => ({ caPem: sameNameRoot.certificatePem }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', otherKey: 1 },
      title: notTrusted,
      meaning: /names are the same, the keys are not/
    }
  },
  {
    name: 'a missing intermediate of the own authority',
    server: 'missing-intermediate',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'missing-intermediate', issuer: 'Issuing authority' },
      title: 'The broker does not send its whole certificate chain',
      chain: ['not-trusted']
    }
  },
  {
    name: 'a missing intermediate that says where it is',
    server: 'missing-intermediate-with-aia',
    wish: () => ({}),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'missing-intermediate', issuer: 'Public issuing authority' },
      title: 'The broker does not send its whole certificate chain'
    }
  },
  {
    name: 'an expired one',
    server: 'expired',
    wish: own,
    node: {
      code: 'certificate-expired',
      facts: { whose: 'broker', days: 1 },
      title: 'The broker’s certificate expired 1 day ago',
      chain: ['expired', null]
    }
  },
  {
    name: 'an authority that expired',
    server: 'expired-authority',
    wish: own,
    node: {
      code: 'certificate-expired',
      facts: { whose: 'authority', outdated: 'Old authority' },
      title: 'The certificate of the broker’s authority expired 1 day ago',
      chain: [null, 'expired', null]
    }
  },
  {
    name: 'one that is not valid yet',
    server: 'tomorrow',
    wish: own,
    node: {
      code: 'certificate-not-yet-valid',
      facts: { whose: 'broker' },
      title: 'The broker’s certificate is not valid yet',
      chain: ['not-yet-valid', null]
    }
  },
  {
    name: 'one for another host',
    server: 'wrong-host',
    wish: own,
    node: {
      code: 'certificate-wrong-host',
      facts: { names: 'broker.example, *.factory.example' },
      title: 'The certificate is not for localhost',
      chain: ['wrong-host', null]
    }
  },
  {
    name: 'an expired one for another host',
    server: 'expired-wrong-host',
    wish: own,
    node: {
      code: 'certificate-expired',
      facts: { days: 1, alsoNames: 'broker.example, *.factory.example' },
      title: 'The broker’s certificate expired 1 day ago',
      meaning: /It is also for another name: broker\.example, \*\.factory\.example\.$/,
      chain: ['expired wrong-host', null]
    }
  },
  {
    name: 'an expired one of nobody known and for another host',
    server: 'all-wrong',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', alsoExpired: 1, alsoNames: 'broker.example, *.factory.example' },
      title: notTrusted,
      meaning: /does not know\. It also expired 1 day ago\. It is also for another name: broker\.example/,
      chain: ['expired wrong-host not-trusted']
    }
  },
  {
    name: 'one of nobody known and for another host',
    server: 'wrong-host',
    wish: () => ({}),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', alsoNames: 'broker.example, *.factory.example' },
      title: notTrusted,
      meaning: /does not know\. It is also for another name/,
      chain: ['wrong-host not-trusted']
    }
  },
  {
    name: 'an expired one under another authority that is sent along',
    server: 'expired-other-root-sent',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'unknown-authority', alsoExpired: 1, chainLength: 2 },
      title: notTrusted,
      meaning: /It also expired 1 day ago\.$/,
      chain: ['expired', 'not-trusted']
    }
  },
  {
    name: 'an expired self-signed one',
    server: 'expired-self-signed',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'self-signed', alsoExpired: 1 },
      title: 'The broker’s certificate is signed by itself',
      meaning: /It also expired 1 day ago\.$/,
      chain: ['expired not-trusted']
    }
  },
  {
    name: 'an expired self-signed one that is the CA file',
    server: 'expired-self-signed',
    wish: ({ servers }) => ({ caPem: servers['expired-self-signed'].certificatePem }),
    node: {
      code: 'certificate-expired',
      facts: { days: 1 },
      title: 'The broker’s certificate expired 1 day ago',
      chain: ['expired']
    }
  },
  {
    name: 'one for another host whose name is asked for (SNI)',
    server: 'wrong-host',
    wish: (made) => ({ ...own(made), tls: { serverName: 'line-7.factory.example' } }),
    node: 'passes'
  },
  {
    name: 'a name asked for (SNI) that the certificate does not have',
    server: 'ec',
    wish: (made) => ({ ...own(made), tls: { serverName: 'broker.internal' } }),
    node: { code: 'certificate-wrong-host', title: 'The certificate is not for broker.internal' }
  },
  {
    name: 'a self-signed one',
    server: 'self-signed',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'self-signed', subject: 'localhost', chainLength: 1 },
      title: 'The broker’s certificate is signed by itself',
      chain: ['not-trusted']
    }
  },
  {
    name: 'a self-signed one that is the CA file',
    server: 'self-signed',
    wish: ({ servers }) => ({ caPem: servers['self-signed'].certificatePem }),
    node: 'passes'
  },
  {
    name: 'an RSA key of 1024 bits',
    server: 'weak-key',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'weak' },
      title: 'The broker’s certificate is too weak',
      chain: ['weak', null]
    }
  },
  {
    name: 'a signature over SHA-1',
    server: 'weak-signature',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'weak' },
      title: 'The broker’s certificate is too weak',
      chain: ['weak', null]
    }
  },
  {
    name: 'a client’s certificate',
    server: 'for-clients',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'wrong-purpose' },
      title: 'The broker’s certificate is not made for servers'
    }
  },
  {
    name: 'one that was issued by another server’s certificate',
    server: 'issued-by-a-server',
    wish: own,
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'invalid-chain' },
      title: 'The broker’s certificate does not stand the check'
    }
  },
  { name: 'a revoked one without a list', server: 'revoked', wish: own, node: 'passes' },
  {
    name: 'a revoked one with the list',
    server: 'revoked',
    wish: (made) => ({ ...own(made), crlPem: made.revocationList }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'revoked' },
      title: 'The broker’s certificate was revoked',
      chain: ['revoked', null]
    }
  },
  {
    name: 'a revoked one with a file of several lists, its own last',
    server: 'revoked',
    wish: (made) => ({ ...own(made), crlPem: `${made.otherList}\n${made.revocationList}` }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'revoked' },
      title: 'The broker’s certificate was revoked',
      chain: ['revoked', null]
    }
  },
  {
    name: 'one that the list does not name',
    server: 'ec',
    wish: (made) => ({ ...own(made), crlPem: made.revocationList }),
    node: 'passes'
  },
  {
    name: 'a list that is too old',
    server: 'ec',
    wish: (made) => ({ ...own(made), crlPem: made.outdatedList }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'crl-outdated' },
      title: 'The revocation list is out of date'
    }
  },
  {
    name: 'a list of another authority',
    server: 'ec',
    wish: (made) => ({ ...own(made), crlPem: made.otherList }),
    node: {
      code: 'certificate-not-trusted',
      facts: { kind: 'crl-missing' },
      title: 'The revocation list does not cover the broker’s certificate'
    }
  },
  {
    name: 'one trusted by its fingerprint, of nobody known and for another host',
    server: 'wrong-host',
    wish: ({ servers }) => ({ tls: pinned(fingerprintOf(servers['wrong-host'])) }),
    node: 'passes'
  },
  {
    name: 'another than the one trusted by its fingerprint, though an authority vouches for it',
    server: 'ec',
    wish: (made) => ({ ...own(made), tls: pinned(fingerprintOf(made.servers.rsa)) }),
    node: {
      code: 'certificate-changed',
      facts: { subject: 'localhost', oldSubject: 'localhost' },
      title: 'The broker shows another certificate than the one you trust',
      chain: [null, null]
    }
  },
  {
    name: 'any certificate, where none is checked',
    server: 'expired',
    wish: () => ({ verifyCertificate: false }),
    node: 'passes'
  }
];
