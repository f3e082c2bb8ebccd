import { describe, expect, it } from 'vitest';
import { xxHash64Low } from '../../../../../electron/engine/decode/xx-hash-64';

const mask = (1n << 64n) - 1n;
const turn = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & mask;
const [p1, p2, p3, p4, p5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n
];

/** The specification, word for word, in BigInt. */
function reference(bytes: Buffer): number {
  const round = (held: bigint, lane: bigint): bigint => (turn((held + lane * p2) & mask, 31n) * p1) & mask;
  let hash = p5;
  let at = 0;
  if (bytes.length >= 32) {
    let lanes = [(p1 + p2) & mask, p2, 0n, -p1 & mask];
    for (; at + 32 <= bytes.length; at += 32) {
      const from = at;
      lanes = lanes.map((lane, place) => round(lane, bytes.readBigUInt64LE(from + place * 8)));
    }
    hash = lanes.reduce((sum, lane, place) => (sum + turn(lane, [1n, 7n, 12n, 18n][place] ?? 0n)) & mask, 0n);
    for (const lane of lanes) hash = ((hash ^ round(0n, lane)) * p1 + p4) & mask;
  }
  hash = (hash + BigInt(bytes.length)) & mask;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (turn(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * p1 + p4) & mask;
  }
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (turn(hash ^ ((BigInt(bytes.readUInt32LE(at)) * p1) & mask), 23n) * p2 + p3) & mask;
  }
  for (; at < bytes.length; at += 1) hash = (turn(hash ^ ((BigInt(bytes[at] ?? 0) * p5) & mask), 11n) * p1) & mask;
  hash = ((hash ^ (hash >> 33n)) * p2) & mask;
  hash = ((hash ^ (hash >> 29n)) * p3) & mask;
  return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
}

describe('XXH64', () => {
  it('has its known values', () => {
    // xxhsum: of nothing ef46db3751d8e999, of "abc" 44bc2cf5ad770999
    expect(xxHash64Low(Buffer.alloc(0), () => undefined)).toBe(0x51d8e999);
    expect(xxHash64Low(Buffer.from('abc'), () => undefined)).toBe(0xad770999);
  });

  it('is what the specification says, for every length up to 300', () => {
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, place) => (place * 197 + (place >> 3) * 59) & 0xff));
    for (let length = 0; length <= 300; length += 1) {
      const part = bytes.subarray(300 - length);
      expect([length, xxHash64Low(part, () => undefined)]).toEqual([length, reference(part)]);
    }
  });
});
