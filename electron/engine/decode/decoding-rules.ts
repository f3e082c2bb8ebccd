import type { DecoderRule } from '#contract/decoder-rule';
import { topicFilter, type TopicFilter } from './topic-filter';

/** Topics whose rule is remembered; then all are forgotten. */
const mostRemembered = 4_096;
/** A longer one may be 64 KB and is matched each time. */
const longestRemembered = 512;

/** The rules of a profile, ready for many messages of few topics. */
export class DecodingRules {
  readonly #rules: readonly { readonly rule: DecoderRule; readonly matches: TopicFilter }[];
  readonly #remembered = new Map<string, DecoderRule | null>();

  constructor(rules: readonly DecoderRule[]) {
    this.#rules = rules.map((rule) => ({ rule, matches: topicFilter(rule.filter) }));
  }

  /** The first that matches; a topic that is no UTF-8 (null) is matched by none. */
  of(topic: string | null): DecoderRule | null {
    if (topic === null || this.#rules.length === 0) return null;
    const known = this.#remembered.get(topic);
    if (known !== undefined) return known;
    const levels = topic.split('/');
    const found = this.#rules.find(({ matches }) => matches(levels))?.rule ?? null;
    if (topic.length > longestRemembered) return found;
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(topic, found);
    return found;
  }
}
