import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key as files (for brokers) and as PEM (for profiles). */
export interface Pair {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** A small authority and what it signed, made by openssl in a folder of its own. */
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

const names = 'DNS:localhost,IP:127.0.0.1,IP:::1';

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-certificates-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const pair = (name: string): Pair => ({
    certificateFile: file(`${name}.pem`),
    keyFile: file(`${name}.key`),
    certificatePem: readFileSync(file(`${name}.pem`), 'utf8'),
    keyPem: readFileSync(file(`${name}.key`), 'utf8')
  });
  const root = (name: string, commonName: string, extensions: string[] = []): Pair => {
    const out = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-days', '30'];
    openssl('req', '-x509', ...newKey, ...out, '-subj', `/O=Treeline tests/CN=${commonName}`, ...extensions);
    return pair(name);
  };
  const ca = root('ca', 'Test authority');
  const sign = (name: string, commonName: string, subjectAltName: string, days: number): Pair => {
    const request = ['-keyout', file(`${name}.key`), '-out', file(`${name}.csr`)];
    openssl('req', ...newKey, ...request, '-subj', `/CN=${commonName}`);
    writeFileSync(file(`${name}.ext`), `subjectAltName=${subjectAltName}\n`);
    const signer = ['-CA', ca.certificateFile, '-CAkey', ca.keyFile, '-CAcreateserial'];
    const rest = ['-days', String(days), '-extfile', file(`${name}.ext`), '-out', file(`${name}.pem`)];
    openssl('x509', '-req', '-in', file(`${name}.csr`), ...signer, ...rest);
    return pair(name);
  };
  return {
    caFile: ca.certificateFile,
    caPem: ca.certificatePem,
    otherCaPem: root('other-ca', 'Another authority').certificatePem,
    server: sign('server', 'localhost', names, 30),
    expired: sign('expired', 'localhost', names, -1),
    wrongHost: sign('wrong-host', 'broker.example', 'DNS:broker.example,DNS:*.factory.example', 30),
    selfSigned: root('self-signed', 'localhost', ['-addext', `subjectAltName=${names}`]),
    client: sign('client', 'line-7', 'DNS:line-7', 30),
    dispose: () => rmSync(folder, { recursive: true, force: true })
  };
}
