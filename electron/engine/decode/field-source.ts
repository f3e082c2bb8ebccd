import { longestCopiedCharacters } from '#contract/limits';
import { nameText } from './fields/field-text';
import type { JsonText } from './fields/json-text';
import { JsonScanner } from './json-scanner';
import { jsonToken } from './json-token';

const tokensPerSign = 16_384;
/** A UTF-16 unit takes at most three bytes of UTF-8, or six as an escape. */
const mostBytes = longestCopiedCharacters * 6 + 2;
/** An escape may stand for one; no clipboard holds it. */
const halfCharacter = /\p{Cs}/u;

/**
 * The value that begins at a place of JSON or notation text, exactly as it stands there; of a string what it says, unless that
 * is no text. Null: it is longer than what is copied.
 */
export function fieldSource({ text, notation }: JsonText, from: number, alive: () => void): string | null {
  const scanner = new JsonScanner(text, from, notation);
  let depth = 0;
  let start = -1;
  for (let tokens = 1; ; tokens += 1) {
    const token = scanner.next();
    if (token === jsonToken.more || tokens % tokensPerSign === 0) alive();
    if (token === jsonToken.more) continue;
    if (token === jsonToken.end || token === jsonToken.unfinished || token === jsonToken.invalid) return null;
    if (start < 0) start = scanner.start;
    if (scanner.end - start > mostBytes) return null;
    if (token === jsonToken.openObject || token === jsonToken.openArray) depth += 1;
    else if (token === jsonToken.closeObject || token === jsonToken.closeArray) depth -= 1;
    if (depth > 0) continue;
    const found = nameText(text, start, scanner.end);
    if (found.length > longestCopiedCharacters) return null;
    if (!halfCharacter.test(found)) return found;
    const source = Buffer.from(text.subarray(start, scanner.end)).toString();
    return source.length > longestCopiedCharacters ? null : source;
  }
}
