import { isUtf8 } from 'node:buffer';
import { wholeCharacters } from './whole-characters';

const maxCopiedBytes = 1_048_576;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** For the clipboard: text exactly as received, hex when it is none; its first 1 MB. */
export function payloadText(payload: Uint8Array): string {
  const part = payload.subarray(0, maxCopiedBytes);
  const whole = part.length < payload.length ? part.subarray(0, wholeCharacters(part)) : part;
  if (isUtf8(whole)) return decoder.decode(whole);
  const half = payload.subarray(0, maxCopiedBytes / 2);
  return Buffer.from(half.buffer, half.byteOffset, half.length).toString('hex');
}
