import type { MessageNumbers } from '#contract/chart';
import type { EngineClient } from '../client/engine-client';

/** Numbers follow the newest message at most so often: the lines beside them span minutes. */
const followMs = 1_000;

/** The numbers of the message on screen and how they moved lately. */
export class MessageNumbersState {
  numbers: MessageNumbers | null = $state.raw(null);

  readonly #client: Pick<EngineClient, 'ask'>;
  #node: number | null = null;
  #wanted: number | null = null;
  #asking: AbortController | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  /** One request in flight, the latest message wins; another topic is asked about at once. */
  show(node: number, seq: number): void {
    if (node !== this.#node) this.clear();
    this.#node = node;
    this.#wanted = seq;
    if (this.#asking || this.#later) return;
    const waitMs = Math.max(0, this.#askedAtMs + followMs - performance.now());
    if (waitMs === 0) void this.#ask();
    else
      this.#later = setTimeout(() => {
        this.#later = null;
        void this.#ask();
      }, waitMs);
  }

  /** Nobody looks at them any more. */
  clear(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#asking?.abort();
    this.#asking = null;
    this.#node = null;
    this.#wanted = null;
    this.#askedAtMs = Number.NEGATIVE_INFINITY;
    this.numbers = null;
  }

  async #ask(): Promise<void> {
    const node = this.#node;
    const seq = this.#wanted;
    if (node === null || seq === null) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#wanted = null;
    this.#askedAtMs = performance.now();
    const answer = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq, lines: true }, asking.signal);
    if (asking.signal.aborted) return;
    this.#asking = null;
    // A message that made room meanwhile leaves what was known of it; the next one is on its way.
    if (answer?.ok) this.numbers = answer.value;
    else if (answer && answer.failure.code !== 'not-kept') this.numbers = null;
    if (this.#wanted !== null) this.show(node, this.#wanted);
  }
}
