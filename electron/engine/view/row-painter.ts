import type { Row } from '#contract/frame';
import type { Preview } from '#contract/message';
import type { TopicOrder } from '../store/topic-order';
import type { TreeMoment } from '../store/tree-moment';
import type { Inspecting } from './inspecting';
import type { ShownTree } from './shown-tree';
import { rowSegments, rowTopic } from './topic-text';
import type { ListedRow } from './visible-rows';

/** One row repaints at most 4 times a second (DESIGN.md 5). */
const mostRepaints = 4;
const secondMs = 1_000;
/** A row that changes all the time repaints evenly. */
const repaintMs = 250;
const previewBytes = 1_024;

type Figures = Pick<
  Row,
  | 'topicsBelow'
  | 'preview'
  | 'valueRevision'
  | 'steady'
  | 'retained'
  | 'ratePerSecond'
  | 'messages'
  | 'lastAtMs'
  | 'usualGapMs'
  | 'bars'
>;

type RowPreviews = Pick<Inspecting, 'preview' | 'previewRevision' | 'displayBytes'>;

/** Whose rows are painted, and from which moment's figures. */
interface Scene {
  readonly tree: ShownTree;
  readonly moment: TreeMoment;
  readonly nowMs: number;
  /** The newest message there was at the frame before. */
  readonly lastSeq: number;
}

interface Painted {
  readonly listed: ListedRow;
  readonly figures: Figures;
  /** The newest message of its own that was painted; 0: none. */
  readonly newestSeq: number;
  /** Of its preview. */
  readonly previewRevision: number;
  /** The newest few, oldest first. */
  readonly repaintsAtMs: readonly number[];
  /** When a message changed it last, here or below. */
  readonly messageAtMs: number;
  readonly row: Row;
}

/** Makes rows. A row that has not changed is the same object as in the frame before. */
export class RowPainter {
  readonly #order: TopicOrder;
  readonly #previews: RowPreviews;
  #before = new Map<number, Painted>();
  #painted = new Map<number, Painted>();
  #freshAtMs: number[] = [];
  /** Of the figures read last. */
  #newestSeq = 0;
  #newestAtMs = 0;
  #previewRevision = 0;

  constructor(order: TopicOrder, previews: RowPreviews) {
    this.#order = order;
    this.#previews = previews;
  }

  /** When the newest messages were read that the last paint was the first to show. */
  get freshAtMs(): readonly number[] {
    return this.#freshAtMs;
  }

  /** The next frame shows the newest of every row, however recently it was painted. */
  forget(): void {
    this.#before.clear();
  }

  paint(rows: readonly ListedRow[], scene: Scene): readonly Row[] {
    this.#freshAtMs = [];
    const painted = rows.map((listed) => this.#paintRow(listed, scene));
    [this.#before, this.#painted] = [this.#painted, this.#before];
    this.#painted.clear();
    return painted;
  }

  #paintRow(listed: ListedRow, scene: Scene): Row {
    const { nowMs } = scene;
    const before = this.#before.get(listed.node);
    const read = before && !isDue(before, nowMs) ? before.figures : this.#read(listed.node, scene, before);
    const figures = before && isNothingNew(before, read, nowMs) ? before.figures : read;
    const sameRow = before && before.figures === figures && samePlace(before.listed, listed);
    const row = sameRow ? before.row : { ...this.#label(listed, before), ...figures };
    if (before && before.figures === figures) {
      this.#painted.set(listed.node, { ...before, listed, row });
      return row;
    }
    // A row that was scrolled to shows an old message: only one that came since the last frame has just been painted.
    const newestSeq = this.#newestSeq;
    const previewRevision = this.#previewRevision;
    if (newestSeq > (before?.newestSeq ?? scene.lastSeq)) this.#freshAtMs.push(this.#newestAtMs);
    const repaintsAtMs = [...(before?.repaintsAtMs.slice(1 - mostRepaints) ?? []), nowMs];
    const messageAtMs = before && sameMessages(before.figures, figures) ? before.messageAtMs : nowMs;
    this.#painted.set(listed.node, { listed, figures, newestSeq, previewRevision, repaintsAtMs, messageAtMs, row });
    return row;
  }

  #label(listed: ListedRow, before: Painted | undefined): Omit<Row, keyof Figures> {
    const { node, top, depth, branch, open, setSize, posInSet } = listed;
    const displayBytes = (bytes: Uint8Array): string => this.#previews.displayBytes(bytes);
    const topic = before?.row.topic ?? rowTopic(this.#order, node, displayBytes);
    const segments =
      before?.listed.top === top ? before.row.segments : rowSegments(this.#order, top, node, displayBytes);
    return { node, depth, segments, topic, branch, open, setSize, posInSet };
  }

  #read(node: number, { tree, moment, nowMs }: Scene, before: Painted | undefined): Figures {
    const facts = moment.facts(node);
    const own = tree.rows.showsValue(node) ? (facts?.own ?? null) : null;
    let preview: Preview | null = null;
    const previewRevision = own ? this.#previews.previewRevision(node) : 0;
    if (own) {
      const same = before?.figures.valueRevision === own.valueRevision && before.previewRevision === previewRevision;
      const start = own.payloadStart?.subarray(0, previewBytes) ?? null;
      preview =
        (same ? before.figures.preview : null) ?? this.#previews.preview(node, own.newestSeq, start, own.payloadBytes);
    }
    this.#previewRevision = previewRevision;
    this.#newestSeq = own?.newestSeq ?? 0;
    this.#newestAtMs = own?.newestAtMs ?? 0;
    return {
      topicsBelow: tree.topicsBelow(node) ?? facts?.topicsBelow ?? 0,
      preview,
      valueRevision: own?.valueRevision ?? 0,
      steady: own !== null && nowMs < own.steadyUntilMs,
      retained: own?.newestRetain ?? false,
      ratePerSecond: moment.ratePerSecond(node, nowMs),
      messages: facts?.messages ?? 0,
      lastAtMs: facts?.lastAtMs ?? null,
      usualGapMs: own?.usualGapMs ?? null,
      bars: moment.bars(node, nowMs)
    };
  }
}

function samePlace(a: ListedRow, b: ListedRow): boolean {
  return (
    a.top === b.top &&
    a.depth === b.depth &&
    a.branch === b.branch &&
    a.open === b.open &&
    a.setSize === b.setSize &&
    a.posInSet === b.posInSet
  );
}

/**
 * Whether a row may be painted anew. What fades by itself (rates, bars) must not make a message wait: only the last
 * message's own repaint counts for even spacing.
 */
function isDue({ repaintsAtMs, messageAtMs }: Painted, nowMs: number): boolean {
  const sinceMs = nowMs - messageAtMs;
  const secondAgo = repaintsAtMs.length < mostRepaints || nowMs - (repaintsAtMs[0] ?? 0) >= secondMs;
  // A clock that was set back must not hold a row still.
  return sinceMs < 0 || (sinceMs >= repaintMs && secondAgo);
}

/** What fades by itself is painted once a second. */
function isNothingNew({ figures, repaintsAtMs }: Painted, read: Figures, nowMs: number): boolean {
  if (!sameMessages(figures, read)) return false;
  const sinceMs = nowMs - (repaintsAtMs.at(-1) ?? 0);
  return sameFading(figures, read) || (sinceMs >= 0 && sinceMs < secondMs);
}

function sameMessages(a: Figures, b: Figures): boolean {
  return (
    a.messages === b.messages &&
    a.topicsBelow === b.topicsBelow &&
    a.preview === b.preview &&
    a.steady === b.steady &&
    a.lastAtMs === b.lastAtMs
  );
}

function sameFading(a: Figures, b: Figures): boolean {
  return sameRate(a.ratePerSecond, b.ratePerSecond) && a.bars.every((count, bucket) => count === b.bars[bucket]);
}

/** The mean's minute goes on with every millisecond: only a change that can be seen in two digits repaints a row. */
function sameRate(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * 0.02;
}
