import { describe, expect, it } from 'vitest';
import { shellCommands } from '../../../../electron/contract/shell-words';

const words = (text: string): string[][] | undefined =>
  shellCommands(text)?.map((command) => command.map((word) => (word.computed ? `${word.text} (computed)` : word.text)));

describe('shellCommands', () => {
  it.each<[string, string[][]]>([
    ['a  b\tc', [['a', 'b', 'c']]],
    [`a 'b c' "d e" f\\ g ''`, [['a', 'b c', 'd e', 'f g', '']]],
    [`'it'\\''s' "a\\"b\\$c\\d"`, [["it's", 'a"b$c\\d']]],
    ['a \\\n  b ^\r\n c `\n d', [['a', 'b', 'c', 'd']]],
    ['a \\ -b ^   --c ` -d e\\ -f \\ g', [['a', '-b', '--c', '-d', 'e -f', ' g']]],
    ['a b\nc; d | e && f & g', [['a', 'b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['a 2>/dev/null >x ws://h/p?a=1&b=2', [['a'], ['/dev/null'], ['x', 'ws://h/p?a=1&b=2']]],
    [
      'a $B "${C}" $(d) `e` \'$f\' "\\$g" $1',
      [['a', '$B (computed)', '${C} (computed)', '$(d) (computed)', '`e` (computed)', '$f', '$g', '$1 (computed)']]
    ],
    ['"$SYS/#" $share/g/t 100$', [['$SYS/#', '$share/g/t', '100$']]],
    ['', []]
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([["a 'b"], ['a "b'], ['a "b\\"'], ['a '.repeat(1_001)], ['a'.repeat(20_001)]])('refuses %.10s', (text) => {
    expect(shellCommands(text)).toBeNull();
  });
});
