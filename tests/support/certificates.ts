import { CertificateFolder, serverNames, type Pair } from './certificate-folder';

/** A small authority and what it signed, made by openssl in a folder of its own. More kinds of chains: tls-certificates.ts. */
export interface Certificates {
  readonly caFile: string;
  readonly caPem: string;
  /** A second authority that signed nothing here. */
  readonly otherCaPem: string;
  /** For localhost, 127.0.0.1 and ::1. */
  readonly server: Pair;
  readonly expired: Pair;
  /** For broker.example only. */
  readonly wrongHost: Pair;
  readonly selfSigned: Pair;
  readonly client: Pair;
  dispose(): void;
}

export function makeCertificates(): Certificates {
  const folder = new CertificateFolder();
  const ca = folder.root('ca', { commonName: 'Test authority', organisation: 'Treeline tests' });
  const sign = (name: string, commonName: string, names: string, days = 30): Pair =>
    folder.sign(name, ca, { commonName, names, days });
  return {
    caFile: ca.certificateFile,
    caPem: ca.certificatePem,
    otherCaPem: folder.root('other-ca', { commonName: 'Another authority', organisation: 'Somebody else' })
      .certificatePem,
    server: sign('server', 'localhost', serverNames),
    expired: sign('expired', 'localhost', serverNames, -1),
    wrongHost: sign('wrong-host', 'broker.example', 'DNS:broker.example,DNS:*.factory.example'),
    selfSigned: folder.root('self-signed', {
      commonName: 'localhost',
      organisation: 'Treeline tests',
      names: serverNames
    }),
    client: sign('client', 'line-7', 'DNS:line-7'),
    dispose: () => folder.dispose()
  };
}
