import type { StoreReader } from '../store/store-reader';

const maxTopicCharacters = 4_096;
const maxSegments = 16;

/**
 * A topic for a row, display-safe, from its end: a hostile one has 65,535 bytes in 32,768 levels, times 80 rows, times
 * ten frames a second. What is left out shows as `…`; the selected topic is sent whole.
 */
export function rowTopic(store: StoreReader, node: number, displayText: (text: string) => string): string {
  const segments: string[] = [];
  let characters = 0;
  for (let at = node; at > 0; at = store.parent(at)) {
    const segment = store.segment(at);
    characters += segment.length + 1;
    if (characters > maxTopicCharacters) {
      segments.push(at === node ? `…${displayText(segment.slice(-maxTopicCharacters))}` : '…');
      break;
    }
    segments.push(displayText(segment));
  }
  return segments.reverse().join('/');
}

/** The segments folded into one row, from `top` to `node`; a very long chain keeps its ends around a `…`. */
export function rowSegments(
  store: StoreReader,
  top: number,
  node: number,
  displayText: (text: string) => string
): readonly string[] {
  const segments: string[] = [];
  for (let at = node; at > 0; at = store.parent(at)) {
    if (segments.length < maxSegments) segments.push(rowSegment(store.segment(at), displayText));
    if (at === top) break;
    if (segments.length === maxSegments) {
      segments.push('…', rowSegment(store.segment(top), displayText));
      break;
    }
  }
  return segments.reverse();
}

function rowSegment(segment: string, displayText: (text: string) => string): string {
  if (segment.length <= maxTopicCharacters) return displayText(segment);
  return `${displayText(segment.slice(0, maxTopicCharacters))}…`;
}
