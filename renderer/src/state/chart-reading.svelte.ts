import type { Averaging, ChartData, SeriesWish } from '#contract/chart';
import type { Failure } from '#contract/failure';
import type { EngineClient } from '../client/engine-client';
import type { ChartRange } from './chart-range';

/** What is to be read. */
export interface ChartWish {
  readonly series: readonly SeriesWish[];
  readonly range: ChartRange;
  readonly averaging: Averaging;
  /** Of the plots, CSS px. */
  readonly widthPx: number;
}

/** A chart that a person moves, or that has nothing to draw yet, is read so often, one that moves by itself less. */
const handPauseMs = 100;
const livePauseMs = 250;
/** A long chart moves by less than a pixel in this time, but what came is to be seen. */
const longestPauseMs = 1_000;
const retryMs = 1_000;

/** One chart of the engine, read again and again: one question in flight, the newest wish wins. */
export class ChartReading {
  /** As last read; of the wish before until the next answer. */
  data: ChartData | null = $state.raw(null);
  problem: Failure | null = $state.raw(null);
  /** The chart that is open in the engine; null: none. */
  chart: number | null = $state.raw(null);

  readonly #client: Pick<EngineClient, 'ask'>;
  #wish: ChartWish | null = null;
  #asked = '';
  #openedFor = '';
  /** The range lives on: what is read grows old. */
  #live = false;
  /** Something was asked for that no answer has yet shown. */
  #stale = false;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: AbortController | null = null;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  /** `live`: it is read on, as time goes on. */
  show(wish: ChartWish, live: boolean): void {
    const asked = JSON.stringify([wish, live]);
    if (this.#wish && asked === this.#asked) return;
    this.#asked = asked;
    this.#wish = wish;
    this.#live = live;
    this.#stale = true;
    this.#readIn(handPauseMs);
  }

  /** What it shows may have become another: messages came, or are read by other rules. */
  again(): void {
    if (!this.#wish) return;
    this.#stale = true;
    this.#readIn(livePauseMs);
  }

  /** Nobody looks at it: the engine holds nothing for it, what was read stays. */
  rest(): void {
    this.#stop();
    this.#wish = null;
    this.#close();
  }

  /** Nothing in the engine is what it was. */
  forget(): void {
    this.#stop();
    this.#wish = null;
    this.chart = null;
    this.#openedFor = '';
    this.data = null;
    this.problem = null;
  }

  #stop(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#asking?.abort();
    this.#asking = null;
  }

  /** At the earliest so long after the last question. A question in flight plans the next one itself. */
  #readIn(pauseMs: number): void {
    if (this.#asking) return;
    if (this.#later) clearTimeout(this.#later);
    const waitMs = Math.max(0, this.#askedAtMs + pauseMs - performance.now());
    this.#later = setTimeout(() => {
      this.#later = null;
      void this.#read();
    }, waitMs);
  }

  async #read(): Promise<void> {
    const wish = this.#wish;
    if (!wish) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#askedAtMs = performance.now();
    this.#stale = false;
    const opened = await this.#open(wish, asking.signal);
    if (asking.signal.aborted) return;
    const answer =
      opened === null
        ? null
        : await this.#client.ask<'readChart'>({ ask: 'readChart', chart: opened, ...askedOf(wish) }, asking.signal);
    if (asking.signal.aborted) return;
    this.#asking = null;
    if (answer?.ok) {
      this.data = answer.value;
      this.problem = null;
    } else if (answer) {
      if (answer.failure.code !== 'not-kept') this.problem = answer.failure;
      // The engine let it go: it is opened anew.
      this.chart = null;
      this.#openedFor = '';
    }
    if (!answer?.ok) this.#readIn(retryMs);
    else if (this.#stale) this.#readIn(handPauseMs);
    else if (answer.value.readMessages < answer.value.messages) {
      this.#readIn(answer.value.readMessages === 0 ? handPauseMs : livePauseMs);
    } else if (this.#live) this.#readIn(pauseOf(answer.value, wish));
  }

  async #open(wish: ChartWish, signal: AbortSignal): Promise<number | null> {
    const wanted = wish.series.map(({ node, path }) => `${node} ${path}`).join('\n');
    if (this.chart !== null && wanted === this.#openedFor) return this.chart;
    const before = this.chart;
    const series = wish.series.map(({ node, path }) => ({ node, path }));
    // Without the signal: an answer that nobody waits for would leave a chart open.
    const answer = await this.#client.ask<'openChart'>({ ask: 'openChart', series });
    // Closed only now, so that series of both are not read anew.
    if (before !== null) void this.#client.ask<'closeChart'>({ ask: 'closeChart', chart: before });
    if (signal.aborted) {
      if (answer.ok) void this.#client.ask<'closeChart'>({ ask: 'closeChart', chart: answer.value.chart });
      if (this.chart === before) this.chart = null;
      return null;
    }
    this.chart = answer.ok ? answer.value.chart : null;
    this.#openedFor = answer.ok ? wanted : '';
    if (!answer.ok) this.problem = answer.failure;
    return this.chart;
  }

  #close(): void {
    if (this.chart !== null) void this.#client.ask<'closeChart'>({ ask: 'closeChart', chart: this.chart });
    this.chart = null;
    this.#openedFor = '';
  }
}

function askedOf({ range, averaging, widthPx }: ChartWish) {
  const span =
    range.kind === 'live'
      ? { fromMs: null, toMs: null, spanMs: range.spanMs }
      : { fromMs: range.fromMs, toMs: range.toMs, spanMs: null };
  return { ...span, averaging, widthPx };
}

/** No more often than it moves by half a pixel. */
function pauseOf({ fromMs, toMs }: ChartData, { widthPx }: ChartWish): number {
  const halfPixelMs = (toMs - fromMs) / widthPx / 2;
  return Math.min(longestPauseMs, Math.max(livePauseMs, halfPixelMs));
}
