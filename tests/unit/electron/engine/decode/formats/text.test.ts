import { describe, expect, it } from 'vitest';
import { latin1 } from '../../../../../../electron/engine/decode/formats/latin-1';
import { text } from '../../../../../../electron/engine/decode/formats/text';
import { outcome, score } from '../../../../../support/decoding';

describe('UTF-8 text', () => {
  it('is kept as it came', () => {
    expect(outcome(text, '\uFEFFgrün 😀\r\n\0')).toBe('\uFEFFgrün 😀\r\n\0');
    expect(score(text, 'hi')).toBe(0.5);
  });

  it.each([
    [[0x61, 0xff], 1],
    [[0x61, 0xc3], 1],
    [[0xc0, 0x80], 0],
    [[0x61, 0xed, 0xa0, 0x80], 1],
    [[0xf4, 0x90, 0x80, 0x80], 0],
    [[0xe2, 0x82, 0xac, 0x80], 3]
  ])('says which byte is none: %j at %i', (bytes, byte) => {
    expect(outcome(text, bytes)).toBe(`invalid at ${byte}`);
    expect(score(text, bytes)).toBe(0);
  });

  it('is not what four bytes of a counter are', () => {
    expect(score(text, [0, 0, 0, 5])).toBe(0);
    expect(score(text, '')).toBe(0);
  });
});

describe('Latin-1', () => {
  it('makes each byte the character of its number', () => {
    expect(outcome(latin1, [0x32, 0x31, 0xb0, 0x43, 0xff, 0x80])).toBe('21°Cÿ\u0080');
  });

  it('is found where a text has few bytes that are no ASCII', () => {
    expect(score(latin1, Buffer.from('21.5 °C im Gewächshaus', 'latin1'))).toBe(0.3);
    expect(score(latin1, Buffer.from('21.5 °C'))).toBe(0);
    expect(score(latin1, Buffer.from('ä°', 'latin1'))).toBe(0);
    expect(score(latin1, [0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x93])).toBe(0);
    expect(score(latin1, 'plain ascii')).toBe(0);
  });
});
