import type { DecodeProblemCode } from '#contract/decoding';
import type { FailureFacts } from '#contract/failure';

/** Bytes that are not what they were read as. Thrown by decoders, caught by decode-payload.ts and nowhere else. */
export class DecodeError extends Error {
  readonly code: DecodeProblemCode;
  /** Offset in the bytes the decoder was given; null: not at one place. */
  readonly byte: number | null;
  readonly facts: FailureFacts;

  constructor(code: DecodeProblemCode, byte: number | null, raw = '', facts: FailureFacts = {}) {
    super(raw);
    this.code = code;
    this.byte = byte;
    this.facts = facts;
  }
}
