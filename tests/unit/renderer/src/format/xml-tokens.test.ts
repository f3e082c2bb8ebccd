import { describe, expect, it } from 'vitest';
import { xmlTokens } from '../../../../../renderer/src/format/xml-tokens';

const kinds = (line: string) =>
  xmlTokens(line)
    .filter(({ text }) => text.trim() !== '')
    .map(({ kind, text }) => `${kind} ${text}`);

describe('xmlTokens', () => {
  it('knows tags, attributes, values and text', () => {
    expect(kinds('  <a:b id="1" x=\'2\'>text</a:b>')).toEqual([
      'punctuation <',
      'key a:b',
      'literal id',
      'punctuation =',
      'string "1"',
      'literal x',
      'punctuation =',
      "string '2'",
      'punctuation >',
      'plain text',
      'punctuation </',
      'key a:b',
      'punctuation >'
    ]);
  });

  it('knows comments, CDATA and declarations', () => {
    expect(kinds('<?xml version="1.0"?><!-- a > b --><![CDATA[<x>]]><e/>')).toEqual([
      'comment <?xml version="1.0"?>',
      'comment <!-- a > b -->',
      'string <![CDATA[<x>]]>',
      'punctuation <',
      'key e',
      'punctuation />'
    ]);
  });

  it('goes on in a tag that began on the line before', () => {
    expect(kinds('  id="1">')).toEqual(['literal id', 'punctuation =', 'string "1"', 'punctuation >']);
  });

  it.each([
    '',
    '<',
    '</',
    '<a b="',
    '<!-- no end',
    'no xml at all',
    '<img src=x onerror=alert(1)>',
    '<<>>"\'',
    '\u{1f642}<ä>'
  ])('leaves nothing out of %j', (line) => {
    expect(
      xmlTokens(line)
        .map(({ text }) => text)
        .join('')
    ).toBe(line);
  });

  it('is done with a long line at once', () => {
    for (const piece of ['<a ', '<!--', '="', "'<"]) {
      const line = piece.repeat(1_300);
      const length = xmlTokens(line).reduce((sum, { text }) => sum + text.length, 0);
      expect(length).toBe(line.length);
    }
  });
});
