import type { TopicOrder } from '../store/topic-order';

type DisplayBytes = (bytes: Uint8Array) => string;

const maxTopicBytes = 4_096;
const maxSegments = 16;

/**
 * A topic for a row, display-safe, from its end: a hostile one has 65,535 bytes in 32,768 levels, times 80 rows, times
 * ten frames a second. What is left out shows as `…`; the selected topic is sent whole.
 */
export function rowTopic(order: TopicOrder, node: number, displayBytes: DisplayBytes): string {
  const segments: string[] = [];
  let total = 0;
  for (let at = node; at > 0; at = order.parent(at)) {
    const segment = order.segmentBytes(order.segmentId(at));
    total += segment.length + 1;
    if (total > maxTopicBytes) {
      segments.push(at === node ? `…${displayBytes(endOf(segment))}` : '…');
      break;
    }
    segments.push(displayBytes(segment));
  }
  return segments.reverse().join('/');
}

/** The segments folded into one row, from `top` to `node`; a very long chain keeps its ends around a `…`. */
export function rowSegments(
  order: TopicOrder,
  top: number,
  node: number,
  displayBytes: DisplayBytes
): readonly string[] {
  const segments: string[] = [];
  for (let at = node; at > 0; at = order.parent(at)) {
    if (segments.length < maxSegments) segments.push(rowSegment(order, at, displayBytes));
    if (at === top) break;
    if (segments.length === maxSegments) {
      segments.push('…', rowSegment(order, top, displayBytes));
      break;
    }
  }
  return segments.reverse();
}

function rowSegment(order: TopicOrder, node: number, displayBytes: DisplayBytes): string {
  const segment = order.segmentBytes(order.segmentId(node));
  return segment.length <= maxTopicBytes ? displayBytes(segment) : `${displayBytes(startOf(segment))}…`;
}

/** Cut between characters, as far as it is UTF-8: bytes 10xxxxxx go on with the one before (RFC 3629, 3). */
function endOf(segment: Uint8Array): Uint8Array {
  let start = segment.length - maxTopicBytes;
  for (let step = 0; step < 3 && goesOn(segment[start]); step += 1) start += 1;
  return segment.subarray(start);
}

function startOf(segment: Uint8Array): Uint8Array {
  let end = maxTopicBytes;
  for (let step = 0; step < 3 && goesOn(segment[end]); step += 1) end -= 1;
  return segment.subarray(0, end);
}

function goesOn(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
