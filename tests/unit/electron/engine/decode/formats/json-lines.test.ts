import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../../../../../electron/engine/decode/formats/json-lines';
import { outcome, score } from '../../../../../support/decoding';

describe('JSON lines', () => {
  it('are one JSON text a line, as written', () => {
    const text = '{"a":9007199254740993}\r\n\n[1e400]\n"x"\n';
    expect(outcome(jsonLines, text)).toBe(text);
    expect(outcome(jsonLines, '\uFEFF{}\n{}')).toBe('{}\n{}');
  });

  it('say where a line goes wrong, in bytes of the whole text', () => {
    expect(outcome(jsonLines, '{"ä":1}\n{"a":}\n')).toBe('invalid at 14');
    expect(outcome(jsonLines, '{"a":1}\n{"a"\n:1}')).toBe('cut-short at 12');
    expect(outcome(jsonLines, '{} {}\n{}')).toBe('bytes-left-over at 3');
    expect(outcome(jsonLines, '\n \n')).toBe('cut-short at 3');
  });

  it('are found where each line is an object or array, and there are two', () => {
    expect(score(jsonLines, '{"a":1}\n{"a":2}')).toBe(0.93);
    expect(score(jsonLines, `${'{"a":1}\n'.repeat(100_000)}`)).toBe(0.93);
    for (const text of ['{"a":1}', '{"a":1}\n', '{"a":\n1}', '1\n2\n3', 'a\nb', '{"a":1}\nx', '']) {
      expect([text, score(jsonLines, text)]).toEqual([text, 0]);
    }
  });
});
