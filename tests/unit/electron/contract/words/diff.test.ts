import { describe, expect, it } from 'vitest';
import { changesWords } from '../../../../../electron/contract/words/diff';

describe('changesWords', () => {
  it('counts fields of JSON, lines of text and bytes', () => {
    expect(changesWords('json', 4, '4')).toBe('4 fields');
    expect(changesWords('text', 1, '1')).toBe('1 line');
    expect(changesWords('binary', 1_200, '1,200')).toBe('1,200 bytes');
  });
});
