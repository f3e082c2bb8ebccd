import type { ChartData, SeriesFacts } from '#contract/chart';
import type { AnswerOf, Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { Gap } from '#contract/message';
import type { RunJobs } from '../decode/run-jobs';
import type { StoreReader } from '../store/store-reader';
import type { InspectMoment } from '../view/inspecting';
import { ColumnSums } from './chart-column-sums';
import { reduceChart } from './chart-reduction';
import type { ChartSeries } from './chart-series';
import { ChartTable } from './chart-table';
import type { KeptMessages } from './kept-messages';
import type { BatchSource } from './batch-source';
import { SeriesSet, type FieldDescription, type Horizon } from './series-set';
import { tooLargeToDecode } from './too-large-to-decode';

const mostCharts = 32;
/** Nobody reads a chart that is not in view: its points are read on all the same, before their messages go. */
const unattendedMs = 1_000;
/** A first answer waits for something to draw; others only for what just came. */
const firstWaitMs = 120;
const waitMs = 50;

type Asked<A extends Question['ask']> = Extract<Question, { readonly ask: A }>;

export interface ChartsOptions {
  readonly source: BatchSource;
  readonly store: Pick<StoreReader, 'lastSeq' | 'order'>;
  readonly messages: KeptMessages;
  readonly jobs: RunJobs;
  /** See Inspecting. */
  readonly displayBytes: (bytes: Uint8Array) => string;
  /** The newest time in which messages may be missing that lies between two, at least in part. */
  readonly gapBetween: (afterMs: number, untilMs: number) => Gap | null;
  /** Epoch ms. */
  readonly now: () => number;
  /** Numbers for what is open, shared by all windows of the engine. */
  readonly nextNumber: () => number;
  readonly mostPoints?: number;
}

interface OpenChart {
  readonly series: readonly ChartSeries[];
  wasRead: boolean;
}

/** The charts that one window has open. */
export class Charts {
  readonly #options: ChartsOptions;
  readonly #series: SeriesSet;
  readonly #open = new Map<number, OpenChart>();
  #ticker: NodeJS.Timeout | null = null;
  #horizon: Horizon | null = null;

  constructor(options: ChartsOptions) {
    this.#options = options;
    const { source, jobs, now, mostPoints } = options;
    this.#series = new SeriesSet({
      source,
      jobs,
      now,
      describe: (node, paths, signal) => this.#describe(node, paths, signal),
      ...(mostPoints !== undefined && { mostPoints })
    });
  }

  /** Failure: not-kept (a node that is not there). */
  open({ series }: Asked<'openChart'>, moment: InspectMoment): Result<AnswerOf['openChart']> {
    const { store, nextNumber } = this.#options;
    if (series.some(({ node }) => node >= store.order.nodeCount)) return fail('not-kept');
    const chart = nextNumber();
    this.#horizon = this.#horizonOf(moment);
    this.#open.set(chart, { series: this.#series.acquire(series, moment.lastSeq ?? store.lastSeq), wasRead: false });
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostCharts && oldest !== undefined) this.close(oldest);
    this.#ticker ??= setInterval(() => this.#readOnUnattended(), unattendedMs).unref();
    return succeed({ chart });
  }

  /** Rejects with the signal's reason when aborted. Failure: not-kept (closed). */
  async read(wish: Asked<'readChart'>, moment: InspectMoment, signal: AbortSignal): Promise<Result<ChartData>> {
    const chart = this.#open.get(wish.chart);
    if (!chart) return fail('not-kept');
    this.#horizon = this.#horizonOf(moment);
    const newest = this.#series.readOn(this.#options.store.lastSeq, this.#horizon);
    await Promise.race([newest, after(waitMs)]);
    if (!chart.wasRead) {
      const begun = this.#series.readings(chart.series).map((reading) => reading.begun);
      await Promise.race([Promise.all(begun), after(firstWaitMs)]);
      chart.wasRead = true;
    }
    signal.throwIfAborted();
    const failure = this.#series.takeFailure();
    if (failure !== null) throw failure;
    return this.#open.has(wish.chart) ? succeed(this.#data(chart.series, wish)) : fail('not-kept');
  }

  close(chart: number): void {
    const open = this.#open.get(chart);
    if (!open) return;
    this.#open.delete(chart);
    this.#series.release(open.series);
    if (this.#open.size === 0) this.#stopTicker();
  }

  /** All points between two times, for a file, once what is kept was read; null: the chart is closed. */
  async table(chart: number, fromMs: number, toMs: number): Promise<ChartTable | null> {
    const open = this.#open.get(chart);
    if (!open) return null;
    await this.#series.complete(open.series);
    if (!this.#open.has(chart)) return null;
    const { order } = this.#options.store;
    const columns = open.series.map(({ node, path, points, untilMs }) => ({
      topic: Buffer.from(order.topicBytes(node)).toString(),
      path,
      points: points.snapshot(),
      untilMs: Math.min(untilMs, toMs)
    }));
    return new ChartTable(columns, fromMs);
  }

  /** Rules or schemas are others now: all points are read anew. */
  decodingChanged(): void {
    this.#series.restart(this.#horizon?.lastSeq ?? this.#options.store.lastSeq);
  }

  closeAll(): void {
    for (const chart of [...this.#open.keys()]) this.close(chart);
  }

  dispose(): void {
    this.closeAll();
    this.#stopTicker();
    this.#series.dispose();
  }

  #stopTicker(): void {
    if (this.#ticker !== null) clearInterval(this.#ticker);
    this.#ticker = null;
  }

  #readOnUnattended(): void {
    // A bug in there is told to the next one who reads.
    this.#series.readOn(this.#options.store.lastSeq, this.#horizon).catch(() => undefined);
  }

  #horizonOf({ lastSeq, atMs }: InspectMoment): Horizon | null {
    return lastSeq === null ? null : { lastSeq, atMs: atMs ?? this.#horizon?.atMs ?? this.#options.now() };
  }

  #data(series: readonly ChartSeries[], wish: Asked<'readChart'>): ChartData {
    const wholeMs = wholeOf(series);
    const nowMs = this.#horizon?.atMs ?? this.#options.now();
    const toMs = wish.toMs ?? Math.max(nowMs, wholeMs?.[1] ?? nowMs);
    const oldestMs = wish.spanMs === null ? (wholeMs?.[0] ?? toMs) : toMs - wish.spanMs;
    const fromMs = Math.min(wish.fromMs ?? oldestMs, toMs);
    const gaps = this.#gaps(fromMs, toMs);
    const breaksMs = gaps.map(([startMs, endMs]) => (startMs + endMs) / 2);
    const { widthPx, averaging } = wish;
    const reduced = reduceChart(series, { fromMs, toMs, widthPx, averaging, breaksMs });
    const readings = this.#series.readings(series);
    const nothing = new Float64Array(0);
    return {
      fromMs,
      toMs,
      atMs: reduced.atMs,
      columnMs: reduced.columnMs,
      series: series.map((one, index) => ({
        ...this.#facts(one, fromMs, toMs),
        ...(reduced.columns[index] ?? { values: nothing, low: nothing, high: nothing })
      })),
      gaps,
      readMessages: readings.reduce((sum, { read }) => sum + read, 0),
      messages: readings.reduce((sum, { messages }) => sum + messages, 0),
      letGo: this.#series.letGo,
      unread: this.#series.unread,
      wholeMs
    };
  }

  #facts(series: ChartSeries, fromMs: number, toMs: number): Omit<SeriesFacts, 'values' | 'low' | 'high'> {
    const { node, path, kind, unit, points, untilMs } = series;
    const sums = new ColumnSums(1);
    sums.readAll(points, points.from(fromMs), points.upTo(Math.min(toMs, untilMs)));
    return {
      node,
      path,
      topic: this.#options.displayBytes(this.#options.store.order.topicBytes(node)),
      kind,
      unit,
      points: untilMs === Number.POSITIVE_INFINITY ? points.points : points.upTo(untilMs),
      range: sums.count(0) === 0 ? null : { min: sums.min(0), mean: sums.mean(0), max: sums.max(0), last: sums.last }
    };
  }

  /** Oldest first. */
  #gaps(fromMs: number, toMs: number): readonly (readonly [number, number])[] {
    const gaps: (readonly [number, number])[] = [];
    for (let untilMs = toMs; ;) {
      const gap = this.#options.gapBetween(fromMs, untilMs);
      if (gap === null || gap.fromMs >= untilMs) break;
      gaps.push([gap.fromMs, gap.toMs]);
      untilMs = gap.fromMs;
    }
    return gaps.reverse();
  }

  /** In the newest message that is kept. Rules decide how, so that it is asked of the worker. */
  async #describe(node: number, paths: readonly string[], signal: AbortSignal): Promise<readonly FieldDescription[]> {
    const { messages, jobs } = this.#options;
    const kept = messages.read(node, null);
    const message = kept && messages.toDecode(kept);
    if (message === null || tooLargeToDecode(message)) return [];
    const answer = await jobs.run('numbers', { message, before: null, paths }, signal);
    return answer.ok ? answer.value.fields : [];
  }
}

function wholeOf(series: readonly ChartSeries[]): readonly [number, number] | null {
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (const { points, untilMs } of series) {
    const end = points.upTo(untilMs);
    if (end === 0) continue;
    fromMs = Math.min(fromMs, points.oldestMs);
    toMs = Math.max(toMs, points.atMs(end - 1));
  }
  return fromMs <= toMs ? [fromMs, toMs] : null;
}

function after(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs).unref());
}
