import { JsonScanner } from './json-scanner';
import { jsonToken } from './json-token';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A short JSON text on one line: `[1, 2]`, `{"a": 1}`. Every token as written; only the white space between changes.
 * `notation`: see Decoded.
 */
export function compactJson(bytes: Uint8Array, notation = false): string {
  const scanner = new JsonScanner(bytes, 0, notation);
  let line = '';
  for (;;) {
    const token = scanner.next();
    if (token === jsonToken.end) return line;
    if (token === jsonToken.more) continue;
    if (token === jsonToken.invalid) return line + decoder.decode(bytes.subarray(scanner.start));
    line += decoder.decode(bytes.subarray(scanner.start, scanner.end));
    if (token === jsonToken.comma || token === jsonToken.colon) line += ' ';
  }
}
