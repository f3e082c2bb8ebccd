import { describe, expect, it } from 'vitest';
import type { DecoderRule } from '#contract/decoder-rule';
import { filtersAround, readAutomatically, ruleOf, withRule } from '../../../../../renderer/src/state/rule-list';

const rule = (filter: string, decoder: DecoderRule['decoder']): DecoderRule => ({ filter, decoder, messageType: '' });

describe('decoder rules', () => {
  const rules = [rule('factory/a', 'cbor'), rule('factory/#', 'json')];

  it('hold by the first that matches', () => {
    expect(ruleOf(rules, 'factory/a')?.decoder).toBe('cbor');
    expect(ruleOf(rules, 'factory/b')?.decoder).toBe('json');
    expect(ruleOf(rules, 'home')).toBeNull();
  });

  it('come first when they are new, and stand once', () => {
    expect(withRule(rules, rule('factory/#', 'xml'))).toEqual([rule('factory/#', 'xml'), rule('factory/a', 'cbor')]);
  });

  it('give way to automatic, with a rule that says so only where another one would hold', () => {
    expect(readAutomatically(rules, 'factory/a')).toEqual([rule('factory/a', 'auto'), rule('factory/#', 'json')]);
    expect(readAutomatically([rule('factory/a', 'cbor')], 'factory/a')).toEqual([]);
  });

  it('may be meant for a topic, for all below the levels above it, or for all there are', () => {
    expect(filtersAround('factory/line/robot', 6)).toEqual(['factory/line/robot', 'factory/line/#', 'factory/#', '#']);
    expect(filtersAround('lamp', 6)).toEqual(['lamp', '#']);
    expect(filtersAround('a/b/c/d', 3)).toEqual(['a/b/c/d', 'a/b/c/#', '#']);
    expect(filtersAround('$SYS/a', 6)).toEqual(['$SYS/a', '$SYS/#']);
  });
});
