import type { ImageFacts } from '#contract/image-facts';

/** A picture by its header; `whole` false: it is one, and ends before its size is said. */
export type ImageHeader = { readonly whole: true; readonly facts: ImageFacts } | { readonly whole: false } | null;

const bitmapHeaderBytes: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);
const bitmapDepths: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 24, 32]);

/** PNG, JPEG, GIF, WebP, BMP, measured from their headers; null: none of them. Nothing is unpacked. */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (begins(bytes, 0, '\x89PNG\r\n\x1a\n')) {
    if (bytes.length < 24) return { whole: false };
    return begins(bytes, 12, 'IHDR') ? sized('image/png', view.getUint32(16), view.getUint32(20)) : null;
  }
  if (begins(bytes, 0, 'GIF87a') || begins(bytes, 0, 'GIF89a')) {
    if (bytes.length < 10) return { whole: false };
    return sized('image/gif', view.getUint16(6, true), view.getUint16(8, true));
  }
  if (begins(bytes, 0, '\xff\xd8\xff')) return jpeg(bytes, view);
  if (begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP')) return webp(bytes, view);
  return begins(bytes, 0, 'BM') && bytes.length >= 30 ? bitmap(view) : null;
}

function begins(bytes: Uint8Array, at: number, magic: string): boolean {
  for (let place = 0; place < magic.length; place += 1) {
    if (bytes[at + place] !== magic.charCodeAt(place)) return false;
  }
  return true;
}

function sized(mime: ImageFacts['mime'], widthPx: number, heightPx: number): ImageHeader {
  return widthPx > 0 && heightPx > 0 ? { whole: true, facts: { mime, widthPx, heightPx } } : null;
}

/** ISO 10918-1: segments up to the start of a frame, which says the size. */
function jpeg(bytes: Uint8Array, view: DataView): ImageHeader {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) {
      if (at + 9 > bytes.length) return { whole: false };
      return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    }
    if (marker === 0xd9 || marker === 0xda || marker === 0) return null;
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    const length = alone ? 0 : view.getUint16(at + 2);
    if (!alone && length < 2) return null;
    at += 2 + length;
  }
  return { whole: false };
}

/** RFC 9649. */
function webp(bytes: Uint8Array, view: DataView): ImageHeader {
  if (bytes.length < 30) return { whole: false };
  const three = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (begins(bytes, 12, 'VP8X')) return sized('image/webp', three(24) + 1, three(27) + 1);
  if (begins(bytes, 12, 'VP8L')) {
    if (bytes[20] !== 0x2f) return null;
    const packed = view.getUint32(21, true);
    return sized('image/webp', (packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (!begins(bytes, 12, 'VP8 ') || !begins(bytes, 23, '\x9d\x01\x2a')) return null;
  return sized('image/webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
}

/** BITMAPFILEHEADER and what may follow it; `BM` alone is two letters. */
function bitmap(view: DataView): ImageHeader {
  const headerBytes = view.getUint32(14, true);
  if (!bitmapHeaderBytes.has(headerBytes)) return null;
  const old = headerBytes === 12;
  const planes = view.getUint16(old ? 22 : 26, true);
  const depth = view.getUint16(old ? 24 : 28, true);
  if (planes !== 1 || !bitmapDepths.has(depth)) return null;
  if (old) return sized('image/bmp', view.getUint16(18, true), view.getUint16(20, true));
  // A height below zero: rows from top to bottom.
  return sized('image/bmp', view.getInt32(18, true), Math.abs(view.getInt32(22, true)));
}
