import { describe, expect, it } from 'vitest';
import { failure } from '#contract/failure';
import { failureWords } from '#contract/words/failures';
import { importProblemWords } from '#contract/words/import-problems';

describe('words for imports', () => {
  it('name the file, the filter or the number it is about', () => {
    const words = (reason: string, name: string) =>
      failureWords(failure('import-incomplete', '', { reason, name })).title;
    expect(words('filter', 'a/#/b')).toBe('The subscription “a/#/b” is not taken over');
    expect(words('file-locked', 'me.key')).toBe('The file “me.key” is locked with a passphrase');
    expect(words('file-locked', '')).toBe('The file is locked with a passphrase');
    expect(words('number', 'keepalive')).toBe('A number, keepalive, was changed');
  });

  it('do without for a reason nobody knows, also one that an object has by itself', () => {
    for (const reason of ['toString', '__proto__', '']) {
      expect(importProblemWords(reason, 'x')).toBeNull();
      expect(failureWords(failure('import-incomplete', '', { reason })).title).toBe('Something is not taken over');
    }
  });

  it('say what helps with a file that is refused', () => {
    const words = (reason: string) =>
      failureWords(failure('import-unreadable', '', { reason, fileName: 'all.json', limitBytes: 64_000_000 }));
    expect(words('too-large')).toEqual({
      title: '“all.json” is too large',
      meaning: 'It is larger than 64 MB; nothing of it was read.',
      action: 'Messages make such files large: export the connections without their messages.'
    });
    expect(words('newer').title).toBe('“all.json” is of a newer Treeline');
    expect(words('foreign').title).toBe('“all.json” holds no connections that Treeline can read');
  });
});
