import { payloadFormats, type PayloadFormat } from '#contract/payload-format';

const beats = 0;
const running = 1;
/** At most two jobs are in flight, so two may be cancelled at once. */
const cancelled = [2, 3] as const;
const format = 4;
const cells = 5;

/** What a worker and its engine tell each other without messages, while the worker is busy: signs of life, and which jobs nobody wants. */
export class Heartbeat {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(memory = new SharedArrayBuffer(cells * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** Of the worker: it lives. */
  beat(): void {
    Atomics.add(this.#cells, beats, 1);
  }

  get beats(): number {
    return Atomics.load(this.#cells, beats);
  }

  /** Of the worker: the job it works on; 0: none. */
  begin(job: number): void {
    Atomics.store(this.#cells, format, 0);
    Atomics.store(this.#cells, running, job);
    this.beat();
  }

  get running(): number {
    return Atomics.load(this.#cells, running);
  }

  /** Of the worker: the decoder it is in now. */
  trying(tried: PayloadFormat): void {
    Atomics.store(this.#cells, format, payloadFormats.indexOf(tried) + 1);
    this.beat();
  }

  /** The last one it was in; null: none in this job. */
  get tried(): PayloadFormat | null {
    return payloadFormats[Atomics.load(this.#cells, format) - 1] ?? null;
  }

  /** Of the engine: the answer to this job will not be read. */
  cancel(job: number): void {
    const free = cancelled.find((cell) => Atomics.load(this.#cells, cell) === 0) ?? cancelled[0];
    Atomics.store(this.#cells, free, job);
  }

  isCancelled(job: number): boolean {
    return cancelled.some((cell) => Atomics.load(this.#cells, cell) === job);
  }

  /** Of the engine: the job is over. */
  forget(job: number): void {
    for (const cell of cancelled) Atomics.compareExchange(this.#cells, cell, job, 0);
  }
}
