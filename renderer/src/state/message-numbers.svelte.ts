import type { FieldPath, MessageNumbers } from '#contract/chart';
import { inspectorBounds } from '#contract/limits';
import type { EngineClient } from '../client/engine-client';

/** Lines are asked for at most so often: they span minutes. */
const linesMs = 1_000;
/** Messages of other shapes take turns in some topics; one with ever new names lets the oldest lines go. */
const mostLines = 2 * inspectorBounds.columns;

type Line = MessageNumbers['lines'][number];

export interface ShownNumbers extends MessageNumbers {
  /** They are of another message than the one on screen, whose own are not here yet. */
  readonly stale: boolean;
}

/** The numbers of the message on screen and how they moved lately. */
export class MessageNumbersState {
  numbers: ShownNumbers | null = $state.raw(null);

  readonly #client: Pick<EngineClient, 'ask'>;
  #node: number | null = null;
  #seq: number | null = null;
  #values: { readonly seq: number; readonly numbers: MessageNumbers } | null = null;
  #asking: AbortController | null = null;
  readonly #lines = new Map<FieldPath, Line>();
  #askingLines: AbortController | null = null;
  #linesAtMs = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<EngineClient, 'ask'>) {
    this.#client = client;
  }

  /** One request for values in flight and one for lines, the latest message wins; another topic is asked about at once. */
  show(node: number, seq: number): void {
    if (node !== this.#node) this.clear();
    this.#node = node;
    this.#seq = seq;
    this.#draw();
    if (!this.#asking) void this.#ask();
    this.#followLines();
  }

  /** Nobody looks at them any more. */
  clear(): void {
    if (this.#later) clearTimeout(this.#later);
    this.#later = null;
    this.#asking?.abort();
    this.#asking = null;
    this.#askingLines?.abort();
    this.#askingLines = null;
    this.#node = null;
    this.#seq = null;
    this.#values = null;
    this.#lines.clear();
    this.#linesAtMs = Number.NEGATIVE_INFINITY;
    this.#draw();
  }

  async #ask(): Promise<void> {
    const node = this.#node;
    const seq = this.#seq;
    if (node === null || seq === null || seq === this.#values?.seq) return;
    const asking = new AbortController();
    this.#asking = asking;
    const answer = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq, lines: false }, asking.signal);
    if (asking.signal.aborted) return;
    this.#asking = null;
    if (seq !== this.#seq) {
      void this.#ask();
      return;
    }
    // A message that made room meanwhile leaves the names of the one before; the next one is on its way.
    if (answer?.ok) this.#values = { seq, numbers: answer.value };
    else if (answer && answer.failure.code !== 'not-kept') this.#values = null;
    this.#draw();
  }

  #followLines(): void {
    if (this.#askingLines || this.#later) return;
    const waitMs = Math.max(0, this.#linesAtMs + linesMs - performance.now());
    if (waitMs === 0) void this.#askLines();
    else
      this.#later = setTimeout(() => {
        this.#later = null;
        void this.#askLines();
      }, waitMs);
  }

  async #askLines(): Promise<void> {
    const node = this.#node;
    const seq = this.#seq;
    if (node === null || seq === null) return;
    const asking = new AbortController();
    this.#askingLines = asking;
    this.#linesAtMs = performance.now();
    const answer = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq, lines: true }, asking.signal);
    if (asking.signal.aborted) return;
    this.#askingLines = null;
    if (answer?.ok) {
      this.#keep(answer.value);
      this.#draw();
    }
    if (seq !== this.#seq) this.#followLines();
  }

  #keep({ fields, lines }: MessageNumbers): void {
    fields.forEach(({ path }, index) => {
      this.#lines.delete(path);
      this.#lines.set(path, lines[index] ?? []);
    });
    for (const oldest of this.#lines.keys()) {
      if (this.#lines.size <= mostLines) break;
      this.#lines.delete(oldest);
    }
  }

  #draw(): void {
    const values = this.#values;
    this.numbers = values && {
      ...values.numbers,
      lines: values.numbers.fields.map(({ path }) => this.#lines.get(path) ?? []),
      stale: values.seq !== this.#seq
    };
  }
}
