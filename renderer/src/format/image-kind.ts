import type { OpenedBody } from '#contract/document';

/**
 * What kind of picture came, as people write it (`PNG`); null: it is none. An SVG is a PNG by the time it is here (ImageFacts): it
 * is told by having become another number of bytes than came.
 */
export function imageKind({ facts, decoding, image }: Pick<OpenedBody, 'facts' | 'decoding' | 'image'>): string | null {
  if (image === null) return null;
  const alone = decoding.chain.length === 1;
  if (alone && image.mime === 'image/png' && decoding.decodedBytes !== facts.sizeBytes) return 'SVG';
  return image.mime.replace('image/', '').toUpperCase();
}
