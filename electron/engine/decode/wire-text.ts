import { isUtf8 } from 'node:buffer';

/** UTF-8 as text, a byte order mark included; null: it is no UTF-8. */
export function wireText(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : null;
}
