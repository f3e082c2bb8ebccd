import type { HistoryPage, HistoryRow } from '#contract/history-list';
import type { EngineClient } from '../client/engine-client';

/** A list of five million rows takes 23 steps. */
const mostSteps = 40;
/** While the list is built, its oldest row is looked at so often, and for no longer. */
const againMs = 25;
const mostLooks = 200;
/** Of a list whose times are in no order, so many of the newest rows are looked through. */
const pageRows = 200;
const mostPages = 50;
/** By so much a chart moves the time of a message before which the clock was set back a little. */
const standstillMs = 1_000;

interface Time {
  readonly atMs: number;
  /** Half a column of a chart: a message that is further away is another one. */
  readonly withinMs: number;
}

/**
 * The kept message of a topic that came nearest to a time (epoch ms), found by halves in the list of its messages. Null: none
 * that near is kept, or nobody waits for it any more.
 */
export async function messageNear(
  client: Pick<EngineClient, 'ask'>,
  node: number,
  time: Time,
  signal: AbortSignal
): Promise<number | null> {
  const wish = { below: false, changesOnly: false, filter: '' };
  // Without the signal: an answer that nobody waits for would leave a list open.
  const opened = await client.ask<'openList'>({ ask: 'openList', node, ...wish });
  if (!opened.ok) return null;
  const { list } = opened.value;
  try {
    return await new MessageSearch(client, list, time, signal).find();
  } finally {
    void client.ask<'closeList'>({ ask: 'closeList', list });
  }
}

class MessageSearch {
  readonly #client: Pick<EngineClient, 'ask'>;
  readonly #list: number;
  readonly #time: Time;
  readonly #signal: AbortSignal;

  constructor(client: Pick<EngineClient, 'ask'>, list: number, time: Time, signal: AbortSignal) {
    this.#client = client;
    this.#list = list;
    this.#time = time;
    this.#signal = signal;
  }

  async find(): Promise<number | null> {
    const whole = await this.#reachBack();
    if (!whole) return null;
    const best = (await this.#byHalves(whole)) ?? (await this.#amongNewest());
    return best?.seq ?? null;
  }

  /** Null: none is near enough, as times that were in order would tell. */
  async #byHalves(whole: HistoryPage): Promise<HistoryRow | null> {
    let [best = null] = whole.rows;
    // Rows from `low` to below `high` are still in question.
    let low = whole.firstOrdinal;
    let high = whole.endOrdinal;
    for (let step = 0; low < high && step < mostSteps; step += 1) {
      const middle = Math.floor((low + high) / 2);
      const page = await this.#read(middle + 1, 1);
      if (!page) return null;
      const row = page.rows[0];
      if (!row) {
        // It had to make room meanwhile, and all before it.
        low = Math.max(middle + 1, page.firstOrdinal);
        continue;
      }
      if (best === null || this.#distance(row) < this.#distance(best)) best = row;
      if (row.receivedAtMs < this.#time.atMs) low = middle + 1;
      else high = middle;
    }
    if (!best) return null;
    const isOldest = best.ordinal <= whole.firstOrdinal;
    return this.#distance(best) <= Math.max(this.#time.withinMs, isOldest ? 0 : standstillMs) ? best : null;
  }

  /** The clock was set back, so that halves lead astray: what came last counts, as in the chart. */
  async #amongNewest(): Promise<HistoryRow | null> {
    const { atMs, withinMs } = this.#time;
    let before: number | null = null;
    for (let count = 0; count < mostPages; count += 1) {
      const page: HistoryPage | null = await this.#read(before, pageRows);
      if (!page) return null;
      for (const row of page.rows) {
        if (this.#distance(row) <= withinMs) return row;
        if (row.receivedAtMs < atMs - Math.max(withinMs, standstillMs)) return null;
        before = row.ordinal;
      }
      if (page.rows.length < pageRows) return null;
    }
    return null;
  }

  #distance({ receivedAtMs }: HistoryRow): number {
    return Math.abs(receivedAtMs - this.#time.atMs);
  }

  /** The list is built from its newest row on: it is read until it reaches back to a time, or holds all there is. */
  async #reachBack(): Promise<HistoryPage | null> {
    for (let looks = 0; ; looks += 1) {
      const page = await this.#read(null, 1);
      if (!page || page.lookedAt >= page.messages || looks === mostLooks) return page;
      const oldest = (await this.#read(page.firstOrdinal + 1, 1))?.rows[0];
      if (oldest && oldest.receivedAtMs <= this.#time.atMs) return page;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  /** Rows below an ordinal, newest first; `before` null: the newest. Null: nobody waits, or the list is gone. */
  async #read(before: number | null, count: number): Promise<HistoryPage | null> {
    const wish = { list: this.#list, before, skip: 0, count, columns: [] };
    const page = await this.#client.ask<'readList'>({ ask: 'readList', ...wish }, this.#signal);
    return page?.ok ? page.value : null;
  }
}
