import { describe, expect, it } from 'vitest';
import { HexLines } from '../../../../../electron/engine/decode/hex-lines';
import { aroundByte, problemByte } from '../../../../../renderer/src/format/problem-byte';
import { openedBody } from '../state/opened-body';

const problem = { code: 'invalid', format: 'cbor', byte: 18, facts: {}, raw: '' } as const;

describe('problemByte', () => {
  it('is the byte of a dump of the payload itself', () => {
    expect(problemByte(openedBody({ format: 'binary', decoding: { chain: [], problem } }))).toBe(18);
    expect(problemByte(openedBody({ view: 'hex', decoding: { chain: [], problem } }))).toBe(18);
  });

  it('is none where other bytes, or none, are drawn', () => {
    expect(problemByte(openedBody({ format: 'binary', decoding: { chain: ['gzip'], problem } }))).toBeNull();
    expect(problemByte(openedBody({ format: 'text', decoding: { chain: [], problem } }))).toBeNull();
    expect(problemByte(openedBody({ format: 'binary', decoding: { chain: [] } }))).toBeNull();
  });
});

describe('aroundByte', () => {
  it.each([
    [8, 100],
    [16, 100],
    [16, 70_000]
  ] as const)('cuts a line of %i bytes where the engine drew the byte, in %i bytes', (bytesPerLine, size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7) % 251);
    const lines = new HexLines(bytes, bytesPerLine);
    for (const byte of [0, 3, 4, 7, 8, 15, 16, 99]) {
      const rank = Math.floor(byte / bytesPerLine);
      const { text } = lines.line(rank);
      const cut = aroundByte(text, rank, bytesPerLine, byte);
      expect(cut?.join('')).toBe(text);
      expect(Number.parseInt(cut?.[1] ?? '', 16)).toBe(bytes[byte]);
    }
  });

  it('leaves other lines alone', () => {
    expect(aroundByte('0000  9f 1c', 0, 16, 18)).toBeNull();
    expect(aroundByte('no dump', 1, 16, 18)).toBeNull();
  });
});
