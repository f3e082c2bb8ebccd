import type { Averaging, FieldPath } from '#contract/chart';
import type { Result } from '#contract/failure';
import type { Frame, SelectedTopic } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';
import { readingAt, type CursorRows, nearestRow, nextRow, rowAt } from '../format/chart-cursor';
import { plotPlans, type PlotPlan } from '../format/chart-plots';
import { ChartFields } from './chart-fields.svelte';
import type { ChartRow } from './chart-line';
import { ChartPins } from './chart-pins.svelte';
import { panned, zoomed, type ChartRange, type ChartSpan } from './chart-range';
import { ChartReading } from './chart-reading.svelte';
import { ChartSeriesChoice } from './chart-series.svelte';
import { messageNear } from './message-near';

/** What a person points at: a place of the plots, or a point that stays where it is. */
export type ChartCursor =
  | { readonly kind: 'pointer'; readonly plot: string; readonly at: number }
  | { readonly kind: 'point'; readonly plot: string; readonly atMs: number };

/** A message that a point stands for. */
export interface PointedMessage {
  readonly node: number;
  readonly seq: number;
}

const usualSpanMs = 300_000;

/** The Chart tab: which series, which time, how they are averaged, and where its cursor stands. */
export class ChartTabState {
  range: ChartRange = $state.raw({ kind: 'live', spanMs: usualSpanMs });
  averaging: Averaging = $state('none');
  cursor: ChartCursor | null = $state.raw(null);

  readonly fields: ChartFields;
  readonly pins: ChartPins;
  readonly series: ChartSeriesChoice;
  readonly reading: ChartReading;

  /** What is drawn: the wish where it stays, else what was read. */
  readonly view: ChartSpan | null = $derived.by(() => {
    if (this.range.kind === 'fixed') return [this.range.fromMs, this.range.toMs];
    const { data } = this.reading;
    return data ? [data.fromMs, data.toMs] : null;
  });
  /** Rows of the table that are drawn, beside what was read of them: a place in `ChartData.series`. */
  readonly drawn: readonly { readonly row: ChartRow; readonly index: number }[] = $derived.by(() => {
    const all = this.reading.data?.series ?? [];
    return this.series.checked.flatMap((row) => {
      const index = all.findIndex(({ node, path }) => node === row.node && path === row.path);
      return index < 0 ? [] : [{ row, index }];
    });
  });
  /** Members are places in `drawn`. */
  readonly plots: readonly PlotPlan[] = $derived.by(() => {
    const all = this.reading.data?.series ?? [];
    return plotPlans(
      this.drawn.flatMap(({ index }) => {
        const facts = all[index];
        return facts ? [facts] : [];
      })
    );
  });
  /** Row of the columns that the cursor stands at; null: none. */
  readonly cursorRow: number | null = $derived.by(() => this.#findCursorRow());
  readonly cursorAtMs = $derived.by(() => {
    const row = this.cursorRow;
    return row === null ? null : (this.reading.data?.atMs[row] ?? null);
  });

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #stopListening: () => void;
  #open = $state(false);
  #hidden = $state(false);
  #paused = $state(false);
  #widthPx = $state(0);
  #decodingRevision = -1;
  #liveSpanMs: number | null = usualSpanMs;

  constructor(client: Pick<EngineClient, 'ask' | 'listen'>) {
    this.#client = client;
    this.fields = new ChartFields(client, () => this.series.begin());
    this.pins = new ChartPins(client);
    this.series = new ChartSeriesChoice(this.fields, this.pins);
    this.reading = new ChartReading(client);
    this.#stopListening = client.listen({
      snapshot: () => this.#forget(),
      frame: (frame) => this.#hear(frame),
      refused: () => undefined
    });
  }

  close(): void {
    this.#stopListening();
    this.rest();
  }

  /** The tab is on screen with this topic. */
  show(topic: SelectedTopic, path: FieldPath | null): void {
    const moved = topic.node !== this.series.topic?.node;
    const opens = !this.#open;
    this.#open = true;
    if (moved && this.series.shown === 'topic') this.cursor = null;
    this.series.select(topic, path);
    if (opens) this.series.arrange();
    if (!this.#hidden && topic.newestSeq !== null) this.fields.look(topic.node, topic.newestSeq);
  }

  rest(): void {
    this.#open = false;
    this.cursor = null;
    this.reading.rest();
  }

  setHidden(on: boolean): void {
    this.#hidden = on;
  }

  setPaused(on: boolean): void {
    this.#paused = on;
  }

  setWidth(px: number): void {
    this.#widthPx = Math.min(8_192, Math.max(0, Math.round(px)));
  }

  /** Reads what is to be read now; run whenever something it depends on changed. */
  readWanted(): void {
    const series = this.series.checked.map(({ node, path }) => ({ node, path }));
    const { range, averaging } = this;
    const widthPx = this.#widthPx;
    if (!this.#open || this.#hidden || series.length === 0 || widthPx === 0) {
      this.reading.rest();
      return;
    }
    this.reading.show({ series, range, averaging, widthPx }, range.kind === 'live' && !this.#paused);
  }

  setSpan(spanMs: number | null): void {
    this.#liveSpanMs = spanMs;
    this.range = { kind: 'live', spanMs };
    this.cursor = null;
  }

  get live(): boolean {
    return this.range.kind === 'live';
  }

  /** Back to the newest, with the span that was chosen. */
  followLive(): void {
    if (!this.live) this.setSpan(this.#liveSpanMs);
  }

  zoom(factor: number, at: number): void {
    if (this.view) this.#fix(zoomed(this.view, factor, at, this.#whole(this.view)));
  }

  pan(by: number): void {
    if (this.view) this.#fix(panned(this.view, by, this.#whole(this.view)));
  }

  /** The pointer stands over a plot, `at` from 0 to 1 of its width; null: it left. */
  point(plot: string, at: number | null): void {
    if (at !== null) this.cursor = { kind: 'pointer', plot, at };
    else if (this.cursor?.kind === 'pointer') this.cursor = null;
  }

  /** To the point before or after the cursor, or the first or last one of a plot. */
  step(plot: string, to: 'previous' | 'next' | 'first' | 'last'): void {
    const rows = this.#rowsOf(plot);
    const { data } = this.reading;
    if (!rows || !data) return;
    const current = this.cursor?.plot === plot ? this.cursorRow : this.#nearCursor(rows);
    const row = this.#steppedRow(rows, current, to);
    const atMs = row === null ? undefined : data.atMs[row];
    if (atMs !== undefined) {
      this.cursor = { kind: 'point', plot, atMs };
      return;
    }
    // Beyond what is in view the chart moves along, as far as there are points.
    if (to !== 'previous' && to !== 'next') return;
    const { view } = this;
    if (!view || !data.wholeMs) return;
    const goesOn = to === 'previous' ? data.wholeMs[0] < view[0] : data.wholeMs[1] > view[1];
    if (goesOn) this.pan(to === 'previous' ? -0.25 : 0.25);
  }

  /** What the cursor's plot shows there: the series whose message it is, and when; null: no cursor. */
  pointed(): { readonly node: number; readonly atMs: number } | null {
    const { data } = this.reading;
    const row = this.cursorRow;
    const plan = this.plots.find(({ key }) => key === this.cursor?.plot);
    if (!data || row === null || !plan) return null;
    let best: { readonly node: number; readonly row: number } | null = null;
    for (const member of plan.members) {
      const facts = data.series[this.drawn[member]?.index ?? -1];
      const found = facts && readingAt(facts.values, row);
      if (facts && found && (best === null || found.row > best.row)) best = { node: facts.node, row: found.row };
    }
    return best ? { node: best.node, atMs: data.atMs[best.row] ?? 0 } : null;
  }

  /** The message at the cursor; null: there is no cursor, it is not kept, or nobody waits for it any more. */
  async findMessage(signal: AbortSignal): Promise<PointedMessage | null> {
    const pointed = this.pointed();
    if (!pointed) return null;
    const withinMs = (this.reading.data?.columnMs ?? 0) + 0.001;
    const seq = await messageNear(this.#client, pointed.node, { atMs: pointed.atMs, withinMs }, signal);
    return seq === null ? null : { node: pointed.node, seq };
  }

  /** Topics a filter matches, or the one of this name. */
  async findTopics(filter: string): Promise<readonly { readonly node: number; readonly topic: string }[]> {
    if (!/[+#]/.test(filter)) {
      const found = await this.#client.ask<'findTopic'>({ ask: 'findTopic', topic: filter });
      return found.ok && found.value ? [found.value] : [];
    }
    const found = await this.#client.ask<'topicsMatching'>({ ask: 'topicsMatching', filter });
    return found.ok ? found.value : [];
  }

  /**
   * What is drawn, held open for as long as a person is asked where to save it: the tab may show something else meanwhile, or
   * be closed. Null: there is nothing to save.
   */
  async hold<T>(use: (chart: number, view: ChartSpan) => Promise<Result<T>>): Promise<Result<T> | null> {
    const { view } = this;
    const series = this.series.checked.map(({ node, path }) => ({ node, path }));
    if (!view || series.length === 0) return null;
    const opened = await this.#client.ask<'openChart'>({ ask: 'openChart', series });
    if (!opened.ok) return opened;
    try {
      return await use(opened.value.chart, view);
    } finally {
      void this.#client.ask<'closeChart'>({ ask: 'closeChart', chart: opened.value.chart });
    }
  }

  #fix([fromMs, toMs]: ChartSpan): void {
    this.range = { kind: 'fixed', fromMs, toMs };
  }

  #whole(view: ChartSpan): ChartSpan {
    const { data } = this.reading;
    const whole = data?.wholeMs ?? view;
    return [whole[0], Math.max(whole[1], data?.toMs ?? whole[1])];
  }

  #rowsOf(plot: string): CursorRows | null {
    const { data } = this.reading;
    const { view } = this;
    const plan = this.plots.find(({ key }) => key === plot);
    if (!data || !view || !plan) return null;
    const columns = plan.members.flatMap((member) => {
      const facts = data.series[this.drawn[member]?.index ?? -1];
      return facts ? [facts.values] : [];
    });
    return { atMs: data.atMs, columns, fromMs: view[0], toMs: view[1] };
  }

  #findCursorRow(): number | null {
    const { cursor, view } = this;
    const rows = cursor && this.#rowsOf(cursor.plot);
    if (!cursor || !rows || !view) return null;
    return nearestRow(rows, cursor.kind === 'point' ? cursor.atMs : view[0] + (view[1] - view[0]) * cursor.at);
  }

  /** Where a cursor on another plot would stand here. */
  #nearCursor(rows: CursorRows): number | null {
    const atMs = this.cursorAtMs;
    return atMs === null ? null : nearestRow(rows, atMs);
  }

  #steppedRow(rows: CursorRows, current: number | null, to: 'previous' | 'next' | 'first' | 'last'): number | null {
    const last = rowAt(rows.atMs, rows.toMs + 0.001) - 1;
    if (to === 'first') return nextRow(rows, rowAt(rows.atMs, rows.fromMs), 1);
    if (to === 'last' || current === null) return nextRow(rows, last, -1);
    return nextRow(rows, current + (to === 'next' ? 1 : -1), to === 'next' ? 1 : -1);
  }

  #hear({ status }: Frame): void {
    const decodesAnew = this.#decodingRevision !== -1 && status.decodingRevision !== this.#decodingRevision;
    this.#decodingRevision = status.decodingRevision;
    // Also while nobody looks: what a quiet topic holds is asked for only once.
    if (decodesAnew) this.fields.forget();
    if (!this.#open || this.#hidden) return;
    if (decodesAnew) this.reading.again();
    this.series.begin();
    for (const { node, waiting } of this.series.rows) if (!waiting) this.fields.look(node, this.#newestOf(node));
    if (this.series.shown === 'pinned') void this.pins.look();
  }

  #newestOf(node: number): number | null {
    const { topic } = this.series;
    return node === topic?.node ? this.series.newestSeq : null;
  }

  #forget(): void {
    this.reading.forget();
    this.fields.forget();
    this.pins.forget();
    this.series.forget();
    this.cursor = null;
    this.#decodingRevision = -1;
  }
}
