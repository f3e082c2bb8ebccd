export type TokenKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'comment' | 'plain';

/** A piece of a line, and how it is coloured. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

// A string may be cut off at the end of the line, as lines on screen have a longest length; it is still a string. Besides JSON
// there are the bare words of notation (engine/decode/notation-writer.ts): `h'0a'`, `NaN`, `undefined`, `ext5(h'0a')`.
const pattern =
  /("(?:[^"\\]|\\.)*(?:"|\\?$))(\s*:)?|(\bh'[0-9a-f]*(?:'|$))|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w"])|(-Infinity\b|\b[A-Za-z_]\w*)|([{}[\](),:]+)/g;

/** The coloured pieces of one line of JSON or notation. Together they are the line, whatever it holds: nothing is left out or added. */
export function jsonTokens(line: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const push = (kind: TokenKind, text: string): void => {
    if (text !== '') tokens.push({ kind, text });
  };
  for (const match of line.matchAll(pattern)) {
    push('plain', line.slice(end, match.index));
    const [all, quoted, colon, bytes, number, word, punctuation] = match;
    if (quoted !== undefined) push(colon === undefined ? 'string' : 'key', quoted);
    push('punctuation', colon ?? '');
    push('string', bytes ?? '');
    push('number', number ?? '');
    push('literal', word ?? '');
    push('punctuation', punctuation ?? '');
    end = match.index + all.length;
  }
  push('plain', line.slice(end));
  return tokens;
}
