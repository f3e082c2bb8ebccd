import type { MessageFacts } from '#contract/message';

/** A kept message to open. The payload is read, never written to, and not copied. */
export interface KeptBody {
  /** Null: it had to make room. */
  readonly payload: Uint8Array | null;
  readonly facts: MessageFacts;
}
