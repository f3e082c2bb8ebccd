import { describe, expect, it } from 'vitest';
import { hitRuns } from '../../../../../renderer/src/format/hit-runs';

const marked = (text: string, ...words: string[]) =>
  hitRuns(text, words)
    ?.map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('') ?? null;

describe('hits in a text', () => {
  it('are every place of every word, whatever the case', () => {
    expect(marked('Warn: a WARNING', 'warn')).toBe('[Warn]: a [WARN]ING');
    expect(marked('status ok', 'ok', 'stat')).toBe('[stat]us [ok]');
  });

  it('are one where they touch or overlap', () => {
    expect(marked('overload', 'over', 'verlo', 'ad')).toBe('[overload]');
  });

  it('are none where no word is, or none is looked for', () => {
    expect([marked('ok', 'warn'), marked('ok'), marked('', 'x')]).toEqual([null, null, null]);
  });

  it('are text, whatever stands there', () => {
    expect(marked('<img onerror=x>', 'onerror')).toBe('<img [onerror]=x>');
  });

  it('are never put in a wrong place by letters that are longer in lower case', () => {
    expect(marked('İİİ warn', 'warn')).toBeNull();
  });
});
