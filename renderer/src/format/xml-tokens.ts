import type { Token, TokenKind } from './json-tokens';

// Of whole pieces outside tags: a comment, CDATA, a processing instruction or declaration, the start of a tag. Each may be cut
// off at the end of the line.
const outside = /(<!--.*?(?:-->|$))|(<!\[CDATA\[.*?(?:\]\]>|$))|(<\?.*?(?:\?>|$)|<![^>]*(?:>|$))|(<\/?)([^\s/>"'=<]*)/g;
// Inside a tag: its end, a value, an attribute's name with its sign.
const inside = /(\/?>)|("[^"]*(?:"|$)|'[^']*(?:'|$))|([^\s/>"'=<]+)(\s*=)?/g;

/** The coloured pieces of one line of XML; together they are the line. A line that begins in the middle of a tag is taken for one. */
export function xmlTokens(line: string): Token[] {
  const tokens: Token[] = [];
  const push = (kind: TokenKind, text: string): void => {
    if (text !== '') tokens.push({ kind, text });
  };
  let at = 0;
  let inTag = beginsInTag(line);
  while (at < line.length) {
    const pattern = inTag ? inside : outside;
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    push('plain', line.slice(at, match?.index ?? line.length));
    if (match === null) break;
    at = match.index + match[0].length;
    if (inTag) {
      const [, close, value, name, sign] = match;
      push('punctuation', close ?? '');
      push('string', value ?? '');
      push('literal', name ?? '');
      push('punctuation', sign ?? '');
      if (close !== undefined) inTag = false;
    } else {
      const [, comment, data, instruction, open, name] = match;
      push('comment', comment ?? '');
      push('string', data ?? '');
      push('comment', instruction ?? '');
      push('punctuation', open ?? '');
      push('key', name ?? '');
      if (open !== undefined) inTag = true;
    }
  }
  return tokens;
}

function beginsInTag(line: string): boolean {
  return /^\s*[^\s<>"'=]+\s*=\s*["'][^<]*(?:\/?>|$)/.test(line) || /^\s*\/?>/.test(line);
}
