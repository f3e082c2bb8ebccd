import type { Decoded } from '../decoded';

/** Text in JSON's grammar, or in the wider one of notations. */
export interface JsonText {
  readonly text: Uint8Array;
  readonly notation: boolean;
}

/** What of a decoded payload has fields: JSON, notations, and JSON lines as one array of them; null: it has none. */
export function jsonTextOf(decoded: Decoded): JsonText | null {
  if (decoded.kind === 'json') return decoded;
  return decoded.kind === 'json-lines' ? { text: asArray(decoded.text), notation: false } : null;
}

function asArray(lines: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < lines.length;) {
    const found = lines.indexOf(0x0a, start);
    const end = found < 0 ? lines.length : found;
    const line = lines.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) parts.push(Buffer.from(parts.length === 0 ? '[' : ','), line);
    start = end + 1;
  }
  return parts.length === 0 ? Buffer.from('[]') : Buffer.concat([...parts, Buffer.from(']')]);
}
