import type { Failure, Result } from '#contract/failure';

interface PictureOptions {
  /** Null: given up. */
  readonly read: (document: number, signal: AbortSignal) => Promise<Result<Uint8Array> | null>;
  /** Null: the bytes cannot be read. */
  readonly urlOf: (bytes: Uint8Array, mime: string) => Promise<string | null>;
}

interface Wanted {
  readonly document: number;
  readonly mime: string;
}

/** The picture on screen: one is read to its end before the newest one is, so that pictures that come fast are seen at all. */
export class PictureState {
  /** The picture before it stays until the next one is here. */
  url: string | null = $state.raw(null);
  /** It came, and cannot be drawn. */
  damaged = $state(false);
  /** It did not come. */
  failure: Failure | null = $state.raw(null);

  readonly #options: PictureOptions;
  readonly #closing = new AbortController();
  #wanted: Wanted | null = null;
  #reading = false;

  constructor(options: PictureOptions) {
    this.#options = options;
  }

  show(wanted: Wanted): void {
    this.#wanted = wanted;
    if (!this.#reading) void this.#read();
  }

  close(): void {
    this.#wanted = null;
    this.#closing.abort();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    for (let wanted = this.#take(); wanted; wanted = this.#take()) {
      const { read, urlOf } = this.#options;
      const answer = await read(wanted.document, this.#closing.signal);
      const url = answer?.ok ? await urlOf(answer.value, wanted.mime) : null;
      if (answer === null || this.#closing.signal.aborted) break;
      if (answer.ok) this.#draw(url);
      // One that was closed for the next is no news.
      else if (this.#wanted === null) this.failure = answer.failure;
    }
    this.#reading = false;
  }

  #draw(url: string | null): void {
    this.url = url;
    this.damaged = url === null;
    this.failure = null;
  }

  #take(): Wanted | null {
    const wanted = this.#wanted;
    this.#wanted = null;
    return wanted;
  }
}
