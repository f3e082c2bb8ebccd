import type { Row } from '#contract/frame';
import type { Preview } from '#contract/message';
import type { StoreReader } from '../store/store-reader';
import type { TreeMoment } from '../store/tree-moment';
import type { Decoding } from './decoding';
import type { ListedRow } from './row-list';
import { rowSegments, rowTopic } from './topic-text';

/** One row repaints at most 4 times a second (DESIGN.md 5). */
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

interface Painted {
  readonly listed: ListedRow;
  readonly figures: Figures;
  readonly paintedAtMs: number;
  readonly row: Row;
}

/** Makes rows. A row that has not changed is the same object as in the frame before. */
export class RowPainter {
  readonly #store: StoreReader;
  readonly #decoding: Decoding;
  #before = new Map<number, Painted>();
  #painted = new Map<number, Painted>();

  constructor(store: StoreReader, decoding: Decoding) {
    this.#store = store;
    this.#decoding = decoding;
  }

  /** The next frame shows the newest of every row, however recently it was painted. */
  forget(): void {
    this.#before.clear();
  }

  paint(
    rows: readonly ListedRow[],
    moment: TreeMoment,
    showsValue: (node: number) => boolean,
    nowMs: number
  ): readonly Row[] {
    const painted = rows.map((listed) => this.#paintRow(listed, moment, showsValue(listed.node), nowMs));
    [this.#before, this.#painted] = [this.#painted, this.#before];
    this.#painted.clear();
    return painted;
  }

  #paintRow(listed: ListedRow, moment: TreeMoment, showsValue: boolean, nowMs: number): Row {
    const before = this.#before.get(listed.node);
    const sinceMs = before ? nowMs - before.paintedAtMs : Number.POSITIVE_INFINITY;
    const due = sinceMs >= repaintMs || sinceMs < 0;
    const read = before && !due ? before.figures : this.#read(listed.node, moment, showsValue, nowMs, before?.figures);
    const figures = before && sameFigures(before.figures, read) ? before.figures : read;
    const sameRow = before && before.figures === figures && samePlace(before.listed, listed);
    const row = sameRow ? before.row : { ...this.#label(listed, before), ...figures };
    const paintedAtMs = before && before.figures === figures ? before.paintedAtMs : nowMs;
    this.#painted.set(listed.node, { listed, figures, paintedAtMs, row });
    return row;
  }

  #label(listed: ListedRow, before: Painted | undefined): Omit<Row, keyof Figures> {
    const { node, top, depth, branch, open, setSize, posInSet } = listed;
    const displayText = (text: string): string => this.#decoding.displayText(text);
    const topic = before?.row.topic ?? rowTopic(this.#store, node, displayText);
    const segments =
      before?.listed.top === top ? before.row.segments : rowSegments(this.#store, top, node, displayText);
    return { node, depth, segments, topic, branch, open, setSize, posInSet };
  }

  #read(node: number, moment: TreeMoment, showsValue: boolean, nowMs: number, before: Figures | undefined): Figures {
    const facts = moment.facts(node);
    const own = showsValue ? (facts?.own ?? null) : null;
    const bars = moment.bars(node, nowMs);
    let preview: Preview | null = null;
    if (own) {
      const known = before?.valueRevision === own.valueRevision ? before.preview : null;
      preview = known ?? this.#decoding.preview(own.payloadStart.subarray(0, previewBytes), own.payloadBytes);
    }
    return {
      topicsBelow: facts?.topicsBelow ?? 0,
      preview,
      valueRevision: own?.valueRevision ?? 0,
      steady: own !== null && nowMs < own.steadyUntilMs,
      retained: own?.newest.retain ?? false,
      ratePerSecond: moment.ratePerSecond(node, nowMs),
      messages: facts?.messages ?? 0,
      lastAtMs: facts?.lastAtMs ?? null,
      usualGapMs: own?.usualGapMs ?? null,
      bars
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

function sameFigures(a: Figures, b: Figures): boolean {
  return (
    a.messages === b.messages &&
    a.topicsBelow === b.topicsBelow &&
    a.preview === b.preview &&
    a.steady === b.steady &&
    a.lastAtMs === b.lastAtMs &&
    sameRate(a.ratePerSecond, b.ratePerSecond) &&
    a.bars.every((count, bucket) => count === b.bars[bucket])
  );
}

/** The mean's minute goes on with every millisecond: only a change that can be seen in two digits repaints a row. */
function sameRate(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * 0.02;
}
