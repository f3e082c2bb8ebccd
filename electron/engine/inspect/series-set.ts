import type { FieldPath, NumericField, SeriesWish } from '#contract/chart';
import { inspectorBounds } from '#contract/limits';
import type { RunJobs } from '../decode/run-jobs';
import { ChartSeries } from './chart-series';
import type { BatchSource } from './batch-source';
import { SeriesPoints } from './series-points';
import { SeriesReading, type ValueSink } from './series-reading';

const readOnEveryMs = 100;
const describeEveryMs = 1_000;

/** What a message says about a field. */
export type FieldDescription = Pick<NumericField, 'kind' | 'unit' | 'path'>;

export interface SeriesSetOptions {
  readonly source: BatchSource;
  readonly jobs: RunJobs;
  /** What the newest message of a topic says about these fields. */
  readonly describe: (
    node: number,
    paths: readonly FieldPath[],
    signal: AbortSignal
  ) => Promise<readonly FieldDescription[]>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly mostPoints?: number;
}

/** Up to where a window sees: see InspectMoment. */
export interface Horizon {
  readonly lastSeq: number;
  readonly atMs: number;
}

interface Group {
  readonly paths: readonly FieldPath[];
  readonly series: Map<string, ChartSeries>;
  reading: SeriesReading;
  /** The horizon that its series stand at; null: live. */
  heldSeq: number | null;
}

/**
 * The series of one window's open charts; what two charts show is there once. Points stay while a chart shows them, also when
 * the messages that they came from had to make room; all together are at most `inspectorBounds.chartPoints`.
 */
export class SeriesSet {
  readonly #options: SeriesSetOptions;
  readonly #mostPoints: number;
  readonly #ending = new AbortController();
  #groups: Group[] = [];
  #letGo = 0;
  #readOnAtMs = Number.NEGATIVE_INFINITY;
  #describedAtMs = Number.NEGATIVE_INFINITY;
  #readingOn: Promise<void> | null = null;
  /** Points of all series, breaks included. */
  #points = 0;
  #failure: unknown = null;

  constructor(options: SeriesSetOptions) {
    this.#options = options;
    this.#mostPoints = options.mostPoints ?? inspectorBounds.chartPoints;
  }

  /** Points let go to stay within the bound, and messages that are not read for the same reason. */
  get letGo(): number {
    return this.#groups.reduce((sum, { reading }) => sum + reading.withoutRoom, this.#letGo);
  }

  /** Messages that are too large, or whose decoding had to be ended. */
  get unread(): number {
    return this.#groups.reduce((sum, { reading }) => sum + reading.unread, 0);
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** The series of a chart, begun when they are new; give each back with `release`. `lastSeq`: the newest message to be seen. */
  acquire(wishes: readonly SeriesWish[], lastSeq: number): readonly ChartSeries[] {
    const missing = new Map<string, SeriesWish>();
    for (const wish of wishes) if (!this.#find(keyOf(wish))) missing.set(keyOf(wish), wish);
    this.#begin([...missing.values()], lastSeq);
    return wishes.map((wish) => {
      const series = this.#find(keyOf(wish));
      if (series === null) throw new Error('a series that was not begun');
      series.users += 1;
      return series;
    });
  }

  release(series: readonly ChartSeries[]): void {
    for (const one of series) one.users -= 1;
    this.#groups = this.#groups.filter((group) => {
      for (const [key, { users }] of group.series) if (users === 0) group.series.delete(key);
      if (group.series.size === 0) group.reading.end();
      return group.series.size > 0;
    });
  }

  /** Who reads for these series. */
  readings(series: readonly ChartSeries[]): readonly SeriesReading[] {
    return this.#groups
      .filter((group) => series.some((one) => group.series.get(keyOf(one)) === one))
      .map(({ reading }) => reading);
  }

  /** Resolves when the history of these series was read, or need not be any more. */
  async complete(series: readonly ChartSeries[]): Promise<void> {
    for (let read = this.readings(series); ; read = this.readings(series)) {
      // A bug in there is told to the next one who reads the chart.
      await Promise.allSettled(read.map(({ filled }) => filled));
      // Rules that change begin it anew.
      if (this.readings(series).every((reading) => read.includes(reading))) return;
    }
  }

  /**
   * Reads what came since, at most every 100 ms. With a horizon, what lies behind it is read too (it may not be kept for as
   * long as the window is paused), and not seen.
   */
  readOn(lastSeq: number, horizon: Horizon | null): Promise<void> {
    const nowMs = this.#options.now();
    const sinceMs = nowMs - this.#readOnAtMs;
    const isNewHorizon = this.#groups.some(({ heldSeq }) => heldSeq !== (horizon?.lastSeq ?? null));
    if (this.#readingOn === null && !isNewHorizon && sinceMs >= 0 && sinceMs < readOnEveryMs) return Promise.resolve();
    this.#readingOn ??= this.#readOn(lastSeq, horizon, nowMs).finally(() => {
      this.#readingOn = null;
    });
    return this.#readingOn;
  }

  /** Everything anew: payloads are read in another way now. */
  restart(lastSeq: number): void {
    for (const group of this.#groups) {
      group.reading.end();
      const series = [...group.series.values()];
      for (const one of series) {
        one.points = new SeriesPoints();
        one.isDescribed = false;
      }
      group.reading = this.#newReading(group, nodesOf(series), lastSeq);
    }
    this.#letGo = 0;
    this.#describe();
  }

  /** A bug that a reading met, once; null: none. */
  takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }

  dispose(): void {
    this.#ending.abort();
    for (const { reading } of this.#groups) reading.end();
    this.#groups = [];
  }

  /** Topics of which the same fields are wanted are read together. */
  #begin(wishes: readonly SeriesWish[], lastSeq: number): void {
    const pathsOf = new Map<number, FieldPath[]>();
    for (const { node, path } of wishes) pathsOf.set(node, [...(pathsOf.get(node) ?? []), path]);
    const alike = new Map<string, { readonly paths: readonly FieldPath[]; readonly nodes: number[] }>();
    for (const [node, unsorted] of pathsOf) {
      const paths = [...unsorted].sort();
      const key = JSON.stringify(paths);
      const known = alike.get(key) ?? { paths, nodes: [] };
      known.nodes.push(node);
      alike.set(key, known);
    }
    for (const { paths, nodes } of alike.values()) {
      const series = new Map<string, ChartSeries>();
      for (const node of nodes)
        for (const path of paths) series.set(keyOf({ node, path }), new ChartSeries({ node, path }));
      const reading = this.#newReading({ paths, series }, nodes, lastSeq);
      this.#groups.push({ paths, series, reading, heldSeq: null });
    }
    if (wishes.length > 0) this.#describe();
  }

  #newReading(group: Pick<Group, 'paths' | 'series'>, nodes: readonly number[], startSeq: number): SeriesReading {
    const { source, jobs } = this.#options;
    const { paths, series } = group;
    const reading = new SeriesReading({
      source,
      jobs,
      nodes,
      paths,
      startSeq,
      sink: (node, path) => this.#sink(series.get(keyOf({ node, path: paths[path] ?? '' })) ?? null),
      advanced: () => this.#trim()
    });
    reading.filled.catch((error: unknown) => {
      this.#failure = error;
    });
    return reading;
  }

  #sink(series: ChartSeries | null): ValueSink | null {
    if (series === null) return null;
    return {
      prepend: (atMs, value) => {
        if (this.#points >= this.#mostPoints && !this.#makeRoomFor(atMs)) {
          this.#letGo += 1;
          return false;
        }
        if (series.points.prepend(atMs, value)) this.#points += 1;
        return true;
      },
      append: (atMs, value) => {
        // What came behind the horizon stays behind it, also when it was stamped before.
        const isBehind = series.untilMs !== Number.POSITIVE_INFINITY && atMs <= series.untilMs;
        series.points.append(isBehind ? series.untilMs + 0.001 : atMs, value);
        this.#points += 1;
      }
    };
  }

  /** False: nothing here is older. */
  #makeRoomFor(atMs: number): boolean {
    const oldest = this.#oldest();
    if (oldest === null || oldest.points.oldestMs >= atMs) return false;
    this.#letGoOldest(oldest);
    return true;
  }

  #trim(): void {
    this.#count();
    for (let oldest = this.#oldest(); oldest && this.#points > this.#mostPoints; oldest = this.#oldest()) {
      this.#letGoOldest(oldest);
    }
  }

  #letGoOldest(series: ChartSeries): void {
    const points = series.points.letGoOldest();
    this.#points -= points;
    this.#letGo += points;
  }

  #count(): void {
    this.#points = 0;
    for (const { series } of this.#groups) for (const { points } of series.values()) this.#points += points.length;
  }

  #oldest(): ChartSeries | null {
    let oldest: ChartSeries | null = null;
    for (const { series } of this.#groups) {
      for (const one of series.values()) {
        if (one.points.length === 0) continue;
        if (oldest === null || one.points.oldestMs < oldest.points.oldestMs) oldest = one;
      }
    }
    return oldest;
  }

  #find(key: string): ChartSeries | null {
    for (const { series } of this.#groups) {
      const found = series.get(key);
      if (found) return found;
    }
    return null;
  }

  async #readOn(lastSeq: number, horizon: Horizon | null, nowMs: number): Promise<void> {
    this.#readOnAtMs = nowMs;
    await Promise.all(this.#groups.map((group) => readGroupOn(group, lastSeq, horizon)));
    if (nowMs - this.#describedAtMs >= describeEveryMs) this.#describe();
  }

  /** What is not known of kind and unit yet, from the newest messages. */
  #describe(): void {
    this.#describedAtMs = this.#options.now();
    const unknown = new Map<number, ChartSeries[]>();
    for (const { series } of this.#groups) {
      for (const one of series.values()) {
        if (!one.isDescribed) unknown.set(one.node, [...(unknown.get(one.node) ?? []), one]);
      }
    }
    for (const [node, series] of unknown) {
      this.#describeTopic(node, series).catch((error: unknown) => {
        if (!this.#ending.signal.aborted) this.#failure = error;
      });
    }
  }

  async #describeTopic(node: number, series: readonly ChartSeries[]): Promise<void> {
    const paths = series.map(({ path }) => path);
    for (const { path, kind, unit } of await this.#options.describe(node, paths, this.#ending.signal)) {
      for (const one of series) {
        if (one.path !== path) continue;
        one.kind = kind;
        one.unit = unit;
        one.isDescribed = true;
      }
    }
  }
}

async function readGroupOn(group: Group, lastSeq: number, horizon: Horizon | null): Promise<void> {
  const { reading, series } = group;
  if (horizon !== null && group.heldSeq !== horizon.lastSeq) {
    await reading.readOn(horizon.lastSeq);
    // What is read from here on lies behind the horizon, whatever its time.
    for (const one of series.values()) one.untilMs = heldAtMs(one, reading.readTo, horizon);
  } else if (horizon === null) {
    for (const one of series.values()) one.untilMs = Number.POSITIVE_INFINITY;
  }
  group.heldSeq = horizon?.lastSeq ?? null;
  await reading.readOn(lastSeq);
}

function heldAtMs({ points }: ChartSeries, readTo: number, { lastSeq, atMs }: Horizon): number {
  if (Number.isNaN(points.newestMs)) return atMs;
  return readTo === lastSeq ? points.newestMs : Math.min(atMs, points.newestMs);
}

function nodesOf(series: readonly ChartSeries[]): readonly number[] {
  return [...new Set(series.map(({ node }) => node))];
}

function keyOf({ node, path }: SeriesWish): string {
  return `${node} ${path}`;
}
