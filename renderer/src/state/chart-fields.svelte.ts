import type { MessageNumbers } from '#contract/chart';
import type { EngineClient } from '../client/engine-client';

const mostTopics = 64;
/** Fields come and go seldom. */
const followMs = 2_000;

const nothing: MessageNumbers = { fields: [], more: 0, lines: [], spanMs: 0 };

/** The numbers that topics hold: their names, and how many digits they are written with. */
export class ChartFields {
  /** By node; one that is not in here is being asked for. */
  known: ReadonlyMap<number, MessageNumbers> = $state.raw(new Map());

  readonly #client: Pick<EngineClient, 'ask'>;
  readonly #onknown: () => void;
  readonly #asked = new Map<number, { readonly seq: number | null; readonly atMs: number }>();
  #generation = 0;

  /** `onknown`: of another topic, or anew. */
  constructor(client: Pick<EngineClient, 'ask'>, onknown: () => void) {
    this.#client = client;
    this.#onknown = onknown;
  }

  /**
   * Asks about a topic nobody asked about, and now and then about one that has a newer message than when it was asked about;
   * `newestSeq` null: nobody knows whether it has.
   */
  look(node: number, newestSeq: number | null): void {
    const before = this.#asked.get(node);
    const isSame = before !== undefined && newestSeq !== null && before.seq === newestSeq;
    if (before && (isSame || performance.now() < before.atMs + followMs)) return;
    void this.ask(node, newestSeq);
  }

  /** The numbers of its newest message; null: it has none, or no message. */
  async ask(node: number, newestSeq: number | null = null): Promise<MessageNumbers | null> {
    const generation = this.#generation;
    this.#asked.set(node, { seq: newestSeq, atMs: performance.now() });
    const answer = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq: null, lines: false });
    if (generation !== this.#generation) return null;
    // What cannot be read is known to hold none; what was read before says more.
    if (!answer.ok && this.known.has(node)) return null;
    const known = new Map(this.known);
    known.delete(node);
    known.set(node, answer.ok ? answer.value : nothing);
    for (const oldest of known.keys()) {
      if (known.size <= mostTopics) break;
      known.delete(oldest);
      this.#asked.delete(oldest);
    }
    this.known = known;
    this.#onknown();
    return answer.ok ? answer.value : null;
  }

  forget(): void {
    this.#generation += 1;
    this.#asked.clear();
    this.known = new Map();
  }
}
