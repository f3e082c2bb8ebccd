import type { Preview } from '#contract/message';
import { hitRuns } from './hit-runs';

/** A hit that begins beyond so many characters would stand behind the row's ellipsis. */
const nearCharacters = 24;
/** Of what is before the hit. */
const shownBefore = 10;

/** A preview in which a hit is never behind an ellipsis (DESIGN.md section 7). `words`: in lower case. */
export function hitsFirst(preview: Preview, words: readonly string[]): Preview {
  if (words.length === 0) return preview;
  if (preview.kind === 'fields') {
    const hits = preview.fields.filter((field) => isHit(field, words));
    if (hits.length === 0) return preview;
    return { kind: 'fields', fields: [...hits, ...preview.fields.filter((field) => !isHit(field, words))] };
  }
  if (preview.kind === 'text') {
    const runs = hitRuns(preview.text, words);
    const before = runs?.[0]?.hit === false ? runs[0].text.length : 0;
    if (before <= nearCharacters) return preview;
    return { kind: 'text', text: `…${preview.text.slice(before - shownBefore).replace(/^[\uDC00-\uDFFF]/, '')}` };
  }
  return preview;
}

function isHit([name, value]: readonly [string, string], words: readonly string[]): boolean {
  return hitRuns(name, words) !== null || hitRuns(value, words) !== null;
}
