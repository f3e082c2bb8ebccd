import type { HistoryPage } from '#contract/history-list';
import type { EngineClient } from '../client/engine-client';

/** A list of five million rows takes 23 steps. */
const mostSteps = 40;
/** While the list is built, its oldest row is looked at so often, and for no longer. */
const againMs = 25;
const mostLooks = 200;

/** The kept message of a topic that came nearest to a time (epoch ms), found by halves in the list of its messages; null: none is kept. */
export async function messageNear(
  client: Pick<EngineClient, 'ask'>,
  node: number,
  timeMs: number
): Promise<number | null> {
  const wish = { below: false, changesOnly: false, filter: '' };
  const opened = await client.ask<'openList'>({ ask: 'openList', node, ...wish });
  if (!opened.ok) return null;
  const { list } = opened.value;
  try {
    return await new MessageSearch(client, list).near(timeMs);
  } finally {
    void client.ask<'closeList'>({ ask: 'closeList', list });
  }
}

class MessageSearch {
  readonly #client: Pick<EngineClient, 'ask'>;
  readonly #list: number;

  constructor(client: Pick<EngineClient, 'ask'>, list: number) {
    this.#client = client;
    this.#list = list;
  }

  async near(timeMs: number): Promise<number | null> {
    const whole = await this.#reachBack(timeMs);
    let best = whole?.rows[0] ?? null;
    if (!whole || !best) return null;
    // Rows from `low` to below `high` are still in question.
    let low = whole.firstOrdinal;
    let high = whole.endOrdinal;
    for (let step = 0; low < high && step < mostSteps; step += 1) {
      const middle = Math.floor((low + high) / 2);
      const row = (await this.#read(middle + 1))?.rows[0];
      if (!row) break;
      if (Math.abs(row.receivedAtMs - timeMs) < Math.abs(best.receivedAtMs - timeMs)) best = row;
      if (row.receivedAtMs < timeMs) low = middle + 1;
      else high = middle;
    }
    return best.seq;
  }

  /** The list is built from its newest row on: it is read until it reaches back to a time, or holds all there is. */
  async #reachBack(timeMs: number): Promise<HistoryPage | null> {
    for (let looks = 0; ; looks += 1) {
      const page = await this.#read(null);
      if (!page || page.lookedAt >= page.messages || looks === mostLooks) return page;
      const oldest = (await this.#read(page.firstOrdinal + 1))?.rows[0];
      if (oldest && oldest.receivedAtMs <= timeMs) return page;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }

  /** The row below an ordinal; null: the newest. */
  async #read(before: number | null): Promise<HistoryPage | null> {
    const wish = { list: this.#list, before, skip: 0, count: 1, columns: [] };
    const page = await this.#client.ask<'readList'>({ ask: 'readList', ...wish });
    return page.ok ? page.value : null;
  }
}
