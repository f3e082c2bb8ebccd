import { assertNever } from '#contract/assert-never';
import type { Preview } from '#contract/message';
import type { PayloadFormat } from '#contract/payload-format';
import { imagePreview } from '../envelope-preview';
import { bytesPreview, preview, textPreview } from '../preview';
import type { ReadPayload } from '../read-payload';
import { metricFields } from '../sparkplug-preview';

const packing: ReadonlySet<PayloadFormat> = new Set(['gzip', 'zlib', 'deflate', 'brotli', 'zstd']);

/** What a row shows of a decoded message (DESIGN.md 4). */
export function messagePreview({ payload, decoding, decoded }: ReadPayload): Preview {
  if (payload.length === 0) return { kind: 'empty' };
  const { problem, reason, messageType } = decoding;
  if (problem !== null && reason.kind === 'chosen') return { kind: 'undecodable', problem, messageType };
  switch (decoded.kind) {
    case 'json': {
      const metrics = decoding.chain[0] === 'sparkplug' && decoded.notation ? metricFields(decoded.text) : [];
      if (metrics.length > 0) return { kind: 'fields', fields: metrics };
      return textPreview(decoded.text, decoded.text.length, decoded.notation);
    }
    case 'xml':
      // As received: the pretty-printed text begins with line breaks and indents.
      return decoding.chain.length === 1 ? preview(payload, payload.length) : plain(decoded.text);
    case 'json-lines':
    case 'text':
      return plain(decoded.text);
    case 'image':
      return (
        imagePreview(payload, payload.length) ??
        imagePreview(decoded.bytes, decoded.bytes.length) ??
        bytesPreview(payload)
      );
    case 'inner': {
      const [format] = decoding.chain;
      if (format !== undefined && packing.has(format)) return { kind: 'packed', format, sizeBytes: payload.length };
      const asBytes = reason.kind === 'chosen' || format !== undefined;
      return asBytes ? bytesPreview(payload) : preview(payload, payload.length);
    }
    default:
      return assertNever(decoded);
  }
}

function plain(text: Uint8Array): Preview {
  return textPreview(text, text.length, false);
}
