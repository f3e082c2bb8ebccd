import { isUtf8 } from 'node:buffer';
import { longestCopiedCharacters } from '#contract/limits';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** For the clipboard: text exactly as received, hex when it is none. Null: it is longer than what is copied. */
export function payloadText(payload: Uint8Array): string | null {
  if (!isUtf8(payload)) {
    if (payload.length * 2 > longestCopiedCharacters) return null;
    return Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString('hex');
  }
  const text = decoder.decode(payload);
  return text.length > longestCopiedCharacters ? null : text;
}
