import { assertNever } from '#contract/assert-never';
import type { Preview } from '#contract/message';
import { decodeProblemText } from '#contract/words/decode-problems';
import { formatNames } from '#contract/words/decoding';
import { treeWords } from '#contract/words/tree';
import { formatWhole } from './numbers';
import { formatSize } from './sizes';

/** A preview as one plain sentence: for names, tooltips and screen readers. */
export function previewText(preview: Preview): string {
  switch (preview.kind) {
    case 'fields':
      return preview.fields.map(([key, value]) => `${key} ${value}`).join(', ');
    case 'text':
      return preview.text;
    case 'binary':
      return `${treeWords.binary} ${preview.hex}`;
    case 'image':
      return pictureText(preview);
    case 'packed':
      return treeWords.packed(formatNames[preview.format], formatSize(preview.sizeBytes));
    case 'empty':
      return treeWords.empty;
    case 'undecodable':
      return decodeProblemText(preview.problem, preview.messageType, null).title;
    case 'not-kept':
      return treeWords.notKept;
    default:
      return assertNever(preview);
  }
}

/** `PNG 640 × 480`, `SVG image, 4.2 KB`. */
function pictureText({ mime, widthPx, heightPx, sizeBytes }: Extract<Preview, { readonly kind: 'image' }>): string {
  const kind = mime.replace(/^image\/|\+xml$/g, '').toUpperCase();
  if (widthPx === null || heightPx === null) return treeWords.picture(kind, formatSize(sizeBytes));
  return treeWords.measuredPicture(kind, formatWhole(widthPx), formatWhole(heightPx));
}
