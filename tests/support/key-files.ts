import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which openssl makes keys, certificates, PKCS#12 files and revocation lists for one test file. */
export class KeyFiles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'treeline-keys-'));

  constructor() {
    for (const [name, algorithm] of [
      ['rsa', ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
      ['ec', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
      ['ed25519', ['ED25519']],
      ['ca', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
      ['middle', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256']]
    ] as const) {
      this.openssl('genpkey', '-algorithm', ...algorithm, '-out', this.path(`${name}.key`));
    }
    this.#root();
    this.#sign('middle', 'ca', 'Treeline middle', 'basicConstraints=critical,CA:TRUE');
    this.#write('chain.pem', `${this.text('ca.pem')}${this.text('middle.pem')}`);
    for (const name of ['rsa', 'ec', 'ed25519']) {
      this.#sign(
        name,
        'middle',
        `line-7-${name}`,
        `subjectAltName=DNS:line-7,IP:127.0.0.1,IP:::1,DNS:*.factory.example`
      );
    }
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  bytes(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Runs openssl in the folder; what it prints is the answer. */
  openssl(...args: readonly string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** `name`.key locked with a passphrase, as PKCS#8. */
  lockedPkcs8(name: string, passphrase: string, ...options: readonly string[]): Buffer {
    return this.openssl('pkcs8', '-topk8', '-in', `${name}.key`, '-passout', `pass:${passphrase}`, ...options);
  }

  /** `name`.key as OpenSSL once locked keys: `Proc-Type: 4,ENCRYPTED`. */
  lockedTraditional(name: 'rsa' | 'ec', passphrase: string, cipher: string, ...options: readonly string[]): Buffer {
    const passout = ['-passout', `pass:${passphrase}`, ...options];
    return name === 'rsa'
      ? this.openssl('rsa', '-in', 'rsa.key', '-traditional', cipher, ...passout)
      : this.openssl('ec', '-in', 'ec.key', cipher, ...passout);
  }

  /** A PKCS#12 file with `name`'s key and certificate and the chain over it. */
  pkcs12(name: string, passphrase: string, ...options: readonly string[]): Buffer {
    const files = ['-inkey', `${name}.key`, '-in', `${name}.pem`, '-certfile', 'chain.pem'];
    return this.openssl('pkcs12', '-export', ...files, '-passout', `pass:${passphrase}`, ...options);
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #root(): void {
    const subject = ['-subj', '/O=Treeline tests/CN=Treeline authority'];
    this.openssl('req', '-x509', '-key', 'ca.key', '-out', 'ca.pem', '-days', '30', ...subject);
    this.#write('list.cnf', `[ca]\ndefault_ca=own\n[own]\ndatabase=list.txt\ndefault_md=sha256\n`);
    this.#write('list.txt', 'R\t300101000000Z\t260101000000Z\t1000\tunknown\t/CN=gone\n');
    this.openssl(
      'ca',
      '-gencrl',
      '-config',
      'list.cnf',
      '-cert',
      'ca.pem',
      '-keyfile',
      'ca.key',
      '-crldays',
      '7',
      '-out',
      'list.crl'
    );
  }

  #sign(name: string, issuer: string, commonName: string, extension: string): void {
    this.#write(`${name}.ext`, `${extension}\n`);
    this.openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/O=Treeline tests/CN=${commonName}`,
      '-out',
      `${name}.csr`
    );
    const signer = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '30'];
    this.openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
  }

  #write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }
}
