import type { Decoding } from '#contract/decoding';
import type { Decoded } from './decoded';
import type { MessageToDecode } from './message-to-decode';

/** A payload as a decoder, or several in a row, read it. */
export interface ReadPayload {
  readonly payload: Uint8Array;
  readonly decoding: Decoding;
  /** `inner`: bytes that nothing more is known of. */
  readonly decoded: Decoded;
}

/** By the rules and schemas of the moment. Never throws for what stands in a payload. */
export type ReadOne = (message: MessageToDecode) => ReadPayload;
