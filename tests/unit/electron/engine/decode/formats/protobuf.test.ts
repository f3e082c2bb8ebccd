import protobufjs from 'protobufjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodingBounds } from '../../../../../../electron/contract/limits';
import { DecodeError } from '../../../../../../electron/engine/decode/decode-error';
import type { Decoder } from '../../../../../../electron/engine/decode/decoder';
import { protobuf } from '../../../../../../electron/engine/decode/formats/protobuf';
import { declareTypes } from '../../../../../../electron/engine/decode/schemas/message-types';
import { decodeContext, faultOf, hexBytes, notationOf } from '../../../../../support/notation-of';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';
import { proto3 } from '../../../../../support/proto3-schema';

const proto2 = `syntax = "proto2"; package p2;
message Old { required int32 a = 1; optional int32 b = 2 [default = 7]; repeated int32 plain = 3; repeated group Part = 4 { optional string name = 1; }
  optional Old inner = 5; extensions 100 to 200; }
extend Old { optional string note = 100; }`;

let decoder: Decoder;
beforeAll(() => {
  const schemas = [proto3, proto2].map((text, index) => ({
    id: `${index}`,
    name: `${index}.proto`,
    bytes: Buffer.from(text)
  }));
  const types = declareTypes(schemas, () => undefined);
  expect(types.problems).toEqual([]);
  decoder = protobuf((name) => types.find(name));
});

const read = (messageType: string, hex: string): string => notationOf(decoder, hexBytes(hex), { messageType });
const refuse = (messageType: string, hex: string): string => faultOf(decoder, hexBytes(hex), { messageType });

describe('examples of protobuf.dev, Encoding', () => {
  it.each([
    ['p3.Test1', '089601', '{"a":150}'],
    ['p3.Test2', '120774657374696e67', '{"b":"testing"}'],
    ['p3.Test3', '1a03089601', '{"c":{"a":150}}'],
    ['p3.Test5', '3206038e029ea705', '{"f":[3,270,86942]}'],
    // the same, not packed, and both in one message
    ['p3.Test5', '3003308e02309ea705', '{"f":[3,270,86942]}'],
    ['p3.Test5', '3003 3205 8e029ea705', '{"f":[3,270,86942]}'],
    // -2 as int32 takes ten bytes
    ['p3.Test1', '08feffffffffffffffff01', '{"a":-2}'],
    // Test4 { string d = 4; repeated int32 e = 6; }: no schema here knows 4 and 5
    ['p3.Test5', '220568656c6c6f 3003', '{"4":"hello","f":[3]}']
  ])('%s %s', (type, hex, notation) => {
    expect(read(type, hex)).toBe(notation);
  });
});

describe('values', () => {
  it('are exact', () => {
    const bytes = hexBytes(
      `09 9a9999999999f13f 15 3333ab41 18 80808080f8ffffffff01 20 80808080808080808001 28 ffffffff0f 30 ffffffffffffffffff01
       38 ffffffff0f 40 ffffffffffffffffff01 4d ffffffff 51 ffffffffffffffff 5d 00000080 61 0000000000000080 68 02
       7203e6b0b4 7a0200ff 8001 01`
    );
    expect(notationOf(decoder, bytes, { messageType: 'p3.Kinds' })).toBe(
      `{"d":1.1,"f":21.4,"i32":-2147483648,"i64":-9223372036854775808,"u32":4294967295,"u64":18446744073709551615,` +
        `"s32":-2147483648,"s64":-9223372036854775808,"f32":4294967295,"f64":18446744073709551615,"sf32":-2147483648,` +
        `"sf64":-9223372036854775808,"b":true,"s":"水","raw":h'00ff',"mode":"ON"}`
    );
  });

  it('that proto3 does not send are their zeros', () => {
    expect(read('p3.Test1', '')).toBe('{"a":0}');
    expect(read('p3.Kinds', '0900000000000000f8 15 0000c07f')).toBe(
      `{"d":-1.0565890622713305e+270,"f":NaN,"i32":0,"i64":0,"u32":0,"u64":0,"s32":0,"s64":0,"f32":0,"f64":0,"sf32":0,"sf64":0,` +
        `"b":false,"s":"","raw":h'',"mode":"OFF"}`
    );
    // these have presence, or are lists
    expect(read('p3.Lists', '')).toBe('{}');
    expect(read('p3.Test3', '')).toBe('{}');
    expect(read('p2.Old', '')).toBe('{}');
  });

  it('of enums are names, or numbers where there is none', () => {
    expect(read('p3.Lists', '2204 00010563')).toBe('{"modes":["OFF","ON",5,99]}');
    expect(read('p3.Lists', '20 ffffffffffffffffff01')).toBe('{"modes":["NEGATIVE"]}');
  });

  it('of strings that are no UTF-8 are bytes', () => {
    expect(read('p3.Test2', '1202c328')).toBe(`{"b":h'c328'}`);
  });
});

describe('lists and maps', () => {
  it('are gathered where they first come', () => {
    expect(read('p3.Lists', '1a020801 1201 61 1a00 1200 4801')).toBe(
      '{"parts":[{"a":1},{"a":0}],"words":["a",""],"one":1}'
    );
    expect(read('p3.Lists', '2a08 0000803f 0000c07f 2d 0000a040')).toBe('{"floats":[1.0,NaN,5.0]}');
    expect(read('p3.Lists', '0a04 01020304 0805')).toBe('{"numbers":[-1,1,-2,2,-3]}');
  });

  it('are objects by key, with duplicates and what is left out', () => {
    expect(read('p3.Lists', '3205 0a0161 1001 3205 0a0161 1002 3200 3202 1007')).toBe(
      '{"counts":{"a":1,"a":2,"":0,"":7}}'
    );
    expect(read('p3.Lists', '3a0f 08ffffffffffffffffff01 1202 0805 3a02 0801')).toBe(
      '{"byNumber":{"-1":{"a":5},"1":{"a":0}}}'
    );
    expect(read('p3.Lists', '4205 0801 1201 78 4200')).toBe('{"flags":{"true":"x","false":""}}');
    // the value before the key, and something more in an entry
    expect(read('p3.Lists', '3205 1001 0a0161 3207 0a0161 1001 1805')).toBe(
      '{"counts":{"a":1,"a":{"1":"a","2":1,"3":5}}}'
    );
  });

  it('keep what comes twice and should come once', () => {
    expect(read('p3.Test1', '0801 0802')).toBe('{"a":1,"a":2}');
    expect(read('p3.Lists', '4801 520178')).toBe('{"one":1,"other":"x"}');
  });
});

describe('what no schema knows', () => {
  it('stands under its number', () => {
    expect(read('p3.Test1', '0801 10ffffffffffffffffff01 1d01000000 210100000000000000 2a0261 62 3202 0801 3a00')).toBe(
      `{"a":1,"2":18446744073709551615,"3":fixed32(1),"4":fixed64(1),"5":"ab","6":h'0801',"7":""}`
    );
  });

  it('may be groups in groups', () => {
    expect(read('p3.Test1', '13 0807 1b 1001 1c 14 0801')).toBe('{"2":{"1":7,"3":{"2":1}},"a":1}');
  });
});

it('reads proto2: groups, extensions, required', () => {
  expect(read('p2.Old', '0801 1801 1802 23 0a0161 24 23 24 a20602 6869 aa0602 6869 2a02 0805')).toBe(
    '{"a":1,"plain":[1,2],"part":[{"name":"a"},{}],"[p2.note]":"hi","101":"hi","inner":{"a":5}}'
  );
});

describe('mistakes', () => {
  it('name field, wire type and byte', () => {
    const bytes = hexBytes(`${'0801'.repeat(9)} 1f 00`);
    try {
      decoder.decode(bytes, decodeContext({ messageType: 'p3.Test1' }));
      expect.unreachable();
    } catch (cause) {
      if (!(cause instanceof DecodeError)) throw cause;
      // as the design has it: "Byte 18 starts field 3 with wire type 7, which doesn't exist."
      expect([cause.code, cause.byte, cause.facts]).toEqual(['wire-type', 18, { field: 3, wireType: 7 }]);
    }
  });

  it.each([
    ['p3.Test1', '0e', 'wire-type at 0'],
    ['p3.Test1', '0a0161', 'wire-type at 0'],
    ['p3.Test2', '1001', 'wire-type at 0'],
    ['p3.Test3', '1a03 0a0161', 'wire-type at 2'],
    ['p3.Test3', '1b 0801 1c', 'wire-type at 0'],
    ['p2.Old', '2200', 'wire-type at 0'],
    ['p3.Test1', '08', 'cut-short at 0'],
    ['p3.Test1', '0801 0896', 'cut-short at 2'],
    ['p3.Test2', '1207 7465', 'cut-short at 0'],
    ['p3.Test2', '12 ffffffffffffffff7f', 'cut-short at 0'],
    ['p3.Test3', '1a04 0801 1207 0801', 'cut-short at 4'],
    ['p3.Kinds', '09 00000000', 'cut-short at 0'],
    ['p3.Kinds', '0801 15 0000', 'cut-short at 2'],
    ['p3.Test1', '13 0801', 'cut-short at 0'],
    ['p3.Test1', '13 0801 1c', 'invalid at 3'],
    ['p3.Test1', '14', 'invalid at 0'],
    ['p3.Test1', '0001', 'invalid at 0'],
    ['p3.Test1', '08 ffffffffffffffffffff01', 'invalid at 0'],
    ['p3.Test1', 'ffffffffff01 00', 'invalid at 0'],
    ['p3.Lists', '2a03 000000', 'invalid at 0'],
    ['p3.Lists', '0a02 0180', 'cut-short at 3'],
    ['p3.Gone', '', 'type-unknown at null']
  ])('%s %s: %s', (type, hex, fault) => {
    expect(refuse(type, hex)).toBe(fault);
  });
});

it('is never found by itself: any bytes could be some message', () => {
  expect(decoder.score(hexBytes('089601'), decodeContext({ messageType: 'p3.Test1' }))).toBe(0);
});

describe('hostile input', () => {
  it('nests as deep as the bound and no deeper', () => {
    const nested = (levels: number): Uint8Array => {
      let inner = Buffer.from('1001', 'hex');
      for (let level = 1; level < levels; level += 1) {
        const size = protobufjs.Writer.create().uint32(inner.length).finish();
        inner = Buffer.concat([Buffer.from([0x0a]), size, inner]);
      }
      return inner;
    };
    expect(notationOf(decoder, nested(decodingBounds.levels), { messageType: 'p3.Deep' })).toMatch(
      /^(\{"deep":){999}\{"end":1\}/
    );
    expect(faultOf(decoder, nested(decodingBounds.levels + 1), { messageType: 'p3.Deep' })).toMatch(/^too-deep/);
    expect(faultOf(decoder, nested(50_000), { messageType: 'p3.Deep' })).toMatch(/^too-deep/);
    expect(refuse('p3.Test1', '13'.repeat(100_000))).toBe('too-deep at 1000');
  });

  it('passes each byte of deep groups once', () => {
    const deep = 900;
    const filling = '0801'.repeat(200_000);
    const notation = read('p3.Test1', `${'13'.repeat(deep)}${filling}${'14'.repeat(deep)}`);
    expect(notation).toHaveLength(deep * '{"2":}'.length + 200_000 * '"1":1,'.length + '{}"a":0'.length);
  });

  it('is refused when its text would be too large', () => {
    const bytes = Buffer.concat([hexBytes('7a 80dac409'), Buffer.alloc(20_000_000)]);
    expect(faultOf(decoder, bytes, { messageType: 'p3.Kinds' })).toBe('none');
    const large = Buffer.concat([hexBytes('7a 80b48913'), Buffer.alloc(40_000_000)]);
    expect(faultOf(decoder, large, { messageType: 'p3.Kinds' })).toBe('too-large at 0');
  });

  it('ends in a DecodeError or a text, whatever is changed', () => {
    const run = decodeMutated(mutationCase('protobuf'));
    expect(run.read).toBeGreaterThan(20);
    expect(run.refused).toBeGreaterThan(20);
    expect(run.largestTextBytes).toBeLessThan(10_000);
    expect(run.mostBytes).toBeLessThan(10_000_000);
  }, 300_000);
});
