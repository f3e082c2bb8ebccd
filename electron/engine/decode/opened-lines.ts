import { largePayloadBytes, maxFormattedBytes, shownPartBytes, type BodyFormat } from '#contract/document';
import { assertNever } from '#contract/assert-never';
import type { LineBlocks } from './body-folds';
import type { BodyLines } from './body-lines';
import { compareJson } from './compare-json';
import { compareLines } from './compare-lines';
import type { Comparison } from './comparison';
import type { BodyWish } from './decode-jobs';
import { HexLines } from './hex-lines';
import type { Steps } from './run-steps';
import { jsonBlocks } from './json-blocks';
import { layOutJson } from './json-layout';
import { JsonLineFields } from './json-line-fields';
import { JsonLines } from './json-lines';
import type { LineFields } from './line-fields';
import type { ReadPayload } from './read-payload';
import { RecordFields } from './record-fields';
import { TextLines } from './text-lines';
import { wholeCharacters } from './whole-characters';
import { layOutXml } from './xml-layout';
import { XmlLines } from './xml-lines';

/** A payload laid out for one view. */
export interface OpenedLines {
  readonly lines: BodyLines;
  /** What can be folded; null: nothing. */
  readonly blocks: LineBlocks | null;
  /** Null: its lines are about no fields. */
  readonly fields: LineFields | null;
  readonly format: BodyFormat;
  /** Of `totalBytes`. */
  readonly shownBytes: number;
  /** Of what this view shows: the payload as it came, or what its decoder made of it. */
  readonly totalBytes: number;
  readonly tooLargeToFormat: boolean;
}

/** The part that is shown: all of it up to 1 MB or when asked for, else its first 256 KB. */
function shownPart(bytes: Uint8Array, all: boolean): Uint8Array {
  if (all || bytes.length <= largePayloadBytes) return bytes;
  const part = bytes.subarray(0, shownPartBytes);
  return part.subarray(0, wholeCharacters(part));
}

/** `flatArrays`: short arrays on one line. */
export function* openLines(read: ReadPayload, wish: BodyWish, flatArrays = true): Steps<OpenedLines> {
  const format = formatOf(read);
  if (wish.view === 'decoded') return yield* openDecoded(read, wish, flatArrays);
  const bytes = shownPart(read.payload, wish.all);
  const lines = wish.view === 'hex' ? new HexLines(bytes, wish.bytesPerLine) : yield* TextLines.read(bytes);
  return { ...about(format, bytes, read.payload), lines };
}

function* openDecoded({ payload, decoded }: ReadPayload, wish: BodyWish, flatArrays: boolean): Steps<OpenedLines> {
  if (decoded.kind === 'inner' || decoded.kind === 'image') {
    const whole = decoded.kind === 'inner' ? decoded.bytes : payload;
    const bytes = shownPart(whole, wish.all);
    const format = formatOf({ payload, decoded });
    return { ...about(format, bytes, whole), lines: new HexLines(bytes, wish.bytesPerLine) };
  }
  const { text } = decoded;
  const bytes = shownPart(text, wish.all);
  switch (decoded.kind) {
    case 'json': {
      const tooLarge = bytes.length > maxFormattedBytes;
      const cut = bytes.length < text.length;
      const options = { cut, flatArrays, notation: decoded.notation };
      const read = cut || !flatArrays ? undefined : decoded.lines;
      const table = tooLarge ? null : (read ?? (yield* layOutJson(bytes, options)));
      const known = { ...about('json', bytes, text), tooLargeToFormat: tooLarge };
      if (table === null) return { ...known, lines: yield* TextLines.read(bytes) };
      const lines = new JsonLines(bytes, table, decoded.notation);
      return { ...known, lines, blocks: yield* jsonBlocks(table), fields: new JsonLineFields(bytes, table) };
    }
    case 'json-lines':
      return { ...about('json', bytes, text), lines: yield* TextLines.read(bytes), fields: new RecordFields(bytes) };
    case 'xml': {
      const { table } = yield* layOutXml(bytes, bytes.length < text.length);
      if (table === null) return { ...about('xml', bytes, text), lines: yield* TextLines.read(bytes) };
      const lines = new XmlLines(bytes, table);
      return { ...about('xml', bytes, text), lines, blocks: lines.blocks };
    }
    case 'text':
      return { ...about('text', bytes, text), lines: yield* TextLines.read(bytes) };
    default:
      return assertNever(decoded);
  }
}

function about(format: BodyFormat, shown: Uint8Array, whole: Uint8Array): Omit<OpenedLines, 'lines'> {
  const bytes = { shownBytes: shown.length, totalBytes: whole.length };
  return { format, ...bytes, tooLargeToFormat: false, blocks: null, fields: null };
}

function formatOf({ payload, decoded }: Pick<ReadPayload, 'payload' | 'decoded'>): BodyFormat {
  if (payload.length === 0) return 'empty';
  if (decoded.kind === 'inner') return 'binary';
  return decoded.kind === 'json-lines' ? 'json' : decoded.kind;
}

/** How the lines stand to the message before; null when the two are too large to compare by path. */
export function* compareOpened(now: OpenedLines, before: ReadPayload, wish: BodyWish): Steps<Comparison | null> {
  const { lines } = now;
  if (lines instanceof JsonLines) {
    const text = before.decoded.kind === 'json' ? before.decoded.text : null;
    if (Math.max(lines.bytes.length, text?.length ?? 0) > largePayloadBytes) return null;
    const old = yield* openLines(before, { ...wish, all: true }, false);
    if (old.lines instanceof JsonLines) return yield* compareJson(lines, old.lines);
    return allChanged;
  }
  const old = yield* openLines(before, wish);
  if (lines instanceof XmlLines) return old.lines instanceof XmlLines ? compareLines(lines, old.lines) : allChanged;
  if (lines instanceof HexLines) return old.lines instanceof HexLines ? compareLines(lines, old.lines) : allChanged;
  if (lines instanceof TextLines) return old.lines instanceof TextLines ? compareLines(lines, old.lines) : allChanged;
  return null;
}

const allChanged: Comparison = {
  removedNames: [],
  change: () => ({ changed: true, was: null }),
  changesWithin: () => true
};
