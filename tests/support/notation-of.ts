import type { DecodeContext } from '../../electron/engine/decode/decode-context';
import { DecodeError } from '../../electron/engine/decode/decode-error';
import type { Decoder } from '../../electron/engine/decode/decoder';
import { JsonGrammar, jsonRole } from '../../electron/engine/decode/json-grammar';
import { JsonScanner } from '../../electron/engine/decode/json-scanner';
import { jsonToken } from '../../electron/engine/decode/json-token';

/** A context that says nothing but what is given. */
export function decodeContext(given: Partial<DecodeContext> = {}): DecodeContext {
  return { topic: null, contentType: null, messageType: '', births: [], alive: () => undefined, ...given };
}

export function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
}

/** The notation a decoder writes; checked to be one value of its grammar. */
export function notationOf(decoder: Decoder, bytes: Uint8Array, given: Partial<DecodeContext> = {}): string {
  const decoded = decoder.decode(bytes, decodeContext(given));
  if (decoded.kind !== 'json' || !decoded.notation) throw new Error(`${decoded.kind} is no notation`);
  assertGrammatical(decoded.text);
  return Buffer.from(decoded.text).toString();
}

/** What a decoder says of bytes that it cannot read: code and byte. */
export function faultOf(decoder: Decoder, bytes: Uint8Array, given: Partial<DecodeContext> = {}): string {
  try {
    decoder.decode(bytes, decodeContext(given));
  } catch (cause) {
    if (cause instanceof DecodeError) return `${cause.code} at ${cause.byte}`;
    throw cause;
  }
  return 'none';
}

function assertGrammatical(text: Uint8Array): void {
  const scanner = new JsonScanner(text, 0, true);
  const grammar = new JsonGrammar();
  for (let token = scanner.next(); token !== jsonToken.end; token = scanner.next()) {
    if (token === jsonToken.more) continue;
    if (token === jsonToken.invalid || token === jsonToken.unfinished || grammar.take(token) === jsonRole.wrong) {
      throw new Error(`not notation at ${scanner.start}: ${Buffer.from(text).toString().slice(0, 200)}`);
    }
  }
  if (!grammar.whole) throw new Error('notation ends too soon');
}
