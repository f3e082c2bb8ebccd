import type { DecoderRule } from '#contract/decoder-rule';
import { topicMatches } from '../format/topic-matches';

/** The rule that holds for a topic: the first that matches. */
export function ruleOf(rules: readonly DecoderRule[], topic: string): DecoderRule | null {
  return rules.find(({ filter }) => topicMatches(filter, topic)) ?? null;
}

/** With this rule before all others, instead of one for the very same filter. */
export function withRule(rules: readonly DecoderRule[], rule: DecoderRule): DecoderRule[] {
  return [rule, ...withoutRule(rules, rule.filter)];
}

function withoutRule(rules: readonly DecoderRule[], filter: string): DecoderRule[] {
  return rules.filter((rule) => rule.filter !== filter);
}

/** Read automatically again: without its own rule, and where another one would hold then, with one that says so. */
export function readAutomatically(rules: readonly DecoderRule[], topic: string): DecoderRule[] {
  const others = withoutRule(rules, topic);
  const other = ruleOf(others, topic);
  return other === null || other.decoder === 'auto'
    ? others
    : [{ filter: topic, decoder: 'auto', messageType: '' }, ...others];
}

/**
 * Filters one may mean who stands on a topic: itself, all below each level above it, the nearest first, and last all topics, which
 * those that begin with `$` are not among [MQTT-4.7.2-1].
 */
export function filtersAround(topic: string, most: number): string[] {
  const levels = topic.split('/');
  const above = levels.slice(1).map((_, index) => `${levels.slice(0, levels.length - 1 - index).join('/')}/#`);
  const all = topic.startsWith('$') ? [] : ['#'];
  return [...[topic, ...above].slice(0, most - all.length), ...all];
}
