import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyFiles } from '../../../../support/key-files';
import { checkFile } from '../../../../../electron/main/certificate-check';
import type { FileKind } from '../../../../../electron/contract/profile';
import { createRandom, type Random } from '../../../../../electron/demo/random';

/** Mutated files of each sort in every test run; 100,000 of each were run once (see the commit). */
const mutations = 400;
const passphrase = 'geheim';

let made: KeyFiles;
beforeAll(() => {
  made = new KeyFiles();
});
afterAll(() => made.dispose());

/** 65,537 and a number of rounds that would take minutes, written with as many bytes. */
const somewhatMany = Buffer.from([0x02, 0x03, 0x01, 0x00, 0x01]);
const farTooMany = Buffer.from([0x02, 0x03, 0x7f, 0xff, 0xff]);

function askForMore(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  let at = changed.indexOf(somewhatMany);
  expect(at).toBeGreaterThan(0);
  for (; at >= 0; at = changed.indexOf(somewhatMany, at)) farTooMany.copy(changed, at);
  return changed;
}

async function unlocked(kind: FileKind, bytes: Buffer): Promise<unknown> {
  const checked = await checkFile(kind, 'f', bytes);
  if (!checked.ok) return checked.failure;
  if (!('unlock' in checked.value)) return null;
  const opened = await checked.value.unlock(passphrase);
  return opened.ok ? null : opened.failure;
}

describe('a file that asks for too much work', () => {
  const tooCostly = { facts: { reason: 'too-costly', limit: 2_000_000 } };

  it('is refused before anything is derived: a key with 8,388,607 rounds', async () => {
    const modern = made.lockedPkcs8('ec', passphrase, '-v2', 'aes-256-cbc', '-iter', '65537', '-outform', 'DER');
    const old = made.lockedPkcs8('ec', passphrase, '-v1', 'PBE-SHA1-3DES', '-iter', '65537', '-outform', 'DER');
    expect(await unlocked('key', askForMore(modern))).toMatchObject({ code: 'key-file-invalid', ...tooCostly });
    expect(await unlocked('key', askForMore(old))).toMatchObject({ code: 'key-file-invalid', ...tooCostly });
    expect(await unlocked('key', modern)).toBeNull();
  });

  it('is refused before anything is derived: a PKCS#12 file with 8,388,607 rounds', async () => {
    const code = 'pkcs12-file-invalid';
    const over = made.pkcs12('ec', passphrase, '-maciter', '-iter', '65537');
    const inside = made.pkcs12('ec', passphrase, '-nomac', '-iter', '65537');
    expect(await unlocked('pkcs12', askForMore(over))).toMatchObject({ code, ...tooCostly });
    expect(await unlocked('pkcs12', askForMore(inside))).toMatchObject({ code, ...tooCostly });
    expect(await unlocked('pkcs12', inside)).toBeNull();
  });

  it('is refused before anything is derived: scrypt with 2,000 times the usual work', async () => {
    const locked = made.lockedPkcs8('ec', passphrase, '-scrypt', '-outform', 'DER');
    // N = 16,384, r = 8, p = 1; both of these become 127.
    const at = locked.indexOf(Buffer.from([0x02, 0x02, 0x40, 0x00, 0x02, 0x01, 0x08]));
    expect(at).toBeGreaterThan(0);
    const changed = Buffer.from(locked);
    changed[at + 6] = 0x7f;
    changed[at + 9] = 0x7f;
    expect(await unlocked('key', changed)).toMatchObject({ code: 'key-file-invalid', ...tooCostly });
  });

  it('does not keep anybody busy with elements inside one another', async () => {
    for (const piece of [
      [0x30, 0x80],
      [0x24, 0x80],
      [0x30, 0x84, 0x00, 0x0f, 0x00, 0x00],
      [0x30, 0x00],
      [0xa0, 0x80]
    ]) {
      const deep = Buffer.alloc(1_000_000, Buffer.from(piece));
      for (const kind of ['ca', 'crl', 'certificate', 'key', 'pkcs12'] as const) {
        expect(await unlocked(kind, deep)).toMatchObject({ code: `${kind}-file-invalid` });
      }
    }
    const pem = Buffer.alloc(1_000_000, '-----BEGIN CERTIFICATE-----\n');
    expect(await unlocked('ca', pem)).toMatchObject({ facts: { reason: 'damaged' } });
  });
});

describe('damaged files', () => {
  it.each<[FileKind, string, () => Buffer]>([
    ['ca', 'a bundle', () => made.bytes('chain.pem')],
    ['certificate', 'a certificate as DER', () => made.openssl('x509', '-in', 'rsa.pem', '-outform', 'DER')],
    ['crl', 'a revocation list', () => made.openssl('crl', '-in', 'list.crl', '-outform', 'DER')],
    ['key', 'a key', () => made.openssl('pkey', '-in', 'ec.key', '-outform', 'DER')],
    ['key', 'a locked key', () => made.lockedPkcs8('ec', passphrase, '-iter', '1', '-outform', 'DER')],
    ['key', 'a traditional key', () => made.lockedTraditional('ec', passphrase, '-aes128')],
    ['pkcs12', 'an open PKCS#12 file', () => made.pkcs12('ec', '', '-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac')],
    ['pkcs12', 'a PKCS#12 file', () => made.pkcs12('ec', passphrase, '-iter', '1', '-nomac')],
    ['pkcs12', 'a legacy PKCS#12 file', () => made.pkcs12('ec', passphrase, '-iter', '1', '-nomac', '-legacy')]
  ])(`as %s, ${mutations} times %s: opened or refused in words`, async (kind, what, source) => {
    const whole = source();
    const random = createRandom(12, what);
    let refused = 0;
    for (let round = 0; round < mutations; round += 1) {
      const failure = await unlocked(kind, mutated(whole, random));
      if (failure === null) continue;
      expect(failure).toMatchObject({ code: expect.stringMatching(`^(${kind}-file-invalid|passphrase-wrong)$`) });
      refused += 1;
    }
    expect(refused).toBeGreaterThan(mutations / 20);
  });
});

/** One to three changes that break a file the way disks, editors and attackers do. */
function mutated(whole: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(whole);
  for (let change = random.whole(1, 3); change > 0; change -= 1) {
    const at = random.whole(0, Math.max(0, bytes.length - 1));
    const length = random.whole(1, 40);
    switch (random.whole(0, 6)) {
      case 0:
        bytes[at] = random.whole(0, 255);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
        break;
      case 2:
        bytes = bytes.subarray(0, at);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
        break;
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, random.whole(0, 255)), bytes.subarray(at)]);
        break;
      default:
        // lengths: indefinite, of many bytes, or longer than the file
        bytes[at] = random.pick([0x80, 0x81, 0x82, 0x84, 0x88, 0xff, 0x00, 0x30]);
    }
  }
  return bytes;
}
