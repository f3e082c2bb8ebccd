import type { KeptMessage } from './kept-message';
import { OldestHeap } from './oldest-heap';

/**
 * All kept messages of a connection under one byte budget. The oldest message of all goes first; the newest of each
 * topic never goes, so `bytes` may stand above the budget when last values alone are larger.
 *
 * A sweep walks the messages in order of age. One that is still its topic's newest is passed, once; when a newer one
 * comes, it is older than everything the sweep has not reached, and waits in the heap to go first.
 */
export class History {
  #budgetBytes: number;
  #bytes = 0;
  #discarded = 0;
  #queue: (KeptMessage | undefined)[] = [];
  #head = 0;
  readonly #overtaken = new OldestHeap<KeptMessage>();

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get budgetBytes(): number {
    return this.#budgetBytes;
  }

  get discarded(): number {
    return this.#discarded;
  }

  setBudget(bytes: number): void {
    this.#budgetBytes = bytes;
    this.#keepWithinBudget();
  }

  /** Adds a message as its topic's newest. Messages come in the order of their seq. */
  add(message: KeptMessage): void {
    const previous = message.topic.newest;
    if (previous?.passed) this.#overtaken.push(previous);
    message.topic.add(message);
    this.#queue.push(message);
    this.#bytes += message.costBytes;
    this.#keepWithinBudget();
  }

  #keepWithinBudget(): void {
    while (this.#bytes > this.#budgetBytes) {
      const overtaken = this.#overtaken.pop();
      if (overtaken) {
        this.#discard(overtaken);
        continue;
      }
      const next = this.#takeOldest();
      if (!next) return;
      if (next.topic.newest === next) next.passed = true;
      else this.#discard(next);
    }
  }

  #discard(message: KeptMessage): void {
    message.topic.dropOldest();
    this.#bytes -= message.costBytes;
    this.#discarded += 1;
  }

  #takeOldest(): KeptMessage | undefined {
    const next = this.#queue[this.#head];
    if (!next) return undefined;
    this.#queue[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 1_024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }
}
