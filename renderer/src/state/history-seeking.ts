import type { EngineClient } from '../client/engine-client';
import type { InspectorHistory } from './inspector-history.svelte';

/** Finds the row of a message in a list that was opened anew, while the engine builds it: the row may be far from those at hand. */
export class HistorySeeking {
  readonly #client: Pick<EngineClient, 'ask'>;
  readonly #list: InspectorHistory;
  readonly #found: (rank: number) => void;
  #seq: number | null = null;
  #ordinal: number | null = null;
  #asking = false;

  constructor(client: Pick<EngineClient, 'ask'>, list: InspectorHistory, found: (rank: number) => void) {
    this.#client = client;
    this.#list = list;
    this.#found = found;
  }

  start(seq: number): void {
    this.#seq = seq;
    this.#ordinal = null;
  }

  stop(): void {
    this.#seq = null;
  }

  /** Rows of the list were read. */
  onread(): void {
    const list = this.#list;
    if (this.#seq === null) return;
    const rank = this.#ordinal === null ? list.rankOf(this.#seq) : list.rankOfOrdinal(this.#ordinal);
    // The engine may know rows beyond those that are counted here.
    if (rank !== null && rank < list.rows) {
      this.stop();
      this.#found(Math.max(0, rank));
    } else if (this.#ordinal === null) void this.#ask(this.#seq);
  }

  async #ask(seq: number): Promise<void> {
    const { list, lookedAt, messages } = this.#list;
    if (this.#asking || list === null) return;
    this.#asking = true;
    const result = await this.#client.ask<'findRow'>({ ask: 'findRow', list, seq });
    this.#asking = false;
    if (this.#seq !== seq || this.#list.list !== list) {
      // Another is looked for by now, or elsewhere: what was read meanwhile waited for this.
      this.onread();
      return;
    }
    this.#ordinal = result.ok ? result.value.ordinal : null;
    if (this.#ordinal !== null) this.onread();
    else if (!result.ok || lookedAt === messages) this.stop();
  }
}
