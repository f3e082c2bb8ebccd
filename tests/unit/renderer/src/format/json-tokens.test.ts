import { describe, expect, it } from 'vitest';
import { jsonTokens } from '../../../../../renderer/src/format/json-tokens';

const kinds = (line: string) =>
  jsonTokens(line)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('jsonTokens', () => {
  it('knows keys from strings', () => {
    expect(kinds('  "unit": "°C",')).toEqual(['key "unit"', 'punctuation :', 'string "°C"', 'punctuation ,']);
  });

  it('knows numbers and literals', () => {
    expect(kinds('[-3.5e+7, true, null]')).toEqual([
      'punctuation [',
      'number -3.5e+7',
      'punctuation ,',
      'literal true',
      'punctuation ,',
      'literal null',
      'punctuation ]'
    ]);
  });

  it('knows the bare words of notation', () => {
    expect(kinds(`"a": h'0a0b', NaN, 1(1363896240)`)).toEqual([
      'key "a"',
      'punctuation :',
      `string h'0a0b'`,
      'punctuation ,',
      'literal NaN',
      'punctuation ,',
      'number 1',
      'punctuation (',
      'number 1363896240',
      'punctuation )'
    ]);
    expect(kinds('-Infinity')).toEqual(['literal -Infinity']);
  });

  it('takes a string cut off at the end of the line for one', () => {
    expect(kinds('"text": "no end \\" her')).toEqual(['key "text"', 'punctuation :', 'string "no end \\" her']);
    expect(kinds('"a\\')).toEqual(['string "a\\']);
  });

  it.each(['', '{', '"', '"\\', 'no json at all', '<img src=x onerror=alert(1)>', '"a": 12x "b" \u{1f642}'])(
    'leaves nothing out of %j',
    (line) => {
      const tokens = jsonTokens(line);
      expect(tokens.map(({ text }) => text).join('')).toBe(line);
    }
  );

  it('is done with a long line at once', () => {
    const line = '"\\'.repeat(2_000);
    expect(
      jsonTokens(line)
        .map(({ text }) => text.length)
        .reduce((sum, length) => sum + length, 0)
    ).toBe(line.length);
  });
});
