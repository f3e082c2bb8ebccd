import type { Preview } from '#contract/message';
import { imageHeader } from './image-header';
import { isSvg } from './svg-look';

const readBytes = 1_024;

type ImageMime = Extract<Preview, { readonly kind: 'image' }>['mime'];

/** The first byte of a picture: nearly all payloads are known to be none by theirs. */
const imageMimes: ReadonlyMap<number, ImageMime> = new Map([
  [0x89, 'image/png'],
  [0xff, 'image/jpeg'],
  [0x47, 'image/gif'],
  [0x52, 'image/webp'],
  [0x42, 'image/bmp']
]);

/** Of a picture, from its first 1 KB; nothing is unpacked or drawn. Null: it is none. */
export function imagePreview(bytes: Uint8Array, sizeBytes: number): Preview | null {
  const start = bytes.subarray(0, readBytes);
  const mime = imageMimes.get(start[0] ?? 0);
  if (mime === undefined) {
    const unsized = { widthPx: null, heightPx: null, sizeBytes };
    return isSvg(start) ? { kind: 'image', mime: 'image/svg+xml', ...unsized } : null;
  }
  const header = imageHeader(start);
  if (header === null) return null;
  const { widthPx, heightPx } = header.whole ? header.facts : { widthPx: null, heightPx: null };
  return { kind: 'image', mime, widthPx, heightPx, sizeBytes };
}

/** Of what says by its signature that it is packed; null: it does not. */
export function packedPreview(start: Uint8Array, sizeBytes: number): Preview | null {
  if (start[0] === 0x1f && start[1] === 0x8b && start[2] === 0x08) return { kind: 'packed', format: 'gzip', sizeBytes };
  const zstd = start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd;
  return zstd ? { kind: 'packed', format: 'zstd', sizeBytes } : null;
}
