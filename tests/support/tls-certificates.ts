import { CertificateFolder, serverNames, type Pair } from './certificate-folder';

/** Every kind of chain a broker may show, and what goes with them. `names` of servers: localhost, 127.0.0.1, ::1. */
export interface TlsCertificates {
  readonly root: Pair;
  readonly otherRoot: Pair;
  /** Another authority under the name of `root`. */
  readonly sameNameRoot: Pair;
  readonly servers: Readonly<Record<ServerKind, Pair>>;
  readonly client: Pair;
  readonly otherClient: Pair;
  /** Of `root`; `revoked` is in it. */
  readonly revocationList: string;
  /** Of `root`, too old. */
  readonly outdatedList: string;
  /** Of `otherRoot`. */
  readonly otherList: string;
  dispose(): void;
}

export const serverKinds = [
  'ec',
  'rsa',
  'ed25519',
  'full-chain',
  'missing-intermediate',
  'missing-intermediate-with-aia',
  'other-root-sent',
  'other-authority',
  'expired',
  'expired-authority',
  'tomorrow',
  'wrong-host',
  'expired-wrong-host',
  'all-wrong',
  'expired-other-root-sent',
  'self-signed',
  'expired-self-signed',
  'common-name-only',
  'weak-key',
  'weak-signature',
  'for-clients',
  'issued-by-a-server',
  'revoked'
] as const;
export type ServerKind = (typeof serverKinds)[number];

const server = { commonName: 'localhost', names: serverNames };
const elsewhere = { commonName: 'broker.example', names: 'DNS:broker.example,DNS:*.factory.example' };
const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign'];

/** Takes openssl about a second. */
export function makeTlsCertificates(): TlsCertificates {
  const folder = new CertificateFolder();
  const organisation = 'Treeline tests';
  const root = folder.root('root', { commonName: 'Root authority', organisation });
  const otherRoot = folder.root('other-root', { commonName: 'Another authority', organisation: 'Somebody else' });
  const intermediate = folder.sign('intermediate', root, {
    ...{ commonName: 'Issuing authority', organisation },
    extensions: authority
  });
  const foreign = folder.sign('foreign', otherRoot, {
    ...{ commonName: 'Public issuing authority', organisation: 'Public' },
    extensions: authority
  });
  const oldAuthority = folder.sign('old-authority', root, {
    ...{ commonName: 'Old authority', organisation, days: -1 },
    extensions: authority
  });
  const issued = folder.sign('issued', intermediate, server);
  const otherIssued = folder.sign('other-issued', otherRoot, server);
  const issuer = folder.sign('issuer', root, {
    commonName: 'Some server',
    organisation,
    extensions: ['basicConstraints=critical,CA:FALSE']
  });
  const servers: Record<ServerKind, Pair> = {
    ec: folder.sign('ec', root, server),
    rsa: folder.sign('rsa', root, { ...server, key: 'rsa' }),
    ed25519: folder.sign('ed25519', root, { ...server, key: 'ed25519' }),
    'full-chain': folder.withChain('full-chain', issued, [intermediate]),
    'missing-intermediate': issued,
    'missing-intermediate-with-aia': folder.sign('with-aia', foreign, {
      ...server,
      extensions: ['authorityInfoAccess=caIssuers;URI:http://ca.example/issuing.der']
    }),
    'other-root-sent': folder.withChain('other-root-sent', otherIssued, [otherRoot]),
    'other-authority': otherIssued,
    expired: folder.sign('expired', root, { ...server, days: -1 }),
    'expired-authority': folder.withChain('old-chain', folder.sign('under-old', oldAuthority, server), [oldAuthority]),
    tomorrow: folder.signForTomorrow('tomorrow', root, server),
    'wrong-host': folder.sign('wrong-host', root, elsewhere),
    'expired-wrong-host': folder.sign('expired-wrong-host', root, { ...elsewhere, days: -1 }),
    'all-wrong': folder.sign('all-wrong', otherRoot, { ...elsewhere, days: -1 }),
    'expired-other-root-sent': folder.withChain(
      'expired-other-root-sent',
      folder.sign('expired-other', otherRoot, { ...server, days: -1 }),
      [otherRoot]
    ),
    'self-signed': folder.root('self-signed', server),
    'expired-self-signed': folder.expiredRoot('expired-self-signed', server),
    'common-name-only': folder.sign('common-name-only', root, { commonName: 'localhost' }),
    'weak-key': folder.sign('weak-key', root, { ...server, key: 'weak-rsa' }),
    'weak-signature': folder.sign('weak-signature', root, { ...server, digest: 'sha1' }),
    'for-clients': folder.sign('for-clients', root, { ...server, extensions: ['extendedKeyUsage=clientAuth'] }),
    'issued-by-a-server': folder.withChain('by-server', folder.sign('by-a-server', issuer, server), [issuer]),
    revoked: folder.sign('revoked', root, server)
  };
  return {
    root,
    otherRoot,
    sameNameRoot: folder.root('same-name', { commonName: 'Root authority', organisation }),
    servers,
    client: folder.sign('client', root, { commonName: 'line-7', names: 'DNS:line-7' }),
    otherClient: folder.sign('other-client', otherRoot, { commonName: 'line-8', names: 'DNS:line-8' }),
    revocationList: folder.revocationList(root, [servers.revoked], 'list'),
    outdatedList: folder.revocationList(root, [], 'outdated-list', true),
    otherList: folder.revocationList(otherRoot, [], 'other-list'),
    dispose: () => folder.dispose()
  };
}
