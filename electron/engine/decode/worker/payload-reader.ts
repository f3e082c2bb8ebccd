import type { MessageTypes } from '#contract/engine';
import { findFormat } from '../body-format';
import type { DecodeInput } from '../decode-jobs';
import type { MessageToDecode } from '../message-to-decode';
import type { ReadPayload } from '../read-payload';
import { runSteps } from '../run-steps';

/** Reads payloads by the rules and schemas of the moment. */
export class PayloadReader {
  readonly #alive: () => void;

  constructor(alive: () => void) {
    this.#alive = alive;
  }

  configure(_configuration: DecodeInput<'configure'>): MessageTypes {
    return { types: [], problems: [] };
  }

  /** For what stands in a payload it never throws. */
  read(message: MessageToDecode): ReadPayload {
    const { payload } = message;
    const { format } = runSteps(findFormat(payload, false, true), this.#alive);
    const kind = format === 'json' || format === 'text' ? format : null;
    return {
      payload,
      decoding: {
        chain: kind === null ? [] : [kind],
        reason: { kind: 'detected' },
        messageType: null,
        problem: null,
        decodedBytes: payload.length,
        byteOrderMark: false,
        sparkplug: null
      },
      decoded:
        kind === null ? null : kind === 'text' ? { kind, text: payload } : { kind, text: payload, notation: false }
    };
  }
}
