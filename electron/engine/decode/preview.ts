import { isUtf8 } from 'node:buffer';
import type { Preview } from '#contract/message';
import { looksBinary } from './binary-look';
import { imagePreview, packedPreview } from './envelope-preview';
import { previewFields } from './preview-fields';
import { previewText } from './preview-text';
import { wholeCharacters } from './whole-characters';

const previewBytes = 1_024;
const hexBytes = 24;
const space = [0x20, 0x09, 0x0a, 0x0d];
const brace = 0x7b;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * One line about a payload (DESIGN.md 4), from at most the first 1 KB of `start`; null: it is no longer kept. `sizeBytes`
 * is the whole size.
 */
export function preview(start: Uint8Array | null, sizeBytes: number): Preview {
  if (sizeBytes === 0) return { kind: 'empty' };
  if (start === null) return { kind: 'not-kept' };
  const shown = start.subarray(0, previewBytes);
  const image = imagePreview(shown, sizeBytes);
  if (image !== null) return image;
  const bytes = sizeBytes > shown.length ? shown.subarray(0, wholeCharacters(shown)) : shown;
  if (!isUtf8(bytes) || looksBinary(bytes)) {
    return packedPreview(shown, sizeBytes) ?? { kind: 'binary', hex: hex(shown.subarray(0, hexBytes)) };
  }
  return textPreview(start, sizeBytes, false);
}

/** Of text that a decoder gave, and that is valid UTF-8; `notation`: see Decoded. */
export function textPreview(start: Uint8Array, sizeBytes: number, notation: boolean): Preview {
  const shown = start.subarray(0, previewBytes);
  const cut = sizeBytes > shown.length;
  const bytes = cut ? shown.subarray(0, wholeCharacters(shown)) : shown;
  const fields = isObject(bytes) ? previewFields({ bytes, cut, notation }) : [];
  return fields.length > 0 ? { kind: 'fields', fields } : { kind: 'text', text: previewText(decoder.decode(bytes)) };
}

/** Of bytes that are no text. */
export function bytesPreview(bytes: Uint8Array): Preview {
  return bytes.length === 0 ? { kind: 'empty' } : { kind: 'binary', hex: hex(bytes.subarray(0, hexBytes)) };
}

function isObject(bytes: Uint8Array): boolean {
  return bytes[bytes.findIndex((byte) => !space.includes(byte))] === brace;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
