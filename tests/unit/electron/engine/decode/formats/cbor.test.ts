import { encode } from 'cbor2/encoder';
import { describe, expect, it } from 'vitest';
import { decodingBounds } from '../../../../../../electron/contract/limits';
import { cbor } from '../../../../../../electron/engine/decode/formats/cbor';
import { decodeContext, faultOf, hexBytes, notationOf } from '../../../../../support/notation-of';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';

const read = (hex: string): string => notationOf(cbor, hexBytes(hex));
const refuse = (hex: string): string => faultOf(cbor, hexBytes(hex));
const numbers = Array.from({ length: 25 }, (_, index) => index + 1).join(',');
const numberBytes = '0102030405060708090a0b0c0d0e0f101112131415161718181819';

describe('RFC 8949, appendix A', () => {
  // in the RFC's order; its own notation where ours differs stands behind
  it.each([
    ['00', '0'],
    ['01', '1'],
    ['0a', '10'],
    ['17', '23'],
    ['1818', '24'],
    ['1819', '25'],
    ['1864', '100'],
    ['1903e8', '1000'],
    ['1a000f4240', '1000000'],
    ['1b000000e8d4a51000', '1000000000000'],
    ['1bffffffffffffffff', '18446744073709551615'],
    ['c249010000000000000000', '18446744073709551616'],
    ['3bffffffffffffffff', '-18446744073709551616'],
    ['c349010000000000000000', '-18446744073709551617'],
    ['20', '-1'],
    ['29', '-10'],
    ['3863', '-100'],
    ['3903e7', '-1000'],
    ['f90000', '0.0'],
    ['f98000', '-0.0'],
    ['f93c00', '1.0'],
    ['fb3ff199999999999a', '1.1'],
    ['f93e00', '1.5'],
    ['f97bff', '65504.0'],
    ['fa47c35000', '100000.0'],
    ['fa7f7fffff', '3.4028234663852886e+38'],
    ['fb7e37e43c8800759c', '1e+300'], // 1.0e+300
    ['f90001', '5.960464477539063e-8'],
    ['f90400', '0.00006103515625'],
    ['f9c400', '-4.0'],
    ['fbc010666666666666', '-4.1'],
    ['f97c00', 'Infinity'],
    ['f97e00', 'NaN'],
    ['f9fc00', '-Infinity'],
    ['fa7f800000', 'Infinity'],
    ['fa7fc00000', 'NaN'],
    ['faff800000', '-Infinity'],
    ['fb7ff0000000000000', 'Infinity'],
    ['fb7ff8000000000000', 'NaN'],
    ['fbfff0000000000000', '-Infinity'],
    ['f4', 'false'],
    ['f5', 'true'],
    ['f6', 'null'],
    ['f7', 'undefined'],
    ['f0', 'simple(16)'],
    ['f8ff', 'simple(255)'],
    ['c074323031332d30332d32315432303a30343a30305a', '{"tag(0)":"2013-03-21T20:04:00Z"}'], // 0("2013-03-21T20:04:00Z")
    ['c11a514b67b0', '1(1363896240)'],
    ['c1fb41d452d9ec200000', '1(1363896240.5)'],
    ['d74401020304', "23(h'01020304')"],
    ['d818456449455446', "24(h'6449455446')"],
    ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', '{"tag(32)":"http://www.example.com"}'], // 32("http://www.example.com")
    ['40', "h''"],
    ['4401020304', "h'01020304'"],
    ['60', '""'],
    ['6161', '"a"'],
    ['6449455446', '"IETF"'],
    ['62225c', '"\\"\\\\"'],
    ['62c3bc', '"ü"'],
    ['63e6b0b4', '"水"'],
    ['64f0908591', '"\u{10151}"'],
    ['80', '[]'],
    ['83010203', '[1,2,3]'],
    ['8301820203820405', '[1,[2,3],[4,5]]'],
    [`9819${numberBytes}`, `[${numbers}]`],
    ['a0', '{}'],
    ['a201020304', '{"1":2,"3":4}'], // {1: 2, 3: 4}
    ['a26161016162820203', '{"a":1,"b":[2,3]}'],
    ['826161a161626163', '["a",{"b":"c"}]'],
    ['a56161614161626142616361436164614461656145', '{"a":"A","b":"B","c":"C","d":"D","e":"E"}'],
    ['5f42010243030405ff', "h'0102030405'"], // (_ h'0102', h'030405')
    ['7f657374726561646d696e67ff', '"streaming"'], // (_ "strea", "ming")
    ['9fff', '[]'],
    ['9f018202039f0405ffff', '[1,[2,3],[4,5]]'],
    ['9f01820203820405ff', '[1,[2,3],[4,5]]'],
    ['83018202039f0405ff', '[1,[2,3],[4,5]]'],
    ['83019f0203ff820405', '[1,[2,3],[4,5]]'],
    [`9f${numberBytes}ff`, `[${numbers}]`],
    ['bf61610161629f0203ffff', '{"a":1,"b":[2,3]}'],
    ['826161bf61626163ff', '["a",{"b":"c"}]'],
    ['bf6346756ef563416d7421ff', '{"Fun":true,"Amt":-2}']
  ])('%s is %s', (hex, notation) => {
    expect(read(hex)).toBe(notation);
  });
});

describe('RFC 8949, appendix F: not well-formed', () => {
  const words = (text: string): string[] => text.split(' ');
  const cutShort = [
    // in a head
    ...words('18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000'),
    // in strings
    ...words('41 61 5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203'),
    // in containers and tags
    ...words('81 818181818181818181 8200 a1 a20102 a100 a2000000 c0'),
    // in what has no length
    ...words('5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff 9f819f819f9fffffff')
  ];
  const invalid = [
    // reserved additional information
    ...words('1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe'),
    // simple values in two bytes that have one
    ...words('f800 f801 f818 f81f'),
    // pieces of another type, and pieces in pieces
    ...words('5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff 5f5f4100ffff 7f7f6100ffff'),
    // a break where nothing can end
    ...words('ff 81ff 8200ff a1ff a1ff00 a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff bf000000ff'),
    ...words('1f 3f df')
  ];
  it.each(cutShort)('%s is cut short', (hex) => {
    expect(refuse(hex)).toMatch(/^cut-short at \d+$/);
  });
  it.each(invalid)('%s is invalid', (hex) => {
    // a count of more than is there is seen before what is wrong inside
    expect(refuse(hex)).toMatch(/^(invalid|cut-short) at \d+$/);
  });
});

describe('places of mistakes', () => {
  it.each([
    ['83 01 02', 'cut-short at 0'],
    ['9f 01 43 0102', 'cut-short at 2'],
    ['82 01 1c', 'invalid at 2'],
    ['a1 61 61 62 c3 28', 'invalid at 4'],
    ['01 02', 'bytes-left-over at 1'],
    ['a1 61 61 01 00', 'bytes-left-over at 4'],
    ['', 'cut-short at 0']
  ])('%s: %s', (hex, fault) => {
    expect(refuse(hex)).toBe(fault);
  });
});

describe('what JSON has no word for', () => {
  it('keeps order and duplicate names', () => {
    expect(read('a3 6162 01 6161 02 6162 03')).toBe('{"b":1,"a":2,"b":3}');
    expect(read('a1 695f5f70726f746f5f5f 01')).toBe('{"__proto__":1}');
  });

  it('writes names of every kind as strings', () => {
    expect(read('a6 f5 01 f6 02 20 03 41ff 04 f93c00 05 8201 6161 06')).toBe(
      `{"true":1,"null":2,"-1":3,"h'ff'":4,"1.0":5,"[1,\\"a\\"]":6}`
    );
    expect(read('a1 a1 6161 a0 80')).toBe('{"{\\"a\\":{}}":[]}');
    expect(read('a1 c1 01 02')).toBe('{"1(1)":2}');
  });

  it('keeps tags in tags, and tags of containers and strings', () => {
    expect(read('c4 82 21 196ab3')).toBe('{"tag(4)":[-2,27315]}');
    expect(read('d818 c1 05')).toBe('24(1(5))');
    expect(read('d9d9f7 c0 6161')).toBe('{"tag(55799)":{"tag(0)":"a"}}');
    expect(read('82 c0 6161 02')).toBe('[{"tag(0)":"a"},2]');
    expect(read('db ffffffffffffffff 01')).toBe('18446744073709551615(1)');
    expect(read('c2 61 31')).toBe('{"tag(2)":"1"}');
    expect(read(`c2 590401 ${'11'.repeat(1_025)}`)).toBe(`2(h'${'11'.repeat(1_025)}')`);
  });

  it('keeps a text of a byte order mark and of controls', () => {
    expect(read('66 efbbbf 00 0a 22')).toBe('"\ufeff\\u0000\\n\\""');
  });
});

describe('hostile input', () => {
  it('is refused when it is too deep, whether it opens, tags or names', () => {
    expect(refuse('81'.repeat(100_000))).toBe('too-deep at 1000');
    expect(refuse('c1'.repeat(100_000))).toBe('too-deep at 1000');
    expect(refuse('9f'.repeat(100_000))).toBe('too-deep at 1000');
    expect(refuse('a1'.repeat(100_000))).toBe('too-deep at 9');
  });

  it('reads as deep as the bound', () => {
    const deep = decodingBounds.levels;
    expect(read(`${'81'.repeat(deep - 1)}80`)).toBe(`${'['.repeat(deep)}${']'.repeat(deep)}`);
  });

  it('is not believed about sizes', () => {
    expect(refuse('9b ffffffffffffffff 00')).toBe('cut-short at 0');
    expect(refuse('bb 7fffffffffffffff 00 00')).toBe('cut-short at 0');
    expect(refuse('82 00 7b ffffffffffffffff 00')).toBe('cut-short at 2');
  });

  it('is refused when a string has millions of pieces', () => {
    const pieces = Buffer.alloc(1_000_003, 0x60);
    pieces[0] = 0x7f;
    expect(faultOf(cbor, pieces)).toBe('too-large at 1000001');
  });

  it('is refused when its text would be too large', () => {
    const bytes = new Uint8Array(40_000_005);
    bytes.set([0x5a, 0x02, 0x62, 0x5a, 0x00]);
    expect(faultOf(cbor, bytes)).toBe('too-large at 0');
  });

  it('ends in a DecodeError or a text, whatever is changed', () => {
    const run = decodeMutated(mutationCase('cbor'));
    expect(run.read).toBeGreaterThan(20);
    expect(run.refused).toBeGreaterThan(run.read);
    expect(run.largestTextBytes).toBeLessThan(10_000);
    expect(run.mostBytes).toBeLessThan(10_000_000);
  }, 300_000);
});

it('says the same as cbor2 wrote', () => {
  const value = { a: [1, 2.5, 'x', null, true], b: { c: 4_294_967_296, d: -5 }, e: '' };
  expect(notationOf(cbor, encode(value))).toBe(JSON.stringify(value));
});

describe('found by itself', () => {
  const score = (bytes: Uint8Array): number => cbor.score(bytes, decodeContext());
  it('when it is a container with readable names, whole', () => {
    expect(score(encode({ temperature: 21.5 }))).toBe(0.8);
    expect(score(encode([{ n: 'a', v: 1 }]))).toBe(0.8);
    expect(score(hexBytes('d9d9f7 01'))).toBe(0.9);
  });
  it('not when it may be anything', () => {
    for (const hex of [
      '',
      '00',
      '01',
      '63616263',
      '80',
      'a0',
      '8101',
      'a10102',
      'c3a4',
      'a1610001',
      '81'.repeat(5_000)
    ]) {
      expect(score(hexBytes(hex)), hex).toBe(0);
    }
    expect(score(Buffer.from('äöü und mehr'))).toBe(0);
    expect(score(encode({ temperature: 21.5 }).subarray(0, 9))).toBe(0);
  });
});
