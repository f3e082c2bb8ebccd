import { describe, expect, it } from 'vitest';
import { wordMarks } from '../../../../../../electron/engine/decode/diff/word-marks';
import { seededRandom } from '../../../../../support/seeded-random';

const marked = (a: string, b: string): readonly (readonly string[])[] => {
  const marks = wordMarks(a, b);
  return [marks.a.map(([start, end]) => a.slice(start, end)), marks.b.map(([start, end]) => b.slice(start, end))];
};

describe('the words in which two lines differ', () => {
  it('are whole numbers, words and escapes', () => {
    expect(marked('"t": 64.9', '"t": 68.25')).toEqual([['64.9'], ['68.25']]);
    expect(marked('2026-03-14T14:32:02.418Z', '2026-03-14T14:32:07.418Z')).toEqual([['02.418'], ['07.418']]);
    expect(marked('status ok here', 'status warn here')).toEqual([['ok'], ['warn']]);
    expect(marked('a\\u202eb', 'a\\u200bb')).toEqual([['\\u202e'], ['\\u200b']]);
  });

  it('are nothing where one line has more', () => {
    expect(marked('on', 'on top')).toEqual([[], [' top']]);
  });

  it('are one mark when a letter or digit stands between', () => {
    expect(marked('id a1b2c3', 'id a9b8c7')).toEqual([['1b2c3'], ['9b8c7']]);
  });

  it('leave two lines that are equal when they are taken out', () => {
    const random = seededRandom(3);
    const words = ['a', '1.5', ' ', ',', 'ü', '😀', 'xyz', '-'];
    const line = (): string => Array.from({ length: 12 }, () => words[Math.floor(random() * words.length)]).join('');
    for (let round = 0; round < 500; round += 1) {
      const [a, b] = [line(), line()];
      const marks = wordMarks(a, b);
      for (const [text, some] of [[a, marks.a] as const, [b, marks.b] as const]) {
        let at = 0;
        for (const [start, end] of some) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }
      expect(marks.a.length + marks.b.length > 0).toBe(a !== b);
    }
  });

  it('are found in lines that have nothing in common, however many words they have', () => {
    const a = Array.from({ length: 1_000 }, (_, at) => `a${at}`).join(' ');
    const b = Array.from({ length: 1_000 }, (_, at) => `b${at * 3}`).join('.');
    const marks = wordMarks(a, b);
    expect(marks.a).toEqual([[0, a.length]]);
    expect(marks.b).toEqual([[0, b.length]]);
  });
});
