import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileKind } from '#contract/profile';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import { ExchangeFiles } from '../../../../electron/main/exchange-files';
import type { ReadFile } from '../../../../electron/exchange/read-profile';
import { KeyFiles } from '../../../support/key-files';
import { temporaryFolder } from '../storage/temporary-folder';

let made: KeyFiles;
beforeAll(() => {
  made = new KeyFiles();
});
afterAll(() => made.dispose());

const files = (platform = 'linux'): ExchangeFiles => new ExchangeFiles(new CertificateFiles(), platform);

const embedded = (kind: FileKind, name: string): ReadFile => ({
  kind,
  fileName: name,
  content: { bytes: made.bytes(name) }
});
const named = (kind: FileKind, file: string): ReadFile => ({
  kind,
  fileName: path.basename(file),
  content: { path: file }
});

async function reasons(list: readonly ReadFile[], readPaths = true, platform = 'linux') {
  const taken = await files(platform).take(list, readPaths);
  return { kinds: Object.keys(taken.files), reasons: taken.problems.map(({ code, facts }) => [code, facts.reason]) };
}

describe('ExchangeFiles', () => {
  it('takes what an import brings, checked like a choice of a person', async () => {
    const taken = await files().take(
      [embedded('ca', 'ca.pem'), embedded('certificate', 'rsa.pem'), embedded('key', 'rsa.key')],
      false
    );
    expect(taken.problems).toEqual([]);
    expect(taken.files.ca?.facts).toMatchObject({ fileName: 'ca.pem', subject: 'Treeline authority' });
    expect(taken.files.certificate?.pem).toContain('BEGIN CERTIFICATE');
    expect(taken.files.key?.pem).toContain('PRIVATE KEY');
  });

  it('reads paths only where a person agreed', async () => {
    const list = [named('ca', made.path('ca.pem')), named('key', made.path('ec.key'))];
    expect(await reasons(list, false)).toEqual({ kinds: [], reasons: [] });
    expect(await reasons(list, true)).toEqual({ kinds: ['ca', 'key'], reasons: [] });
  });

  it('says which files stay behind and why, and takes the others', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'folder.pem'));
    writeFileSync(path.join(folder, 'words.pem'), 'no certificate');
    writeFileSync(path.join(folder, 'locked.key'), made.lockedPkcs8('ec', 'secret'));
    expect(await reasons([named('ca', path.join(folder, 'none.pem')), embedded('certificate', 'ec.pem')])).toEqual({
      kinds: ['certificate'],
      reasons: [['import-incomplete', 'file-not-regular']]
    });
    expect((await reasons([named('ca', path.join(folder, 'folder.pem'))])).reasons).toEqual([
      ['import-incomplete', 'file-not-regular']
    ]);
    expect((await reasons([named('ca', path.join(folder, 'words.pem'))])).reasons).toEqual([
      ['ca-file-invalid', expect.any(String)]
    ]);
    expect((await reasons([named('key', path.join(folder, 'locked.key'))])).reasons).toEqual([
      ['import-incomplete', 'file-locked']
    ]);
    expect((await reasons([named('ca', '/dev/zero')])).reasons).toEqual([['import-incomplete', 'file-not-regular']]);
  });

  it.each([
    ['linux', 'ca.pem'],
    ['linux', '../ca.pem'],
    ['linux', '//host/share/ca.pem'],
    ['linux', 'file:///etc/ca.pem'],
    ['win32', '\\\\host\\share\\ca.pem'],
    ['win32', '//host/share/ca.pem'],
    ['win32', '\\\\.\\pipe\\x'],
    ['win32', '\\\\?\\C:\\ca.pem'],
    ['win32', 'ca.pem']
  ])('on %s never opens %s', async (platform, file) => {
    expect((await reasons([named('ca', file)], true, platform)).reasons).toEqual([['import-incomplete', 'file-path']]);
  });

  it('leaves a key behind that belongs to another certificate', async () => {
    expect(await reasons([embedded('certificate', 'rsa.pem'), embedded('key', 'ec.key')])).toEqual({
      kinds: ['certificate'],
      reasons: [['import-incomplete', 'other-key']]
    });
  });

  it('puts what Treeline exported of a PKCS#12 file together again', async () => {
    const pkcs12 = (certificate: string, key: string | null): ReadFile => ({
      kind: 'pkcs12',
      fileName: 'me.p12',
      content: { certificatePem: made.text(certificate), keyPem: key === null ? null : made.text(key) }
    });
    const taken = await files().take([pkcs12('ec.pem', 'ec.key')], false);
    expect(taken.files.pkcs12).toMatchObject({ kind: 'pkcs12', facts: { fileName: 'me.p12', subject: 'line-7-ec' } });
    expect(taken.files.pkcs12?.keyPem).toContain('PRIVATE KEY');
    expect((await reasons([pkcs12('ec.pem', 'rsa.key')])).reasons).toEqual([['import-incomplete', 'other-key']]);
    expect((await reasons([pkcs12('ec.pem', null)])).reasons).toEqual([['import-incomplete', 'key-not-exported']]);
  });
});
