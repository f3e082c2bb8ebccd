import type { OpenedBody } from '#contract/document';
import { imageKind } from '../../format/image-kind';

const mostCharacters = 80;

/**
 * How a payload is called when it is saved: by its topic's last level, and by what it is as it was received. `opened` null: that
 * is not known.
 */
export function payloadFileName(
  displayTopic: string,
  opened: Pick<OpenedBody, 'facts' | 'format' | 'decoding' | 'image'> | null
): string {
  const last = displayTopic.split('/').at(-1) ?? '';
  const safe = last.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, mostCharacters) || 'payload';
  return `${safe}.${opened === null ? 'bin' : extension(opened)}`;
}

/** What is written is the payload itself: of packed ones the outermost format counts. */
function extension(opened: Pick<OpenedBody, 'facts' | 'format' | 'decoding' | 'image'>): string {
  const { format, decoding } = opened;
  switch (decoding.chain[0]) {
    case 'json':
      return 'json';
    case 'json-lines':
      return 'jsonl';
    case 'xml':
      return 'xml';
    case 'text':
    case 'utf-16':
    case 'latin-1':
    case 'number':
    case 'base64':
    case 'hex':
      return 'txt';
    case 'messagepack':
      return 'msgpack';
    case 'cbor':
      return 'cbor';
    case 'protobuf':
    case 'sparkplug':
      return 'pb';
    case 'gzip':
      return 'gz';
    case 'zstd':
      return 'zst';
    case 'brotli':
      return 'br';
    case 'image':
      return imageKind(opened)?.toLowerCase().replace('jpeg', 'jpg') ?? 'img';
    case 'zlib':
    case 'deflate':
      return 'bin';
    case undefined:
      // Raw and hex say nothing of what it is; text that was seen as text still is.
      return format === 'text' ? 'txt' : format === 'json' ? 'json' : format === 'xml' ? 'xml' : 'bin';
    default:
      return 'bin';
  }
}
