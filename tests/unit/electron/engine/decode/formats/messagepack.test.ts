import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { decodingBounds } from '../../../../../../electron/contract/limits';
import { messagepack } from '../../../../../../electron/engine/decode/formats/messagepack';
import { decodeContext, faultOf, hexBytes, notationOf } from '../../../../../support/notation-of';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';

const read = (hex: string): string => notationOf(messagepack, hexBytes(hex));
const refuse = (hex: string): string => faultOf(messagepack, hexBytes(hex));
const digits = (bytes: number): string => '61'.repeat(bytes);

describe('every format of the specification', () => {
  it.each([
    // positive and negative fixint
    ['00', '0'],
    ['7f', '127'],
    ['e0', '-32'],
    ['ff', '-1'],
    // nil, bool
    ['c0', 'null'],
    ['c2', 'false'],
    ['c3', 'true'],
    // uint 8 to 64, int 8 to 64
    ['ccff', '255'],
    ['cd0100', '256'],
    ['ceffffffff', '4294967295'],
    ['cfffffffffffffffff', '18446744073709551615'],
    ['cf0020000000000001', '9007199254740993'],
    ['d080', '-128'],
    ['d18000', '-32768'],
    ['d280000000', '-2147483648'],
    ['d38000000000000000', '-9223372036854775808'],
    // the same number may be written in more bytes than it needs
    ['d30000000000000001', '1'],
    // float 32 and 64
    ['ca3f800000', '1.0'],
    ['ca41ab3333', '21.4'],
    ['ca7f7fffff', '3.4028235e+38'],
    ['ca00000001', '1.4013e-45'],
    ['ca7fc00000', 'NaN'],
    ['caff800000', '-Infinity'],
    ['cb3ff0000000000000', '1.0'],
    ['cb8000000000000000', '-0.0'],
    ['cb3ff199999999999a', '1.1'],
    ['cb7ff0000000000000', 'Infinity'],
    ['cb444b1ae4d6e2ef50', '1e+21'],
    // fixstr, str 8 to 32
    ['a0', '""'],
    ['a161', '"a"'],
    [`bf${digits(31)}`, `"${'a'.repeat(31)}"`],
    [`d920${digits(32)}`, `"${'a'.repeat(32)}"`],
    [`da0100${digits(256)}`, `"${'a'.repeat(256)}"`],
    [`db00010000${digits(65_536)}`, `"${'a'.repeat(65_536)}"`],
    ['a5 e6b0b4 220a', '"水\\"\\n"'],
    // what is called a string and is none
    ['a2c328', "h'c328'"],
    // bin 8 to 32
    ['c400', "h''"],
    ['c40200ff', "h'00ff'"],
    ['c5000200ff', "h'00ff'"],
    ['c60000000200ff', "h'00ff'"],
    // fixarray, array 16 and 32
    ['90', '[]'],
    ['93010203', '[1,2,3]'],
    ['dc000201c0', '[1,null]'],
    ['dd0000000201c0', '[1,null]'],
    // fixmap, map 16 and 32
    ['80', '{}'],
    ['82a161 01 a162 92c2c3', '{"a":1,"b":[false,true]}'],
    ['de0001a161 80', '{"a":{}}'],
    ['df00000001a161 90', '{"a":[]}'],
    // fixext 1 to 16, ext 8 to 32
    ['d40510', "ext5(h'10')"],
    ['d5801011', "ext-128(h'1011')"],
    ['d67f10111213', "ext127(h'10111213')"],
    ['d7001011121314151617', "ext0(h'1011121314151617')"],
    ['d801000102030405060708090a0b0c0d0e0f', "ext1(h'000102030405060708090a0b0c0d0e0f')"],
    ['c70006', "ext6(h'')"],
    ['c70306101112', "ext6(h'101112')"],
    ['c8000306101112', "ext6(h'101112')"],
    ['c90000000306101112', "ext6(h'101112')"],
    // timestamp 32, 64 and 96
    ['d6ff00000000', 'timestamp(0)'],
    ['d6ffffffffff', 'timestamp(4294967295)'],
    ['d7ff7735940065920080', 'timestamp(1704067200.5)'],
    ['c70cff 1dcd6500 ffffffffffffffff', 'timestamp(-0.5)'],
    ['c70cff 00000001 0000000000000001', 'timestamp(1.000000001)'],
    ['c70cff 00000000 8000000000000000', 'timestamp(-9223372036854775808)'],
    // more nanoseconds than a second has, and a size that is none of the three
    ['d7ffffffffff00000000', "ext-1(h'ffffffff00000000')"],
    ['d4ff00', "ext-1(h'00')"]
  ])('%s is %s', (hex, notation) => {
    expect(read(hex)).toBe(notation);
  });
});

it('keeps order, duplicate names, and names that are no strings', () => {
  expect(read('83 a162 01 a161 02 a162 03')).toBe('{"b":1,"a":2,"b":3}');
  expect(read('85 01 02 c0 03 cb3ff0000000000000 04 9201a161 05 d6ff00000001 06')).toBe(
    '{"1":2,"null":3,"1.0":4,"[1,\\"a\\"]":5,"timestamp(1)":6}'
  );
  expect(read('81 a95f5f70726f746f5f5f 01')).toBe('{"__proto__":1}');
});

describe('places of mistakes', () => {
  it.each([
    ['', 'cut-short at 0'],
    ['c1', 'invalid at 0'],
    ['92 01 c1', 'invalid at 2'],
    ['92 01', 'cut-short at 0'],
    ['92 01 a3 61', 'cut-short at 2'],
    ['81 a161', 'cut-short at 3'],
    ['91 cd01', 'cut-short at 1'],
    ['91 c70305 01', 'cut-short at 1'],
    ['01 02', 'bytes-left-over at 1'],
    ['90 90', 'bytes-left-over at 1']
  ])('%s: %s', (hex, fault) => {
    expect(refuse(hex)).toBe(fault);
  });
});

describe('hostile input', () => {
  it('is not believed about sizes', () => {
    for (const hex of [
      'dd ffffffff 00',
      'df ffffffff 00 00',
      'db ffffffff 61',
      'c6 ffffffff 00',
      'c9 ffffffff 05 00'
    ]) {
      expect(refuse(hex)).toBe('cut-short at 0');
    }
  });

  it('is refused when it is too deep', () => {
    expect(refuse('91'.repeat(1_000_000))).toBe('too-deep at 1000');
    expect(refuse('81c0'.repeat(1_000_000))).toBe('too-deep at 2000');
    const deep = decodingBounds.levels;
    expect(read(`${'91'.repeat(deep - 1)}90`)).toBe(`${'['.repeat(deep)}${']'.repeat(deep)}`);
  });

  it('is refused when its text would be too large', () => {
    const bytes = new Uint8Array(40_000_005);
    bytes.set([0xc6, 0x02, 0x62, 0x5a, 0x00]);
    expect(faultOf(messagepack, bytes)).toBe('too-large at 0');
  });

  it('ends in a DecodeError or a text, whatever is changed', () => {
    const run = decodeMutated(mutationCase('messagepack'));
    expect(run.read).toBeGreaterThan(20);
    expect(run.refused).toBeGreaterThan(run.read);
    expect(run.largestTextBytes).toBeLessThan(10_000);
    expect(run.mostBytes).toBeLessThan(10_000_000);
  }, 300_000);
});

it('says the same as @msgpack/msgpack wrote', () => {
  const value = { a: [1, 2.5, 'x', null, true], b: { c: 4_294_967_296, d: -5 }, e: '' };
  expect(notationOf(messagepack, encode(value))).toBe(JSON.stringify(value));
});

describe('found by itself', () => {
  const score = (bytes: Uint8Array): number => messagepack.score(bytes, decodeContext());
  it('when it is a container with readable names, whole', () => {
    expect(score(encode({ temperature: 21.5 }))).toBe(0.8);
    expect(score(encode([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))).toBe(0.4);
  });
  it('not when it may be anything', () => {
    for (const hex of ['', '00', 'a161', '90', '80', '9101', '810102', '81a10001', '91'.repeat(5_000)]) {
      expect(score(hexBytes(hex)), hex).toBe(0);
    }
    expect(score(encode({ temperature: 21.5 }).subarray(0, 9))).toBe(0);
  });
});
