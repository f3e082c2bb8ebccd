import { describe, expect, it } from 'vitest';
import { DecodingRules } from '../../../../../electron/engine/decode/decoding-rules';
import { topicFilter } from '../../../../../electron/engine/decode/topic-filter';

describe('a topic filter', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/b', 'A/b', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['a/+/c', 'a/b/c', true],
    ['+/+', '/x', true],
    ['+', '/x', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'ab', false],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/$b', 'a/$b', true],
    ['a/+', 'a/$b', true],
    ['a#', 'a#', false],
    ['a/#/b', 'a/x/b', false],
    ['', '', false]
  ])('%s and %s: %s', (filter, topic, matches) => {
    expect(topicFilter(filter)(topic.split('/'))).toBe(matches);
  });
});

describe('the rules of a profile', () => {
  const rule = (filter: string): { filter: string; decoder: 'hex'; messageType: string } => ({
    filter,
    decoder: 'hex',
    messageType: ''
  });

  it('hold by the first that matches, however often a topic is asked for', () => {
    const rules = new DecodingRules([rule('a/b'), rule('a/+'), rule('#')]);
    for (let time = 0; time < 2; time += 1) {
      expect(rules.of('a/b')?.filter).toBe('a/b');
      expect(rules.of('a/c')?.filter).toBe('a/+');
      expect(rules.of('x')?.filter).toBe('#');
      expect(rules.of('$x')).toBeNull();
      expect(rules.of(null)).toBeNull();
    }
    for (let count = 0; count < 10_000; count += 1) expect(rules.of(`t/${count}`)?.filter).toBe('#');
  });
});
