import { describe, expect, it } from 'vitest';
import { FieldText } from '../../../../../../electron/engine/decode/fields/field-text';

function fieldsOf(text: string, paths: readonly string[], notation = false): readonly (string | null)[] {
  const bytes = Buffer.from(text);
  const found = new FieldText(paths).find({ text: bytes, notation }, () => undefined);
  return paths.map((_, index) => {
    const start = found[index * 2] ?? -1;
    return start < 0 ? null : bytes.subarray(start, found[index * 2 + 1]).toString();
  });
}

describe('FieldText', () => {
  it('finds fields as they are written, wherever they stand', () => {
    const text = '{"a": {"b": [1, {"c": 9007199254740993}, "x"]}, "é": "\\u00e9", "n": 1e400, "o": {"p": -0 }}';
    expect(fieldsOf(text, ['a.b[1].c', 'a.b[2]', 'é', 'n', 'o', 'o.p', '', 'a.b[3]', 'a.c', 'b'])).toEqual([
      '9007199254740993',
      '"x"',
      '"\\u00e9"',
      '1e400',
      '{"p": -0 }',
      '-0',
      text,
      null,
      null,
      null
    ]);
  });

  it('takes the last of two names, with all that is under it, and names by what they say', () => {
    expect(fieldsOf('{"a":1,"a":2}', ['a'])).toEqual(['2']);
    expect(fieldsOf('{"a":{"b":1,"c":2},"a":{"b":3}}', ['a.b', 'a.c'])).toEqual(['3', null]);
    expect(fieldsOf('{"a":{"b":1},"\\u0061":7}', ['a', 'a.b'])).toEqual(['7', null]);
  });

  it('tells names from values and places from names', () => {
    expect(fieldsOf('["a",{"a":"b"},[[5]]]', ['[0]', '[1].a', '[2][0][0]', 'a', '0'])).toEqual([
      '"a"',
      '"b"',
      '5',
      null,
      null
    ]);
    expect(fieldsOf('7', ['', 'a'])).toEqual(['7', null]);
  });

  it('reads notations', () => {
    const text = `{1: h'0a0b', "t": 1(1363896240), "f": 1.5, "u": undefined, -2: [simple(16), NaN]}`;
    expect(fieldsOf(text, ['1', 't', 'f', 'u', '-2[1]'], true)).toEqual([
      `h'0a0b'`,
      '1(1363896240)',
      '1.5',
      'undefined',
      'NaN'
    ]);
  });

  it('goes a million levels down without recursion, and stops where the text is wrong', () => {
    const deep = `${'[{"a":'.repeat(500_000)}1${'}]'.repeat(500_000)}`;
    expect(fieldsOf(`{"x":${deep},"y":3}`, ['y', 'x[0].a[0].b'])).toEqual(['3', null]);
    expect(fieldsOf('{"a":1,"b":tru', ['a', 'b'])).toEqual(['1', null]);
    expect(fieldsOf('}]', ['a'])).toEqual([null]);
  });
});
