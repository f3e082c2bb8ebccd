import { describe, expect, it } from 'vitest';
import {
  deriveDek,
  derivePbkdf1,
  derivePbkdf2,
  derivePkcs12,
  deriveScrypt,
  mostRounds,
  pkcs12Purposes,
  RoundsLeft
} from '../../../../../electron/main/key-files/key-derivation';

const salt = Buffer.from('0a58cf64530d823f', 'hex');
const smeg = Buffer.from('0073006d006500670000', 'hex');

describe('what a file may ask for', () => {
  it.each([[2 ** 31], [2 ** 48 - 1], [Infinity], [mostRounds + 1], [0], [null]])('not %s rounds', async (rounds) => {
    const asked = { salt, rounds, left: new RoundsLeft() };
    expect(await derivePbkdf2(smeg, 'sha256', 32, asked)).toBe('too-costly');
    expect(await derivePbkdf1(smeg, 'sha1', asked)).toBe('too-costly');
    expect(await derivePkcs12(smeg, pkcs12Purposes.key, 'sha1', 24, asked)).toBe('too-costly');
  });

  it('counts all the rounds of a file together', () => {
    const left = new RoundsLeft();
    expect([left.spend(mostRounds - 1), left.spend(2), left.spend(1), left.spend(1)]).toEqual([
      true,
      false,
      true,
      false
    ]);
  });

  it.each([
    [{ N: 2 ** 20, r: 8, p: 1 }, 'too-costly'],
    [{ N: 2 ** 14, r: 8, p: 1_000_000 }, 'too-costly'],
    [{ N: Infinity, r: 8, p: 1 }, 'too-costly'],
    [{ N: 1_000, r: 8, p: 1 }, 'damaged'],
    [{ N: 1_024, r: 0, p: 1 }, 'damaged']
  ] as const)('of scrypt not %o', async (price, refusal) => {
    expect(await deriveScrypt(smeg, salt, 32, price)).toBe(refusal);
  });
});

describe('what is derived', () => {
  it("is what OpenSSL's test of PKCS12_key_gen derives", async () => {
    const key = await derivePkcs12(smeg, pkcs12Purposes.key, 'sha1', 24, { salt, rounds: 1, left: new RoundsLeft() });
    expect(Buffer.from(key as Buffer).toString('hex')).toBe('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
  });

  it('is as long as it is asked for', () => {
    expect(deriveDek(smeg, salt, 40)).toHaveLength(40);
    expect(deriveDek(smeg, salt, 40).subarray(0, 8)).toEqual(deriveDek(smeg, salt, 8));
  });
});
