import { assertNever } from '#contract/assert-never';
import type { FieldPath } from '#contract/chart';
import type { OpenedDiff } from '#contract/diff';
import { maxFormattedBytes } from '#contract/document';
import { inspectorBounds } from '#contract/limits';
import { looksBinary } from '../binary-look';
import type { Decoded } from '../decoded';
import { layOutJson } from '../json-layout';
import { JsonLineTable } from '../json-line-table';
import { JsonLines } from '../json-lines';
import type { ReadPayload } from '../read-payload';
import { runSteps } from '../run-steps';
import { textFault } from '../text-fault';
import { diffBytes, diffBytesInPlace } from './diff-bytes';
import { diffInPlace } from './diff-in-place';
import { diffJson } from './diff-json';
import { DiffRows, type ContextLines, type DiffLayout } from './diff-rows';
import { DiffScript } from './diff-script';
import { diffText, diffTextInPlace } from './diff-text';
import { jsonDiffLines } from './json-diff-lines';
import { JsonTree } from './json-tree';
import { asBuffer, sameBytes } from './same-bytes';
import { textDiffLines } from './text-diff-lines';
import { TextSpans } from './text-spans';

/** A field's name says what it is, and the brackets around it are kept in sight: nothing more is needed before it. */
const jsonContext: ContextLines = { before: 0, after: 1 };
const textContext: ContextLines = { before: 2, after: 2 };
const bytesContext: ContextLines = { before: 1, after: 1 };

const judgedBytes = 65_536;

/** Two payloads compared, ready to be read. */
export interface HeldDiff {
  readonly facts: Omit<OpenedDiff, 'document' | 'rows'>;
  readonly rows: DiffRows;
}

interface Wish {
  readonly layout: DiffLayout;
  readonly ignore: readonly FieldPath[];
}

type Comparable =
  | Extract<Decoded, { readonly kind: 'json' }>
  | { readonly kind: 'text'; readonly text: Uint8Array }
  | { readonly kind: 'binary' };

/** JSON and notations by structure; what is text on both sides by line; all else by byte, as it came. */
export function openDiff(a: ReadPayload, b: ReadPayload, wish: Wish, alive: () => void): HeldDiff {
  const [aSide, bSide] = [comparable(a), comparable(b)];
  if (aSide.kind === 'binary' || bSide.kind === 'binary') return openBytes(a.payload, b.payload, wish.layout, alive);
  const json = aSide.kind === 'json' || bSide.kind === 'json';
  // An empty payload has no structure to be compared: the whole other one is new, or gone.
  if (json && (aSide.kind === 'json' || isEmpty(aSide)) && (bSide.kind === 'json' || isEmpty(bSide))) {
    const aLines = laidOut(aSide, alive);
    const bLines = isSame(aSide, bSide) ? aLines : laidOut(bSide, alive);
    if (aLines && bLines) return openJson(aLines, bLines, wish, alive);
  }
  return openText(aSide.text, bSide.text, wish.layout, alive);
}

/** As they came: what is text on both sides line by line, all else byte by byte. Costs little, whatever they are. */
export function openDiffInPlace(a: Uint8Array, b: Uint8Array, layout: DiffLayout, alive: () => void): HeldDiff {
  const isText = (bytes: Uint8Array): boolean =>
    textFault(bytes, alive) < 0 && !looksBinary(bytes.subarray(0, judgedBytes));
  return isText(a) && isText(b) ? openText(a, b, layout, alive, true) : openBytes(a, b, layout, alive, true);
}

function comparable({ payload, decoded }: ReadPayload): Comparable {
  if (payload.length === 0) return { kind: 'text', text: payload };
  switch (decoded.kind) {
    case 'json':
      return decoded;
    case 'json-lines':
    case 'xml':
    case 'text':
      return { kind: 'text', text: decoded.text };
    case 'image':
    case 'inner':
      return { kind: 'binary' };
    default:
      return assertNever(decoded);
  }
}

/** The same text, read the same way: it is laid out once. */
function isSame(a: Exclude<Comparable, { readonly kind: 'binary' }>, b: typeof a): boolean {
  if (a.kind === 'json' && b.kind === 'json' && a.notation !== b.notation) return false;
  return a.kind === b.kind && Buffer.compare(a.text, b.text) === 0;
}

function isEmpty(side: Comparable): boolean {
  return side.kind === 'text' && side.text.length === 0;
}

/** Null: too large to be laid out. */
function laidOut(side: Exclude<Comparable, { readonly kind: 'binary' }>, alive: () => void): JsonLines | null {
  const notation = side.kind === 'json' && side.notation;
  if (side.text.length > maxFormattedBytes) return null;
  const table = isEmpty(side) ? new JsonLineTable() : (linesRead(side) ?? layOut(side.text, notation, alive));
  return table && new JsonLines(side.text, table, notation);
}

/** Where the decoder has laid it out. */
function linesRead(side: Comparable): JsonLineTable | undefined {
  return side.kind === 'json' ? side.lines : undefined;
}

function layOut(text: Uint8Array, notation: boolean, alive: () => void): JsonLineTable | null {
  return runSteps(layOutJson(text, { cut: false, flatArrays: true, notation }), alive);
}

function openJson(a: JsonLines, b: JsonLines, { layout, ignore }: Wish, alive: () => void): HeldDiff {
  const lines = jsonDiffLines(a, b);
  const held = (script: DiffScript, facts: Omit<HeldDiff['facts'], 'kind'>): HeldDiff => ({
    facts: { kind: 'json', ...facts },
    rows: new DiffRows({ lines, script, layout, context: jsonContext, alive })
  });
  const plain = { restless: [], coarse: false };
  if (a === b) {
    const script = new DiffScript();
    script.same(0, 0, a.count);
    return held(script, { ...plain, changes: 0, identical: true });
  }
  if (a.count === 0 || b.count === 0) {
    const script = new DiffScript();
    script.change(0, a.count, 0, b.count);
    const one = a.count > 0 ? a : b;
    const changes = new JsonTree(one, alive).leaves(0, one.count);
    return held(script, { ...plain, changes: Math.max(changes, 1), identical: false });
  }
  if (isLarge(a.bytes, b.bytes)) {
    const { script, changes } = diffInPlace(a.count, b.count, sameJsonLine(a, b), alive);
    return held(script, { ...plain, changes, identical: changes === 0, coarse: true });
  }
  const aTree = new JsonTree(a, alive);
  const bTree = new JsonTree(b, alive);
  const { script, ...facts } = diffJson(aTree, bTree, ignore, alive);
  return held(script, facts);
}

function sameJsonLine(a: JsonLines, b: JsonLines): (rank: number) => boolean {
  const [aBytes, bBytes] = [asBuffer(a.bytes), asBuffer(b.bytes)];
  return (rank) => {
    const [was, is] = [a.table.line(rank), b.table.line(rank)];
    return (
      was.depth === is.depth &&
      sameBytes(aBytes, was.nameStart, was.nameEnd, bBytes, is.nameStart, is.nameEnd) &&
      sameBytes(aBytes, was.start, was.end, bBytes, is.start, is.end)
    );
  };
}

function openText(
  a: Uint8Array,
  b: Uint8Array,
  layout: DiffLayout,
  alive: () => void,
  inPlace = isLarge(a, b)
): HeldDiff {
  const aSpans = new TextSpans(a, alive);
  const bSpans = new TextSpans(b, alive);
  const compare = inPlace ? diffTextInPlace : diffText;
  const { script, changes, coarse } = compare(aSpans, bSpans, alive);
  const lines = textDiffLines(aSpans, bSpans);
  return {
    facts: { kind: 'text', changes, identical: changes === 0, restless: [], coarse },
    rows: new DiffRows({ lines, script, layout, context: textContext, alive })
  };
}

function openBytes(
  a: Uint8Array,
  b: Uint8Array,
  layout: DiffLayout,
  alive: () => void,
  inPlace = isLarge(a, b)
): HeldDiff {
  const [aBytes, bBytes] = [asBuffer(a), asBuffer(b)];
  const found = inPlace ? null : diffBytes(aBytes, bBytes, alive);
  const rows = found?.rows ?? diffBytesInPlace(aBytes, bBytes, alive);
  const { script, changes } = rows;
  return {
    facts: {
      kind: 'binary',
      changes,
      identical: changes === 0,
      restless: [],
      coarse: found?.coarse ?? true
    },
    rows: new DiffRows({ lines: rows, script, layout, context: bytesContext, alive })
  };
}

function isLarge(a: Uint8Array, b: Uint8Array): boolean {
  return a.length + b.length > inspectorBounds.comparedBytes;
}
