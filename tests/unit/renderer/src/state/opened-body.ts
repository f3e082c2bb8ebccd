import type { Decoding } from '#contract/decoding';
import type { OpenedBody } from '#contract/document';
import type { ShownFacts } from '#contract/message';

type Change = Partial<Omit<OpenedBody, 'decoding' | 'facts'>> & {
  readonly decoding?: Partial<Decoding>;
  readonly facts?: Partial<ShownFacts>;
};

export const messageFacts: ShownFacts & { readonly properties: null } = {
  seq: 1,
  receivedAtMs: 0,
  qos: 0,
  retain: false,
  duplicate: false,
  sizeBytes: 1,
  packetId: null,
  propertiesBytes: 0,
  properties: null
};

/** A small JSON body, but for what a test says. */
export function openedBody({ decoding, facts, ...change }: Change = {}): OpenedBody {
  return {
    document: 1,
    view: 'decoded',
    format: 'json',
    image: null,
    lines: 3,
    shownBytes: 1,
    totalBytes: 1,
    tooLargeToFormat: false,
    comparedWithSeq: null,
    removedNames: [],
    ...change,
    facts: { ...messageFacts, ...facts },
    decoding: {
      chain: ['json'],
      reason: { kind: 'detected' },
      messageType: null,
      problem: null,
      decodedBytes: 1,
      byteOrderMark: false,
      sparkplug: null,
      ...decoding
    }
  };
}
