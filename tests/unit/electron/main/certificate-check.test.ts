import { createPrivateKey, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyFiles } from '../../../support/key-files';
import { checkFile, checkPair, type CheckedFile, type LockedFile } from '../../../../electron/main/certificate-check';
import type { FileKind } from '../../../../electron/contract/profile';
import { failureWords } from '../../../../electron/contract/words/failures';

/** Capitals, a space and a letter that UTF-8 and UTF-16 write differently. */
const passphrase = 'geh Äim';
/** Ciphers that OpenSSL 3 keeps in a provider of its own. */
const legacy = ['-provider', 'legacy', '-provider', 'default'];

let made: KeyFiles;
beforeAll(() => {
  made = new KeyFiles();
});
afterAll(() => made.dispose());

async function check(kind: FileKind, bytes: Buffer | string): Promise<CheckedFile | LockedFile> {
  const checked = await checkFile(kind, 'line-7', Buffer.from(bytes));
  if (!checked.ok) throw new Error(`${checked.failure.code} ${JSON.stringify(checked.failure.facts)}`);
  return checked.value;
}

async function open(kind: FileKind, bytes: Buffer | string): Promise<CheckedFile> {
  const checked = await check(kind, bytes);
  if ('unlock' in checked) throw new Error('it is locked');
  return checked;
}

async function unlock(kind: FileKind, bytes: Buffer): Promise<CheckedFile> {
  const locked = await check(kind, bytes);
  if (!('unlock' in locked)) throw new Error('it is not locked');
  expect(locked.facts).toMatchObject({ fileName: 'line-7', subject: null, keyType: null, count: 0 });
  for (const wrong of ['wrong', '', `${passphrase} `, passphrase.toLowerCase(), 'x'.repeat(100_000)]) {
    expect(await locked.unlock(wrong)).toEqual({
      ok: false,
      failure: { code: 'passphrase-wrong', raw: '', facts: { fileName: 'line-7' } }
    });
  }
  const opened = await locked.unlock(passphrase);
  if (!opened.ok) throw new Error(`${opened.failure.code} ${JSON.stringify(opened.failure.facts)}`);
  return opened.value;
}

async function trouble(kind: FileKind, bytes: Buffer | string): Promise<unknown> {
  const checked = await checkFile(kind, 'line-7', Buffer.from(bytes));
  return checked.ok ? null : checked.failure;
}

const keyOf = (name: string): KeyObject => createPrivateKey(made.text(`${name}.key`));
const isKeyOf = (pem: string | null, name: string): boolean => createPrivateKey(pem ?? '').equals(keyOf(name));
const names = ['rsa', 'ec', 'ed25519'] as const;
const keyTypes = { rsa: 'RSA 2048', ec: 'ECDSA P-256', ed25519: 'Ed25519' } as const;

describe('certificates', () => {
  it.each(names)('tells whose an %s certificate is, who vouches for it and until when', async (name) => {
    const { facts, pem, keyPem } = await open('certificate', made.bytes(`${name}.pem`));
    expect(facts).toEqual({
      fileName: 'line-7',
      subject: `line-7-${name}`,
      issuer: 'Treeline middle',
      names: ['line-7', '127.0.0.1', '0:0:0:0:0:0:0:1', '*.factory.example'],
      fingerprint: made
        .openssl('x509', '-in', `${name}.pem`, '-noout', '-fingerprint', '-sha256')
        .toString()
        .trim()
        .replace(/^.*=/, ''),
      validFromMs: expect.any(Number),
      validToMs: expect.any(Number),
      keyType: keyTypes[name],
      count: 1
    });
    expect((facts.validToMs ?? 0) - (facts.validFromMs ?? 0)).toBe(30 * 86_400_000);
    expect(pem).toBe(made.text(`${name}.pem`));
    expect(keyPem).toBeNull();
  });

  it('takes DER as well and keeps it as PEM', async () => {
    const der = made.openssl('x509', '-in', 'rsa.pem', '-outform', 'DER');
    expect((await open('ca', der)).pem).toBe(made.text('rsa.pem'));
  });

  it('keeps every certificate of a bundle, and nothing else of the file', async () => {
    const text = `# ours\r\n${made.text('ca.pem')}\n${made.text('rsa.key')}# theirs\n${made.text('middle.pem').replaceAll('\n', '\r\n')}`;
    const { facts, pem } = await open('ca', text);
    expect(facts).toMatchObject({ subject: 'Treeline authority', count: 2, keyType: 'ECDSA P-384' });
    expect(pem).toBe(made.text('ca.pem') + made.text('middle.pem'));
  });

  it('says what a file is instead', async () => {
    const request = made.bytes('rsa.csr');
    const p12 = made.pkcs12('rsa', passphrase);
    const damaged = made.text('rsa.pem').replace(/\n[A-Za-z0-9+/]{8}/, '\nAAAAAAAA');
    const facts = (reason: string, holds?: string) => ({
      facts: { fileName: 'line-7', reason, ...(holds && { holds }) }
    });
    expect(await trouble('certificate', made.bytes('rsa.key'))).toMatchObject(facts('no-certificate', 'key'));
    expect(await trouble('certificate', request)).toMatchObject(facts('no-certificate', 'request'));
    expect(await trouble('certificate', p12)).toMatchObject(facts('no-certificate', 'pkcs12'));
    expect(await trouble('ca', made.bytes('list.crl'))).toMatchObject(facts('no-certificate', 'crl'));
    expect(await trouble('ca', damaged)).toMatchObject(facts('damaged'));
    expect(await trouble('ca', made.text('ca.pem').slice(0, 200))).toMatchObject(facts('damaged'));
    for (const garbage of ['', 'hello', '\u0000', '-----BEGIN ']) {
      expect(await trouble('ca', garbage)).toMatchObject({
        code: 'ca-file-invalid',
        ...facts('no-certificate', 'nothing')
      });
    }
  });
});

describe('revocation lists', () => {
  it('takes PEM and DER, and says whose it is and until when', async () => {
    const der = made.openssl('crl', '-in', 'list.crl', '-outform', 'DER');
    const { facts, pem } = await open('crl', made.bytes('list.crl'));
    expect(facts).toMatchObject({ issuer: 'Treeline authority', count: 1, keyType: null });
    expect((facts.validToMs ?? 0) - (facts.validFromMs ?? 0)).toBe(7 * 86_400_000);
    expect((await open('crl', der)).pem).toBe(pem);
  });

  it('refuses what is none', async () => {
    expect(await trouble('crl', made.bytes('ca.pem'))).toMatchObject({
      code: 'crl-file-invalid',
      facts: { reason: 'no-list', holds: 'certificate' }
    });
    const der = made.openssl('crl', '-in', 'list.crl', '-outform', 'DER');
    expect(await trouble('crl', der.subarray(0, 100))).toMatchObject({ code: 'crl-file-invalid' });
  });
});

describe('private keys', () => {
  it.each(names)('takes an %s key as PKCS#8, PEM or DER', async (name) => {
    const pem = await open('key', made.bytes(`${name}.key`));
    expect(pem.facts).toMatchObject({ keyType: keyTypes[name], count: 0, subject: null });
    expect(isKeyOf(pem.pem, name)).toBe(true);
    const der = await open('key', made.openssl('pkcs8', '-topk8', '-nocrypt', '-in', `${name}.key`, '-outform', 'DER'));
    expect(der.pem).toBe(pem.pem);
  });

  it('takes PKCS#1 and SEC1, PEM or DER, and the key out of a file that holds its certificate too', async () => {
    const rsa = keyOf('rsa');
    const ec = keyOf('ec');
    const pkcs1 = rsa.export({ type: 'pkcs1', format: 'pem' });
    const sec1 = made.openssl('ecparam', '-name', 'prime256v1').toString() + ec.export({ type: 'sec1', format: 'pem' });
    expect(isKeyOf((await open('key', pkcs1)).pem, 'rsa')).toBe(true);
    expect(isKeyOf((await open('key', sec1)).pem, 'ec')).toBe(true);
    expect(isKeyOf((await open('key', rsa.export({ type: 'pkcs1', format: 'der' }))).pem, 'rsa')).toBe(true);
    expect(isKeyOf((await open('key', ec.export({ type: 'sec1', format: 'der' }))).pem, 'ec')).toBe(true);
    const both = await open('key', made.text('rsa.pem') + made.text('rsa.key'));
    expect(both.pem).not.toContain('CERTIFICATE');
  });

  it.each([
    ['AES-256', ['-v2', 'aes-256-cbc']],
    ['AES-128 and SHA-512', ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512']],
    ['3DES', ['-v2', 'des3']],
    ['scrypt', ['-scrypt']],
    ['DER', ['-outform', 'DER']],
    ['PBES1 with MD5 and DES', ['-v1', 'PBE-MD5-DES', ...legacy]],
    ['PBES1 with SHA-1 and RC2', ['-v1', 'PBE-SHA1-RC2-64', ...legacy]],
    ["PKCS#12's 3DES", ['-v1', 'PBE-SHA1-3DES']],
    ["PKCS#12's 3DES with two keys", ['-v1', 'PBE-SHA1-2DES']],
    ["PKCS#12's RC2 with 40 bits", ['-v1', 'PBE-SHA1-RC2-40', ...legacy]],
    ['RC2 under PBES2', ['-v2', 'rc2', ...legacy]]
  ] as const)('unlocks PKCS#8 with %s', async (_what, options) => {
    for (const name of names) {
      const { pem, facts } = await unlock('key', made.lockedPkcs8(name, passphrase, ...options));
      expect(isKeyOf(pem, name)).toBe(true);
      expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
      expect(facts.keyType).toBe(keyTypes[name]);
    }
  });

  it.each([['-aes128'], ['-aes256'], ['-des3'], ['-des']])(
    'unlocks what OpenSSL once locked with %s',
    async (cipher) => {
      for (const name of ['rsa', 'ec'] as const) {
        const bytes = made.lockedTraditional(name, passphrase, cipher, ...(cipher === '-des' ? legacy : []));
        expect(bytes.toString()).toContain('Proc-Type: 4,ENCRYPTED');
        expect(isKeyOf((await unlock('key', bytes)).pem, name)).toBe(true);
      }
    }
  );

  it('says what is wrong with a file', async () => {
    const facts = (reason: string, holds?: string) => ({
      code: 'key-file-invalid',
      facts: { fileName: 'line-7', reason, ...(holds && { holds }) }
    });
    expect(await trouble('key', made.bytes('rsa.pem'))).toEqual({ raw: '', ...facts('no-key', 'certificate') });
    expect(await trouble('key', made.openssl('pkey', '-in', 'rsa.key', '-pubout'))).toMatchObject(
      facts('no-key', 'public-key')
    );
    expect(
      await trouble('key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----')
    ).toMatchObject(facts('no-key', 'ssh-key'));
    expect(await trouble('key', 'hello')).toMatchObject(facts('no-key', 'nothing'));
    expect(await trouble('key', made.text('rsa.key').replace(/\n[A-Za-z0-9+/]{8}/, '\nMIIAAAAA'))).toMatchObject(
      facts('damaged')
    );
  });

  it('refuses a key that cannot sign', async () => {
    const exchange = made.openssl('genpkey', '-algorithm', 'X25519');
    expect(await trouble('key', exchange)).toMatchObject({ facts: { reason: 'unknown-key' } });
  });

  it('notices a key of another certificate', async () => {
    const [rsa, ec] = [(await open('key', made.bytes('rsa.key'))).pem, (await open('key', made.bytes('ec.key'))).pem];
    expect(checkPair(made.text('rsa.pem'), rsa, 'k')).toEqual({ ok: true, value: null });
    expect(checkPair(made.text('rsa.pem') + made.text('chain.pem'), rsa, 'k').ok).toBe(true);
    expect(checkPair(made.text('rsa.pem'), ec, 'k')).toMatchObject({
      failure: { code: 'key-file-invalid', facts: { fileName: 'k', reason: 'other-certificate' } }
    });
    expect(checkPair('nothing', rsa, 'k')).toMatchObject({ failure: { facts: { reason: 'damaged' } } });
  });
});

describe('PKCS#12', () => {
  const expectLine7 = ({ facts, pem, keyPem }: CheckedFile, name: (typeof names)[number]): void => {
    expect(facts).toMatchObject({
      subject: `line-7-${name}`,
      issuer: 'Treeline middle',
      count: 3,
      keyType: keyTypes[name]
    });
    // The chain in its order, though the file had the root first.
    expect(pem).toBe(made.text(`${name}.pem`) + made.text('middle.pem') + made.text('ca.pem'));
    expect(isKeyOf(keyPem, name)).toBe(true);
  };

  it.each([
    ['modern', []],
    ['legacy (RC2 with 40 bits, 3DES, SHA-1)', ['-legacy']],
    ['RC2 with 128 bits', ['-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128', ...legacy]],
    ['with SHA-512 over it', ['-macalg', 'sha512']],
    ['with nothing over it', ['-nomac']],
    ['with open certificates', ['-certpbe', 'NONE']]
  ] as const)('unlocks one that is %s', async (_what, options) => {
    for (const name of names) expectLine7(await unlock('pkcs12', made.pkcs12(name, passphrase, ...options)), name);
  });

  it.each([
    ['an empty passphrase', []],
    ['an empty passphrase, legacy', ['-legacy']],
    ['none at all', ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac']]
  ] as const)('opens one with %s at once', async (_what, options) => {
    for (const name of names) expectLine7(await open('pkcs12', made.pkcs12(name, '', ...options)), name);
  });

  it('says what is wrong with a file', async () => {
    const code = 'pkcs12-file-invalid';
    const noKey = made.openssl('pkcs12', '-export', '-nokeys', '-in', 'rsa.pem', '-passout', 'pass:');
    const noCertificate = made.openssl('pkcs12', '-export', '-nocerts', '-inkey', 'rsa.key', '-passout', 'pass:');
    expect(await trouble('pkcs12', noKey)).toMatchObject({ code, facts: { reason: 'no-key' } });
    expect(await trouble('pkcs12', noCertificate)).toMatchObject({ code, facts: { reason: 'no-certificate' } });
    expect(await trouble('pkcs12', made.bytes('rsa.pem'))).toMatchObject({
      code,
      facts: { reason: 'no-pkcs12', holds: 'certificate' }
    });
    expect(await trouble('pkcs12', made.bytes('rsa.key'))).toMatchObject({ code, facts: { holds: 'key' } });
    expect(await trouble('pkcs12', made.pkcs12('rsa', '').subarray(0, 500))).toMatchObject({
      code,
      facts: { holds: 'nothing' }
    });
  });
});

describe('words', () => {
  it.each([
    ['ca-file-invalid', { reason: 'no-certificate', holds: 'key' }, /private key/],
    ['certificate-file-invalid', { reason: 'no-certificate', holds: 'pkcs12' }, /PKCS#12/],
    ['certificate-file-invalid', { reason: 'no-certificate', holds: 'request' }, /request/],
    ['key-file-invalid', { reason: 'no-key', holds: 'certificate' }, /certificate/],
    ['key-file-invalid', { reason: 'no-key', holds: 'ssh-key' }, /ssh-keygen/],
    ['key-file-invalid', { reason: 'too-costly', limit: 2_000_000 }, /2,000,000/],
    ['key-file-invalid', { reason: 'unknown-method' }, /does not know/],
    ['key-file-invalid', { reason: 'unknown-key' }, /Ed25519 work/],
    ['pkcs12-file-invalid', { reason: 'unknown-key' }, /Ed25519 work/],
    ['pkcs12-file-invalid', { reason: 'no-key' }, /no private key/],
    ['pkcs12-file-invalid', { reason: 'other-certificate' }, /belongs to none/],
    ['crl-file-invalid', { reason: 'no-list', holds: 'certificate' }, /certificate/],
    ['file-unreadable', { reason: 'forgotten' }, /again/]
  ] as const)('%s %o', (code, facts, words) => {
    const { title, meaning, action } = failureWords({ code, facts: { fileName: 'line-7.p12', ...facts }, raw: '' });
    expect(`${title} ${meaning} ${action}`).toMatch(words);
  });
});
