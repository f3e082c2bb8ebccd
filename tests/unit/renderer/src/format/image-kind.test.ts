import { expect, it } from 'vitest';
import { imageKind } from '../../../../../renderer/src/format/image-kind';
import { openedBody } from '../state/opened-body';

const { sizeBytes } = openedBody().facts;
const body = (mime: 'image/png' | 'image/webp', decodedBytes: number, packed = false) =>
  openedBody({
    format: 'image',
    image: { mime, widthPx: 2, heightPx: 2 },
    decoding: { chain: packed ? ['gzip', 'image'] : ['image'], decodedBytes }
  });

it('names the kind that came', () => {
  expect(imageKind(body('image/png', sizeBytes))).toBe('PNG');
  expect(imageKind(body('image/webp', sizeBytes))).toBe('WEBP');
  expect(imageKind(body('image/png', sizeBytes + 1))).toBe('SVG');
  // Of a packed one the size says nothing.
  expect(imageKind(body('image/png', sizeBytes + 1, true))).toBe('PNG');
});

it('names none where there is none', () => {
  expect(imageKind(openedBody())).toBeNull();
});
