import { describe, expect, it } from 'vitest';
import { preview } from '../../../../../electron/engine/decode/preview';
import { randomFrom } from '../../../../support/arrival';

const of = (text: string): unknown => {
  const bytes = new TextEncoder().encode(text);
  return preview(bytes, bytes.length);
};
const text = (shown: string): unknown => ({ kind: 'text', text: shown });
const fields = (...pairs: [string, string][]): unknown => ({ kind: 'fields', fields: pairs });

describe('preview', () => {
  it.each([
    ['{"value": 61.8, "unit": "°C"}', fields(['value', '61.8'], ['unit', '°C'])],
    [
      '{"n":9007199254740993,"big":1e400,"z":-0,"f":1.10}',
      fields(['n', '9007199254740993'], ['big', '1e400'], ['z', '-0'], ['f', '1.10'])
    ],
    ['{"a":1,"a":2,"__proto__":true,"":null}', fields(['a', '1'], ['a', '2'], ['__proto__', 'true'], ['', 'null'])],
    [' {\n"w" : [ 1 ,\n 2 ], "o": {"x" : {"y":"z"}}}\n', fields(['w', '[1, 2]'], ['o', '{"x": {"y": "z"}}'])],
    ['{"s":"a\\nb\\u202e"}', fields(['s', 'a␊b\\u202e'])],
    ['{}', text('{}')],
    ['[12.4, 8.1, 1e400]', text('[12.4, 8.1, 1e400]')],
    ['-0', text('-0')],
    ['"quoted"', text('"quoted"')],
    ['RUNNING\n', text('RUNNING␊')],
    // Not JSON, however alike: shown as received.
    ['{"a":1,}', text('{"a":1,}')],
    ['{"a":01}', text('{"a":01}')],
    ['{"a":1} x', text('{"a":1} x')],
    ['{"a":1 /* c */}', text('{"a":1 /* c */}')],
    ['{"a":[1}', text('{"a":[1}')],
    ['{"a"', text('{"a"')],
    ['{a:1}', text('{a:1}')],
    ["{'a':1}", text("{'a':1}")]
  ])('%j', (payload, shown) => {
    expect(of(payload)).toEqual(shown);
  });

  it('says that a payload is not kept, and of an empty one that it was empty', () => {
    expect(preview(null, 12)).toEqual({ kind: 'not-kept' });
    expect(preview(null, 0)).toEqual({ kind: 'empty' });
  });

  it('says what a picture is, and what is packed, from the beginning', () => {
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.from([0, 0, 2, 128, 0, 0, 1, 224]),
      Buffer.alloc(2_000)
    ]);
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe1ffff', 'hex'), Buffer.alloc(5_000)]);
    const picture = { kind: 'image', widthPx: null, heightPx: null };
    expect(preview(png, 90_000)).toEqual({
      kind: 'image',
      mime: 'image/png',
      widthPx: 640,
      heightPx: 480,
      sizeBytes: 90_000
    });
    expect(preview(jpeg, 5_006)).toEqual({ ...picture, mime: 'image/jpeg', sizeBytes: 5_006 });
    const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="4"/>';
    expect(of(svg)).toEqual({ ...picture, mime: 'image/svg+xml', sizeBytes: svg.length });
    expect(of('<svgs/>')).toEqual(text('<svgs/>'));
    expect(of('RIFF is no picture')).toEqual(text('RIFF is no picture'));
    expect(of('BMW')).toEqual(text('BMW'));
    const packed = (hex: string): unknown => preview(Buffer.from(hex, 'hex'), 4_200);
    expect(packed('1f8b08000000000000ff')).toEqual({ kind: 'packed', format: 'gzip', sizeBytes: 4_200 });
    expect(packed('28b52ffd04ff')).toEqual({ kind: 'packed', format: 'zstd', sizeBytes: 4_200 });
    expect(packed('1f8bff')).toMatchObject({ kind: 'binary' });
  });

  it('shows binary as hex, and empty as empty', () => {
    expect(preview(new Uint8Array(), 0)).toEqual({ kind: 'empty' });
    expect(preview(new Uint8Array([0x9f, 0x1c, 0]), 3)).toEqual({ kind: 'binary', hex: '9f 1c 00' });
    expect(preview(new Uint8Array([0, 0, 0, 5]), 4)).toEqual({ kind: 'binary', hex: '00 00 00 05' });
    expect(of('a C string\u0000')).toEqual(text('a C string␀'));
  });

  it('works on the first 1 KB of a longer object, and guesses no number that the cut goes through', () => {
    const payload = `{"a":"${'x'.repeat(1_007)}","n":123456789,"m":1}`;
    const bytes = new TextEncoder().encode(payload);
    const cut = payload.slice(0, 1_024);
    expect(cut.endsWith('"n":12345')).toBe(true);
    const shown = preview(bytes, bytes.length);
    expect(shown).toEqual(fields(['a', `${'x'.repeat(240)}…`]));
    const long = `{"first":1.50,"long":"${'y'.repeat(5_000)}"}`;
    expect(of(long)).toEqual(fields(['first', '1.50'], ['long', `${'y'.repeat(240)}…`]));
    const nested = `{"list":[${'1,'.repeat(2_000)}1]}`;
    expect(of(nested)).toMatchObject({ kind: 'fields', fields: [['list', expect.stringMatching(/^\[1, 1, .*…$/)]] });
  });

  it('cuts between characters, not inside one', () => {
    for (let lead = 0; lead < 4; lead += 1) {
      const payload = 'a'.repeat(lead) + '😀'.repeat(400);
      expect(of(payload)).toMatchObject({ kind: 'text' });
    }
  });

  it('finds fields exactly in what JSON.parse finds an object, over 20,000 broken texts', () => {
    const random = randomFrom(31);
    const parts = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '\n',
      '\\',
      '"'
    ];
    for (let round = 0; round < 20_000; round += 1) {
      const inner = Array.from({ length: Math.floor(random() * 7) }, () => parts[Math.floor(random() * parts.length)]);
      const payload = `{"k":${inner.join('')}}`;
      let keys: number;
      try {
        const value: unknown = JSON.parse(payload);
        keys = value !== null && typeof value === 'object' ? 1 : 0;
      } catch {
        keys = 0;
      }
      expect([payload, (of(payload) as { kind: string }).kind]).toEqual([payload, keys === 1 ? 'fields' : 'text']);
    }
  });

  it('holds any 1 KB, however deep', () => {
    expect(of(`{"a":${'['.repeat(5_000)}`)).toMatchObject({ kind: 'fields' });
    expect(of('{"a":'.repeat(1_000))).toMatchObject({ kind: 'fields' });
    expect(of('['.repeat(5_000))).toMatchObject({ kind: 'text' });
  });
});
