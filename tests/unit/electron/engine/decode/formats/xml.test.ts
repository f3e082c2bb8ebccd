import { describe, expect, it } from 'vitest';
import { xml } from '../../../../../../electron/engine/decode/formats/xml';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { outcome, score } from '../../../../../support/decoding';

/** A hundred thousand of them take minutes. */
const timeoutMs = 3_600_000;

describe('XML', () => {
  it('is formatted with everything as written', () => {
    const text =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "<b>&x;</b>">]><a  k = \'1\'><!-- c --><b/><c>  t &amp; &x; </c>' +
      '<d>one<e>2</e> three </d><f><![CDATA[<g>]]></f><h> </h></a>';
    expect(outcome(xml, text).split('\n')).toEqual([
      '<?xml version="1.0"?>',
      '<!DOCTYPE a [<!ENTITY x "<b>&x;</b>">]>',
      "<a  k = '1'>",
      '  <!-- c -->',
      '  <b/>',
      '  <c>  t &amp; &x; </c>',
      '  <d>',
      '    one',
      '    <e>2</e>',
      '    three',
      '  </d>',
      '  <f><![CDATA[<g>]]></f>',
      '  <h> </h>',
      '</a>'
    ]);
  });

  it('keeps the lines that text has, and is the same when formatted again', () => {
    const text = '\uFEFF<a>\r\n<b>one\r\n   two</b><!-- x\ny --><c\nk="v">t<d/></c></a>';
    const formatted = outcome(xml, text);
    expect(formatted).toBe('<a>\n  <b>one\n   two</b>\n  <!-- x\ny -->\n  <c\nk="v">\n    t\n    <d/>\n  </c>\n</a>');
    expect(outcome(xml, formatted)).toBe(formatted);
  });

  it.each([
    ['<a><b></a>', 'invalid at 6'],
    ['<a>', 'cut-short at 3'],
    ['<a', 'cut-short at 2'],
    ['<a></a', 'cut-short at 6'],
    ['</a>', 'invalid at 0'],
    ['<a/><b/>', 'bytes-left-over at 4'],
    ['<a/> x', 'bytes-left-over at 5'],
    ['x<a/>', 'invalid at 0'],
    ['<a k="1" k="2"/>', 'invalid at 9'],
    ['<a k=1/>', 'invalid at 5'],
    ['<a k="<"/>', 'invalid at 6'],
    ['<a>&</a>', 'invalid at 3'],
    ['<a>&b</a>', 'invalid at 3'],
    ['<a>]]></a>', 'invalid at 5'],
    ['<a>\u0001</a>', 'invalid at 3'],
    ['<1/>', 'invalid at 1'],
    ['<a b/>', 'invalid at 4'],
    ['<a/><!DOCTYPE a>', 'invalid at 4'],
    ['<a><![CDATA[x</a>', 'cut-short at 17'],
    ['<!-- x', 'cut-short at 6'],
    ['', 'cut-short at 0'],
    ['\uFEFF<a>&</a>', 'invalid at 6']
  ])('says where %s goes wrong: %s', (text, problem) => {
    expect(outcome(xml, text)).toBe(problem);
  });

  it('never expands what would be a billion', () => {
    const entities = Array.from({ length: 30 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`).join('');
    const text = `<!DOCTYPE a [<!ENTITY e0 "ha">${entities}]><a>&e30;</a>`;
    expect(outcome(xml, text)).toBe(text.replace('<a>', '\n<a>'));
  });

  it('reads a million levels, as they came where the indent would be too much', () => {
    const deep = '<a>'.repeat(1_000_000) + '</a>'.repeat(1_000_000);
    expect(outcome(xml, deep) === deep).toBe(true);
    expect(outcome(xml, '<a>'.repeat(1_000_000))).toBe('cut-short at 3000000');
  });

  it('is found where it is well-formed, or says that it is XML', () => {
    const long = `<list>${'<item k="v">text</item>'.repeat(10_000)}</list>`;
    for (const text of ['<a/>', '<p>Hello</p>', long]) expect(score(xml, text)).toBe(0.95);
    expect(score(xml, '<?xml version="1.0"?><a>')).toBe(0.9);
    for (const text of ['<none>', '<3', '<a> b', 'a <b/>', '', '<<<>>>'])
      expect([text, score(xml, text)]).toEqual([text, 0]);
  });

  it(
    'answers for anything',
    () => {
      const samples = [
        '<?xml version="1.0"?><a k="v"><b>t &amp; u</b><![CDATA[x]]></a>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a><!-- c --><b/></a>'
      ];
      const { read, refused } = decodeMutated({
        decoder: xml,
        originals: samples.map((text) => Buffer.from(text))
      });
      expect([read > 0, refused > 0]).toEqual([true, true]);
    },
    timeoutMs
  );
});
