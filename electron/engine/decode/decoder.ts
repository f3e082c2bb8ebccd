import type { PayloadFormat } from '#contract/payload-format';
import type { DecodeContext } from './decode-context';
import type { Decoded } from './decoded';

/** One payload format. Adding one: a file in formats/, its test, a line in decoders.ts. */
export interface Decoder {
  readonly format: PayloadFormat;
  /**
   * How sure the bytes are this format when nobody says so: 0 is "no", the highest of all decoders wins. It looks at the bytes
   * (the whole payload) and, where it must, tries to decode; it never throws.
   */
  readonly score: (bytes: Uint8Array, context: DecodeContext) => number;
  /** Throws a DecodeError for bytes that are not this format; any other error is a bug. */
  readonly decode: (bytes: Uint8Array, context: DecodeContext) => Decoded;
}
