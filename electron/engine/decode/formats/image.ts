import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { imageHeader } from '../image-header';
import { drawSvg } from '../svg-drawing';
import { isSvg } from '../svg-look';

/**
 * A picture. PNG, JPEG, GIF, WebP and BMP are measured from their headers and shown by the page, which unpacks them in its
 * sandbox; SVG is drawn here and is a PNG from then on. Throws a DecodeError for one that is too large to be shown.
 */
export const image: Decoder = {
  format: 'image',
  score: (bytes) => (imageHeader(bytes) !== null ? 0.98 : isSvg(bytes) ? 0.96 : 0),
  decode: (bytes, context) => {
    const header = imageHeader(bytes);
    if (header === null) {
      if (!isSvg(bytes)) throw new DecodeError('invalid', 0);
      return { kind: 'image', ...drawSvg(bytes, context.alive) };
    }
    if (!header.whole) throw new DecodeError('cut-short', bytes.length);
    const { mime, widthPx, heightPx } = header.facts;
    if (bytes.length > decodingBounds.imageBytes || widthPx * heightPx > decodingBounds.imagePixels) {
      throw new DecodeError('too-large', null, '', { widthPx, heightPx, sizeBytes: bytes.length });
    }
    return { kind: 'image', mime, widthPx, heightPx, bytes };
  }
};
