import {
  largePayloadBytes,
  maxFormattedBytes,
  shownPartBytes,
  type BodyFormat,
  type BodyView
} from '#contract/document';
import { findFormat } from './body-format';
import type { BodyLines } from './body-lines';
import { compareJson } from './compare-json';
import { compareLines } from './compare-lines';
import type { Comparison } from './comparison';
import { HexLines, type BytesPerLine } from './hex-lines';
import type { Steps } from './in-slices';
import { JsonLines } from './json-lines';
import { TextLines } from './text-lines';
import { wholeCharacters } from './whole-characters';

/** A payload laid out for one view. */
export interface OpenedLines {
  readonly lines: BodyLines;
  readonly format: BodyFormat;
  readonly shownBytes: number;
  readonly tooLargeToFormat: boolean;
}

interface Wanted {
  readonly view: BodyView;
  readonly all: boolean;
  readonly bytesPerLine?: BytesPerLine | undefined;
}

/** The part of a payload that is shown: all of it up to 1 MB or when asked for, else its first 256 KB. */
function shownPart(payload: Uint8Array, all: boolean): Uint8Array {
  if (all || payload.length <= largePayloadBytes) return payload;
  const part = payload.subarray(0, shownPartBytes);
  return part.subarray(0, wholeCharacters(part));
}

export function* openLines(payload: Uint8Array, wanted: Wanted, flatArrays = true): Steps<OpenedLines> {
  const bytes = shownPart(payload, wanted.all);
  const { format, json } = yield* findFormat(bytes, bytes.length < payload.length, flatArrays);
  const tooLargeToFormat = format === 'json' && bytes.length > maxFormattedBytes;
  const about = { format, shownBytes: bytes.length, tooLargeToFormat };
  if (wanted.view === 'hex' || (wanted.view === 'decoded' && format === 'binary')) {
    return { ...about, lines: new HexLines(bytes, wanted.bytesPerLine ?? 16) };
  }
  if (wanted.view === 'decoded' && json) return { ...about, lines: new JsonLines(bytes, json) };
  return { ...about, lines: yield* TextLines.read(bytes) };
}

/** How the lines stand to the message before; null when the two are too large to compare by path. */
export function* compareOpened(now: OpenedLines, before: Uint8Array, wanted: Wanted): Steps<Comparison | null> {
  const { lines } = now;
  if (lines instanceof JsonLines) {
    if (Math.max(lines.bytes.length, before.length) > largePayloadBytes) return null;
    const old = yield* openLines(before, wanted, false);
    if (old.lines instanceof JsonLines) return yield* compareJson(lines, old.lines);
    return { removedNames: [], change: () => ({ changed: true, was: null }) };
  }
  const bytes = shownPart(before, wanted.all);
  if (lines instanceof HexLines) return compareLines(lines, new HexLines(bytes, lines.bytesPerLine));
  if (lines instanceof TextLines) return compareLines(lines, yield* TextLines.read(bytes));
  return null;
}
