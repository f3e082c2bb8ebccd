import type { DecodeProblemCode } from '#contract/decoding';
import { JsonGrammar, jsonRole } from './json-grammar';
import { JsonScanner } from './json-scanner';
import { jsonToken } from './json-token';

const tokensPerSign = 4_096;

export interface JsonFault {
  readonly code: Extract<DecodeProblemCode, 'cut-short' | 'invalid' | 'bytes-left-over'>;
  readonly byte: number;
}

/** Where valid UTF-8 stops being one JSON text (RFC 8259, strictly); null: it is one. A million levels are only memory. */
export function jsonFault(bytes: Uint8Array, alive: () => void): JsonFault | null {
  const scanner = new JsonScanner(bytes);
  const grammar = new JsonGrammar();
  for (let tokens = 1; ; tokens += 1) {
    if (tokens % tokensPerSign === 0) alive();
    const token = scanner.next();
    if (token === jsonToken.more) {
      alive();
      continue;
    }
    if (token === jsonToken.end) return grammar.whole ? null : { code: 'cut-short', byte: bytes.length };
    if (grammar.whole) return { code: 'bytes-left-over', byte: scanner.start };
    if (token === jsonToken.unfinished) return { code: 'cut-short', byte: bytes.length };
    if (token === jsonToken.invalid) return { code: 'invalid', byte: scanner.end };
    if (grammar.take(token) === jsonRole.wrong) return { code: 'invalid', byte: scanner.start };
  }
}

/**
 * Whether the beginning of a text looks like JSON that was meant as such: an object's first name and its colon, or an array
 * with one such object or another array first. `[12:30] started` does not, `{"a": 1` does.
 */
export function beginsLikeJson(bytes: Uint8Array): boolean {
  const scanner = new JsonScanner(bytes);
  const grammar = new JsonGrammar();
  for (let tokens = 0; tokens < 64; tokens += 1) {
    const token = scanner.next();
    if (token === jsonToken.end || token === jsonToken.more || token === jsonToken.unfinished) return false;
    const role = grammar.take(token);
    if (role === jsonRole.colon) return true;
    if (role !== jsonRole.open && role !== jsonRole.name) return false;
  }
  return true;
}
