import { assertNever } from '#contract/assert-never';
import type { Preview } from '#contract/message';
import { decodeProblemText } from '#contract/words/decode-problems';
import { treeWords } from '#contract/words/tree';

/** A preview as one plain sentence: for names, tooltips and screen readers. */
export function previewText(preview: Preview): string {
  switch (preview.kind) {
    case 'fields':
      return preview.fields.map(([key, value]) => `${key} ${value}`).join(', ');
    case 'text':
      return preview.text;
    case 'binary':
      return `${treeWords.binary} ${preview.hex}`;
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
