import { looksBinary } from './binary-look';
import { beginsLikeJson, jsonFault } from './json-fault';
import { firstByte } from './plain-text';
import { textFault } from './text-fault';
import { wholeCharacters } from './whole-characters';

const judgedBytes = 4_096;
/** Shorter text may come out of anything. */
const fewestTextBytes = 16;
const never = (): void => undefined;

/**
 * Whether bytes that came out of a guess are something someone meant: the beginning of JSON or XML, or readable text. For
 * formats that have no signature of their own.
 */
export function looksMeant(bytes: Uint8Array, plainTextCounts: boolean): boolean {
  const start = bytes.subarray(0, judgedBytes);
  const text = start.length < bytes.length ? start.subarray(0, wholeCharacters(start)) : start;
  if (text.length === 0 || looksBinary(text) || textFault(text, never) >= 0) return false;
  const first = String.fromCharCode(firstByte(text));
  if (first === '{' || first === '[') {
    const fault = jsonFault(text, never);
    if (fault === null || fault.code === 'cut-short' || beginsLikeJson(text)) return true;
  }
  if (first === '<' && /^\uFEFF?\s*<(?:[?!]|[A-Za-z_][\w:.-]*[\s/>])/.test(Buffer.from(text).toString())) return true;
  return plainTextCounts && text.length >= fewestTextBytes;
}
