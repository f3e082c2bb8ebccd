import type { ChartData, SeriesWish } from '../../electron/contract/chart';
import type { Gap } from '../../electron/contract/message';
import { Charts } from '../../electron/engine/inspect/charts';
import { KeptMessages } from '../../electron/engine/inspect/kept-messages';
import { Numbers } from '../../electron/engine/inspect/numbers';
import { Store } from '../../electron/engine/store/store';
import type { InspectMoment } from '../../electron/engine/view/inspecting';
import type { RunJobs } from '../../electron/engine/decode/run-jobs';
import { arrival } from './arrival';
import { InThreadJobs } from './in-thread-jobs';

interface ChartRunOptions {
  readonly jobs?: RunJobs;
  readonly historyBudgetBytes?: number;
  readonly mostPoints?: number;
}

export const chartStartMs = 1_790_000_000_000;
export const liveMoment: InspectMoment = { atMs: null, lastSeq: null, newestSeq: () => null };

/** Charts of one window over a store of their own. Time is what `nowMs` says. */
export class ChartRun {
  readonly store: Store;
  readonly charts: Charts;
  readonly messages: KeptMessages;
  readonly numbers: Numbers;
  readonly jobs: RunJobs;
  readonly gaps: Gap[] = [];
  nowMs = chartStartMs;
  #number = 0;

  constructor({ jobs = new InThreadJobs(), historyBudgetBytes = 50_000_000, mostPoints }: ChartRunOptions = {}) {
    this.jobs = jobs;
    const store = new Store({ historyBudgetBytes, topicLimit: 100_000 });
    this.store = store;
    const births = { birthsAt: () => [] };
    const noProperties = (): never => {
      throw new Error('no message here has properties');
    };
    const source = { store, births, contentTypeOf: noProperties };
    this.messages = new KeptMessages({ store, readProperties: noProperties, births });
    const { messages } = this;
    this.numbers = new Numbers({ source, store, messages, jobs });
    this.charts = new Charts({
      source,
      store,
      messages,
      jobs,
      displayBytes: (bytes) => Buffer.from(bytes).toString(),
      gapBetween: (afterMs, untilMs) =>
        this.gaps.findLast(({ fromMs, toMs }) => fromMs < untilMs && toMs > afterMs) ?? null,
      now: () => this.nowMs,
      nextNumber: () => (this.#number += 1),
      ...(mostPoints !== undefined && { mostPoints })
    });
  }

  /** A message so many ms after the start. */
  receive(topic: string, payload: string, afterMs: number): void {
    this.store.append(arrival(topic, payload, { receivedAtMs: chartStartMs + afterMs }));
    this.nowMs = Math.max(this.nowMs, chartStartMs + afterMs);
  }

  node(topic: string): number {
    return topic.split('/').reduce((node, level) => this.store.order.childNamed(node, Buffer.from(level)), 0);
  }

  /** As a window is that was paused now; what came before is all that it sees. */
  pausedMoment(): InspectMoment {
    const { lastSeq } = this.store;
    const moment = this.store.freeze(this.nowMs);
    return { atMs: this.nowMs, lastSeq, newestSeq: (node) => moment.facts(node)?.own?.newestSeq ?? null };
  }

  open(series: readonly SeriesWish[], moment = liveMoment): number {
    const opened = this.charts.open({ ask: 'openChart', series: [...series] }, moment);
    if (!opened.ok) throw new Error(opened.failure.code);
    return opened.value.chart;
  }

  /** All of the time, every point where there is room, as [topic and path, ms after the start, value]; Infinity: a break. */
  async read(chart: number, more: Partial<ReadWish> = {}, moment = liveMoment): Promise<ChartData> {
    const wish = { fromMs: null, toMs: null, spanMs: null, widthPx: 1_000, averaging: 'none', ...more } as const;
    const answer = await this.charts.read({ ask: 'readChart', chart, ...wish }, moment, new AbortController().signal);
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value;
  }

  /** Read again and again until all that is kept was read. */
  async readAll(chart: number, more: Partial<ReadWish> = {}, moment = liveMoment): Promise<ChartData> {
    for (;;) {
      const data = await this.read(chart, more, moment);
      if (data.readMessages === data.messages) return data;
      await new Promise((resume) => setImmediate(resume));
    }
  }
}

type ReadWish = Parameters<Charts['read']>[0];

/** Points of the series at `index`, ms after the start. */
export function drawn({ atMs, series }: ChartData, index = 0): readonly (readonly [number, number])[] {
  const values = series[index]?.values ?? new Float64Array(0);
  return [...atMs].flatMap((ms, row) => {
    const value = values[row] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [[Math.round(ms - chartStartMs), value] as const];
  });
}
