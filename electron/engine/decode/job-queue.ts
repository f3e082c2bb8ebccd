import type { DecodeJob } from './decode-jobs';

/** Work on many messages that nobody looks at this very moment. */
const patient: ReadonlySet<DecodeJob> = new Set<DecodeJob>(['previews', 'match', 'extract']);

/** Jobs that wait: those a person waits for first, each kind in the order it came. */
export class JobQueue<E extends { readonly job: DecodeJob }> {
  readonly #eager: E[] = [];
  readonly #patient: E[] = [];

  get length(): number {
    return this.#eager.length + this.#patient.length;
  }

  add(entry: E): void {
    this.#lane(entry).push(entry);
  }

  /** Before all others of its kind: it had been taken once. */
  putBack(entry: E): void {
    this.#lane(entry).unshift(entry);
  }

  take(): E | undefined {
    return this.#eager.shift() ?? this.#patient.shift();
  }

  remove(entry: E): void {
    const lane = this.#lane(entry);
    const place = lane.indexOf(entry);
    if (place >= 0) lane.splice(place, 1);
  }

  /** All that wait; the queue is empty then. */
  clear(): readonly E[] {
    return [...this.#eager.splice(0), ...this.#patient.splice(0)];
  }

  #lane(entry: E): E[] {
    return patient.has(entry.job) ? this.#patient : this.#eager;
  }
}
