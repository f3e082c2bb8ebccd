import { describe, expect, it } from 'vitest';
import { TopicQuery } from '../../../../../electron/engine/view/topic-query';

/** Words and filters as they are looked for. */
function told(text: string): { words: readonly string[]; filters: readonly string[] } | null {
  const query = TopicQuery.read(text);
  if (query === null) return null;
  return {
    words: query.words.map(({ parts }) => parts.join('/')),
    filters: query.filters.map(({ levels, below }) => [...levels, ...(below ? ['#'] : [])].join('/'))
  };
}

describe('topic query', () => {
  it.each(['', '  \t\n', '""', '" '.trim(), '"" ""'])('looks for nothing in %j', (text) => {
    expect(TopicQuery.read(text)).toBeNull();
  });

  it.each([
    ['Pump leipzig', ['pump', 'leipzig'], []],
    ['"Line 2"/x a"b c"d', ['line 2/x', 'ab cd'], []],
    ['"not closed here', ['not closed here'], []],
    ['/ //', ['/', '//'], []],
    ['__proto__ \u0000', ['__proto__', '\u0000'], []],
    ['+/Line/# # +', [], ['+/Line/#', '#', '+']],
    ['"my place/+"', [], ['my place/+']],
    ['a+/b c# #d a/#/b', ['a+/b', 'c#', '#d', 'a/#/b'], []],
    ['+/#/b #/#', ['+/#/b', '#/#'], []],
    ['sport/# pump', ['pump'], ['sport/#']]
  ])('reads %j', (text, words, filters) => {
    expect(told(text)).toEqual({ words, filters });
  });

  it('says how many tokens it leaves out', () => {
    const query = TopicQuery.read(Array.from({ length: 19 }, (_, index) => `w${index}`).join(' '));
    expect(query).toMatchObject({ ignoredTokens: 3, bits: 0xffff });
    expect(query?.words.length).toBe(16);
    expect(TopicQuery.read('one')).toMatchObject({ ignoredTokens: 0, bits: 1 });
  });
});
