import type { KnownTopic } from '#contract/engine';
import { inspectorBounds } from '#contract/limits';
import type { Profile } from '#contract/profile';
import type { EngineClient } from '../client/engine-client';
import { lineStyle } from '../format/chart-styles';
import type { ChartRow } from './chart-line';

export type PinnedChart = Profile['charts'][number];

/** A pinned topic that was not there is looked for again so often, while frames come. */
const againMs = 2_000;

/** The pinned series of a profile, and which topics of this engine they are. */
export class ChartPins {
  charts: readonly PinnedChart[] = $state.raw([]);
  /** Topics that were found, by their name as published. */
  found: ReadonlyMap<string, KnownTopic> = $state.raw(new Map());

  /** As many as one chart can show; of those that were pinned twice, by an import perhaps, one. */
  readonly shown = $derived(distinct(this.charts).slice(0, inspectorBounds.series));

  readonly #client: Pick<EngineClient, 'ask'>;
  #looking = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #generation = 0;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  set(charts: readonly PinnedChart[]): void {
    if (charts === this.charts) return;
    this.charts = charts;
    this.#lookedAtMs = Number.NEGATIVE_INFINITY;
  }

  nodeOf({ topic }: PinnedChart): number | null {
    return this.found.get(topic)?.node ?? null;
  }

  /** Topics that are not known yet are asked for, one after the other. */
  async look(): Promise<void> {
    if (this.#looking || performance.now() < this.#lookedAtMs + againMs) return;
    const missing = [...new Set(this.shown.map(({ topic }) => topic))].filter((topic) => !this.found.has(topic));
    if (missing.length === 0) return;
    const generation = this.#generation;
    this.#looking = true;
    this.#lookedAtMs = performance.now();
    for (const topic of missing) {
      const answer = await this.#client.ask<'findTopic'>({ ask: 'findTopic', topic });
      if (generation !== this.#generation) return;
      if (answer.ok && answer.value) this.found = new Map([...this.found, [topic, answer.value]]);
    }
    this.#looking = false;
  }

  /**
   * What these lines are as pinned charts, and the topics that no text can name: a topic is pinned by the name that finds it.
   * `nameOf`: a topic's name as published where it is known.
   */
  async named(
    lines: readonly ChartRow[],
    nameOf: (line: ChartRow) => string | null
  ): Promise<{ readonly charts: readonly PinnedChart[]; readonly unnamed: readonly string[] }> {
    const charts: PinnedChart[] = [];
    const unnamed: string[] = [];
    for (const line of lines) {
      const topic = nameOf(line) ?? line.topic;
      const answer = await this.#client.ask<'findTopic'>({ ask: 'findTopic', topic });
      if (answer.ok && answer.value?.node === line.node)
        charts.push({ topic, path: line.path, colour: `s${lineStyle(line.slot ?? 0).hue}` });
      else unnamed.push(line.topic);
    }
    return { charts, unnamed };
  }

  forget(): void {
    this.#generation += 1;
    this.#looking = false;
    this.#lookedAtMs = Number.NEGATIVE_INFINITY;
    this.found = new Map();
  }
}

/** The same topic and field are one series. */
export function pinKey({ topic, path }: Pick<PinnedChart, 'topic' | 'path'>): string {
  return JSON.stringify([topic, path]);
}

function distinct(charts: readonly PinnedChart[]): readonly PinnedChart[] {
  return [...new Map(charts.map((chart) => [pinKey(chart), chart])).values()];
}
