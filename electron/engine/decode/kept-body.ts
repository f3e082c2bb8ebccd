import type { MessageFacts } from '#contract/message';

/** A kept message to open. The payload is read, never written to, and not copied. */
export interface KeptBody {
  readonly payload: Uint8Array;
  readonly facts: MessageFacts;
}
