import { maxFilterWords } from '#contract/limits';

/** A word that has to stand in the topic, in any case. Parts are what stands between its slashes, in lower case. */
interface QueryWord {
  readonly bit: number;
  readonly parts: readonly string[];
}

/** An MQTT topic filter [MQTT-4.7.1]. */
interface QueryFilter {
  readonly bit: number;
  /** Without the last `#`. */
  readonly levels: readonly string[];
  readonly below: boolean;
}

/**
 * What a person types to filter topics: tokens between white space, all of which must match. Double quotes keep spaces in
 * a token. A token with `+` or `#` as a whole level is an MQTT topic filter, case and all; any other is looked for in the
 * full topic, in any case, and may have slashes. `#` before the last level is no filter, so such a token is a word too.
 * At most `maxFilterWords` tokens.
 */
export class TopicQuery {
  readonly words: readonly QueryWord[];
  readonly filters: readonly QueryFilter[];
  /** Bits of all tokens. */
  readonly bits: number;
  /** Tokens beyond `maxFilterWords`: to be told, as nothing looks for them. */
  readonly ignoredTokens: number;

  private constructor(tokens: readonly string[]) {
    const words: QueryWord[] = [];
    const filters: QueryFilter[] = [];
    for (const [index, token] of tokens.slice(0, maxFilterWords).entries()) {
      const levels = token.split('/');
      const bit = 1 << index;
      if (isFilter(levels)) {
        const below = levels.at(-1) === '#';
        filters.push({ bit, levels: below ? levels.slice(0, -1) : levels, below });
      } else {
        words.push({ bit, parts: token.toLowerCase().split('/') });
      }
    }
    this.words = words;
    this.filters = filters;
    this.ignoredTokens = Math.max(0, tokens.length - maxFilterWords);
    this.bits = (1 << (tokens.length - this.ignoredTokens)) - 1;
  }

  /** Null: nothing to look for. */
  static read(text: string): TopicQuery | null {
    const tokens = [...text.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].map(([token]) => token.replaceAll('"', ''));
    const told = tokens.filter((token) => token !== '');
    return told.length === 0 ? null : new TopicQuery(told);
  }
}

function isFilter(levels: readonly string[]): boolean {
  const many = levels.indexOf('#');
  return many < 0 ? levels.includes('+') : many === levels.length - 1;
}
