import { assertNever } from '#contract/assert-never';
import type { Preview } from '#contract/message';
import { bytesPreview, preview, textPreview } from '../preview';
import type { ReadPayload } from '../read-payload';

/** What a row shows of a decoded message (DESIGN.md 4). */
export function messagePreview({ payload, decoding, decoded }: ReadPayload): Preview {
  if (payload.length === 0) return { kind: 'empty' };
  const { problem, reason, messageType } = decoding;
  if (problem !== null && reason.kind === 'chosen') return { kind: 'undecodable', problem, messageType };
  switch (decoded.kind) {
    case 'json':
      return textPreview(decoded.text, decoded.text.length, decoded.notation);
    case 'xml':
      // As received: the pretty-printed text begins with line breaks and indents.
      return decoding.chain.length === 1 ? preview(payload, payload.length) : plain(decoded.text);
    case 'json-lines':
    case 'text':
      return plain(decoded.text);
    case 'image':
    case 'inner':
      return reason.kind === 'chosen' || decoding.chain.length > 0
        ? bytesPreview(payload)
        : preview(payload, payload.length);
    default:
      return assertNever(decoded);
  }
}

function plain(text: Uint8Array): Preview {
  return textPreview(text, text.length, false);
}
