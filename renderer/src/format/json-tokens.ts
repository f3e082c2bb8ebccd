type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'plain';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
}

// A string may be cut off at the end of the line, as lines on screen have a longest length; it is still a string.
const pattern =
  /("(?:[^"\\]|\\.)*(?:"|\\?$))(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w"])|\b(true|false|null)\b|([{}[\],:]+)/g;

/** The coloured pieces of one line of JSON. Together they are the line, whatever it holds: nothing is left out or added. */
export function jsonTokens(line: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const push = (kind: JsonTokenKind, text: string): void => {
    if (text !== '') tokens.push({ kind, text });
  };
  for (const match of line.matchAll(pattern)) {
    push('plain', line.slice(end, match.index));
    const [all, quoted, colon, number, literal, punctuation] = match;
    if (quoted !== undefined) push(colon === undefined ? 'string' : 'key', quoted);
    push('punctuation', colon ?? '');
    push('number', number ?? '');
    push('literal', literal ?? '');
    push('punctuation', punctuation ?? '');
    end = match.index + all.length;
  }
  push('plain', line.slice(end));
  return tokens;
}
