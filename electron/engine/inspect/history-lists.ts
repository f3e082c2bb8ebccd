import type { HistoryPage } from '#contract/history-list';
import { fail, succeed, type Result } from '#contract/failure';
import type { InspectMoment, InspectQuestion } from '../view/inspecting';
import { HistoryList, type ListParts } from './history-list';

/** Of one window. A fifth one takes the place of that which was not read for longest. */
const mostOpen = 4;

/** The lists of kept messages that a window has open. */
export class HistoryLists {
  readonly #parts: ListParts;
  /** The one read last comes last. */
  readonly #open = new Map<number, HistoryList>();
  #lastNumber = 0;

  constructor(parts: ListParts) {
    this.#parts = parts;
  }

  open(
    { node, below, changesOnly, filter }: Extract<InspectQuestion, { readonly ask: 'openList' }>,
    moment: InspectMoment
  ): Result<{ readonly list: number }> {
    if (node >= this.#parts.store.order.nodeCount) return fail('not-kept');
    for (const oldest of this.#open.keys()) {
      if (this.#open.size < mostOpen) break;
      this.close(oldest);
    }
    this.#lastNumber += 1;
    const opening = { node, below, changesOnly, filter, moment: moment.lastSeq };
    this.#open.set(this.#lastNumber, new HistoryList(this.#parts, opening));
    return succeed({ list: this.#lastNumber });
  }

  /** Failure: not-kept (it is not open). Rejects with the signal's reason when it aborts. */
  read(
    question: Extract<InspectQuestion, { readonly ask: 'readList' }>,
    moment: InspectMoment,
    signal: AbortSignal
  ): Promise<Result<HistoryPage>> {
    return this.#ask(question.list, (list) => list.read(question, moment.lastSeq, signal), signal);
  }

  /** As `read`. */
  find(
    question: Extract<InspectQuestion, { readonly ask: 'findRow' }>,
    moment: InspectMoment,
    signal: AbortSignal
  ): Promise<Result<{ readonly ordinal: number | null }>> {
    const { list, seq } = question;
    return this.#ask(list, async (open) => ({ ordinal: await open.find(seq, moment.lastSeq, signal) }), signal);
  }

  /** For saving. Null: it is not open. */
  list(number: number): HistoryList | null {
    return this.#open.get(number) ?? null;
  }

  close(number: number): void {
    this.#open.get(number)?.close();
    this.#open.delete(number);
  }

  closeAll(): void {
    for (const number of [...this.#open.keys()]) this.close(number);
  }

  async #ask<T>(number: number, ask: (list: HistoryList) => Promise<T>, signal: AbortSignal): Promise<Result<T>> {
    const list = this.list(number);
    if (list === null) return fail('not-kept');
    this.#open.delete(number);
    this.#open.set(number, list);
    try {
      return succeed(await ask(list));
    } catch (error) {
      signal.throwIfAborted();
      if (this.list(number) !== list) return fail('not-kept');
      throw error;
    }
  }
}
