import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../../../electron/engine/decode/run-steps';
import { layOutXml } from '../../../../../electron/engine/decode/xml-layout';
import { XmlLines } from '../../../../../electron/engine/decode/xml-lines';

function laidOut(text: string, cut = false): XmlLines {
  const bytes = Buffer.from(text);
  const { table, fault } = runSteps(layOutXml(bytes, cut), () => undefined);
  if (fault !== null) throw new Error(`${fault.code} at ${fault.byte}`);
  return new XmlLines(bytes, table);
}

const blocks = (lines: XmlLines): number[] =>
  Array.from({ length: lines.count }, (_, rank) => lines.blocks.lastLine(rank));
const drawn = (lines: XmlLines): string[] => Array.from({ length: lines.count }, (_, rank) => lines.line(rank).text);

describe('the lines of an XML body', () => {
  it('fold from the tag that opens an element to the one that closes it', () => {
    const lines = laidOut('<a><b>1</b><c><d/></c></a>');
    expect(drawn(lines)).toEqual(['<a>', '  <b>1</b>', '  <c>', '    <d/>', '  </c>', '</a>']);
    expect(blocks(lines)).toEqual([5, 1, 4, 3, 4, 5]);
  });

  it('go as far as a cut text goes', () => {
    const lines = laidOut('<a><b>1</b><c>half of it', true);
    expect(drawn(lines)).toEqual(['<a>', '  <b>1</b>', '  <c>', '    half of it']);
    expect(blocks(lines)).toEqual([3, 1, 3, 3]);
    expect(drawn(laidOut('<a><b k="v', true))).toEqual(['<a>', '  <b k="v']);
    expect(() => laidOut('<a></b>', true)).toThrow('invalid at 3');
  });

  it('are safe to show and cut when long', () => {
    const lines = laidOut(`<a>\u202e${'é'.repeat(5_000)}</a>`);
    expect(lines.line(0).text.startsWith('<a>\\u202e')).toBe(true);
    expect(lines.line(0).cutCharacters).toBe(3 + 1 + 5_000 + 4 - 4_000);
  });
});
