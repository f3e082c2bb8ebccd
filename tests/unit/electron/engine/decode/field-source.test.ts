import { describe, expect, it } from 'vitest';
import { longestCopiedCharacters } from '../../../../../electron/contract/limits';
import { fieldSource } from '../../../../../electron/engine/decode/field-source';

const alive = (): void => undefined;

function sourceAt(text: string, from: number, notation = false): string | null {
  return fieldSource({ text: Buffer.from(text), notation }, from, alive);
}

describe('fieldSource', () => {
  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-0', '-0'],
    ['1e400', '1e400'],
    ['null', 'null'],
    ['"a \\u00e9\\n\\"b\\""', 'a é\n"b"'],
    // No clipboard holds half a character.
    ['"a \\ud83d b"', '"a \\ud83d b"'],
    ['"\\ud83d\\ude00"', '\u{1f600}'],
    ['{"a" : [ 1, {"b":2.50 } ] , "a":3}', '{"a" : [ 1, {"b":2.50 } ] , "a":3}'],
    ['[]', '[]']
  ])('is what stands there: %s', (source, said) => {
    const text = `{"x": [0, ${source} ], "y": 1}`;
    expect(sourceAt(text, 10)).toBe(said);
  });

  it('is what a notation writes', () => {
    const text = '{"1": h\'0a0b\', "2": [NaN, 1(5)]}';
    expect(sourceAt(text, text.indexOf('h'), true)).toBe("h'0a0b'");
    expect(sourceAt(text, text.indexOf('['), true)).toBe('[NaN, 1(5)]');
  });

  it('gives no more than the clipboard is given, to the character', () => {
    const most = 'x'.repeat(longestCopiedCharacters);
    expect(sourceAt(`"${most}"`, 0)).toHaveLength(longestCopiedCharacters);
    expect(sourceAt(`"${most}x"`, 0)).toBeNull();
    expect(sourceAt(`[${' '.repeat(longestCopiedCharacters)}]`, 0)).toBeNull();
  });
});
