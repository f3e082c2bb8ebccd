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

type KeyKind = 'ec' | 'rsa' | 'weak-rsa' | 'ed25519';

export interface CertificateWish {
  readonly commonName: string;
  readonly organisation?: string;
  /** `DNS:localhost,IP:127.0.0.1`; without: a certificate with a common name only. */
  readonly names?: string;
  readonly key?: KeyKind;
  /** Negative: expired. */
  readonly days?: number;
  readonly digest?: 'sha1';
  /** Lines of an openssl extension section. */
  readonly extensions?: readonly string[];
}

export const serverNames = 'DNS:localhost,IP:127.0.0.1,IP:::1';

const newKeys: Readonly<Record<KeyKind, readonly string[]>> = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  rsa: ['-newkey', 'rsa:2048'],
  'weak-rsa': ['-newkey', 'rsa:1024'],
  ed25519: ['-newkey', 'ed25519']
};

/** Makes authorities and certificates by openssl, in a folder of its own. */
export class CertificateFolder {
  readonly #folder = mkdtempSync(join(tmpdir(), 'treeline-certificates-'));

  root(name: string, wish: CertificateWish): Pair {
    const section = [
      ...(wish.names === undefined ? [] : [`subjectAltName=${wish.names}`]),
      ...(wish.extensions ?? [])
    ].flatMap((line) => ['-addext', line]);
    this.#openssl('req', '-x509', ...this.#newPair(name, wish, 'pem'), '-days', String(wish.days ?? 30), ...section);
    return this.pair(name);
  }

  /** `root` that ended yesterday: `openssl req` takes no such end. */
  expiredRoot(name: string, wish: CertificateWish): Pair {
    this.#request(name, wish);
    this.#openssl(
      ...['x509', '-req', '-in', this.file(`${name}.csr`), '-out', this.file(`${name}.pem`), '-days', '-1'],
      ...['-signkey', this.file(`${name}.key`), '-extfile', this.file(`${name}.ext`)]
    );
    return this.pair(name);
  }

  sign(name: string, by: Pair, wish: CertificateWish): Pair {
    this.#request(name, wish);
    this.#openssl(
      ...['x509', '-req', '-in', this.file(`${name}.csr`), '-out', this.file(`${name}.pem`), '-CAcreateserial'],
      ...['-CA', by.certificateFile, '-CAkey', by.keyFile, '-extfile', this.file(`${name}.ext`)],
      ...['-days', String(wish.days ?? 30), ...(wish.digest ? [`-${wish.digest}`] : [])]
    );
    return this.pair(name);
  }

  /** By `openssl ca`, the only one that takes a start: valid from tomorrow. */
  signForTomorrow(name: string, by: Pair, wish: CertificateWish): Pair {
    this.#request(name, wish);
    const start = opensslTime(Date.now() + 86_400_000 * 1.5);
    const end = opensslTime(Date.now() + 86_400_000 * 30);
    this.#openssl(
      ...['ca', '-batch', '-notext', ...this.#database(by)],
      ...['-startdate', start, '-enddate', end, '-extfile', this.file(`${name}.ext`)],
      ...['-in', this.file(`${name}.csr`), '-out', this.file(`${name}.pem`)]
    );
    return this.pair(name);
  }

  /** The revocation list of `by`, with these in it, as PEM; `outdated`: a newer one should have come an hour ago. */
  revocationList(by: Pair, revoked: readonly Pair[], name: string, outdated = false): string {
    const database = this.#database(by);
    const hour = 3_600_000;
    const validity = outdated
      ? ['-crl_lastupdate', opensslTime(Date.now() - 2 * hour), '-crl_nextupdate', opensslTime(Date.now() - hour)]
      : ['-crldays', '30'];
    for (const { certificateFile } of revoked) this.#openssl('ca', ...database, '-revoke', certificateFile);
    this.#openssl('ca', ...database, '-gencrl', ...validity, '-out', this.file(`${name}.crl`));
    return readFileSync(this.file(`${name}.crl`), 'utf8');
  }

  /** The pair with the certificates of `others` behind its own: what a broker sends as its chain. */
  withChain(name: string, pair: Pair, others: readonly Pair[]): Pair {
    const certificatePem = [pair, ...others].map((one) => one.certificatePem).join('');
    writeFileSync(this.file(`${name}.pem`), certificatePem);
    return { ...pair, certificateFile: this.file(`${name}.pem`), certificatePem };
  }

  pair(name: string): Pair {
    const certificateFile = this.file(`${name}.pem`);
    const keyFile = this.file(`${name}.key`);
    const [certificatePem, keyPem] = [readFileSync(certificateFile, 'utf8'), readFileSync(keyFile, 'utf8')];
    return { certificateFile, keyFile, certificatePem, keyPem };
  }

  file(name: string): string {
    return join(this.#folder, name);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #request(name: string, wish: CertificateWish): void {
    this.#openssl('req', ...this.#newPair(name, wish, 'csr'));
    const lines = [...(wish.names === undefined ? [] : [`subjectAltName=${wish.names}`]), ...(wish.extensions ?? [])];
    writeFileSync(this.file(`${name}.ext`), `${lines.join('\n')}\n`);
  }

  #newPair(name: string, wish: CertificateWish, out: 'pem' | 'csr'): string[] {
    const organisation = wish.organisation === undefined ? '' : `/O=${wish.organisation}`;
    const files = ['-keyout', this.file(`${name}.key`), '-out', this.file(`${name}.${out}`)];
    return [...newKeys[wish.key ?? 'ec'], '-nodes', ...files, '-subj', `${organisation}/CN=${wish.commonName}`];
  }

  /** What `openssl ca` keeps books in. */
  #database({ certificateFile, keyFile }: Pair): string[] {
    const config = `${certificateFile}.cnf`;
    const index = `${certificateFile}.index`;
    writeFileSync(index, '', { flag: 'a' });
    writeFileSync(
      config,
      [
        ...['[ca]', 'default_ca=own', '[own]', `database=${index}`, `new_certs_dir=${this.#folder}`],
        ...['default_md=sha256', 'policy=any', 'unique_subject=no', 'rand_serial=yes', '[any]', 'commonName=supplied']
      ].join('\n')
    );
    return ['-config', config, '-cert', certificateFile, '-keyfile', keyFile];
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

/** `YYYYMMDDHHMMSSZ`. */
function opensslTime(atMs: number): string {
  return `${new Date(atMs).toISOString().replace(/[-:T]|\..*$/g, '')}Z`;
}
