import type { DiffRow, DiffSide, OpenedDiff } from '#contract/diff';
import type { Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { DecodeInput } from '../decode/decode-jobs';
import type { MessageToDecode } from '../decode/message-to-decode';
import type { RunJobs } from '../decode/run-jobs';
import { endedProblem } from './ended-problem';
import type { KeptMessages } from './kept-messages';
import { readAgain } from './read-again';

const maxOpen = 4;
/** Unfolded stretches that are opened again when a comparison has to be made again. */
const maxRemembered = 200;

type OpenRequest = Omit<Extract<Question, { ask: 'openDiff' }>, 'ask'>;

interface DiffsOptions {
  readonly messages: KeptMessages;
  readonly jobs: RunJobs;
  /** Numbers for what is open in the worker, shared by all windows of the engine. */
  readonly nextNumber: () => number;
}

type Compared = Omit<OpenedDiff, 'document'>;

interface OpenDiff {
  readonly request: OpenRequest;
  readonly inPlace: boolean;
  /** Rows that were unfolded so far; null: too many to do again. */
  unfolded: number[] | null;
}

/**
 * The comparisons one window has open, at most 4: the oldest is closed for one more. They live in the decode worker; one
 * that was lost because its worker had to be ended is made again, once, when it is read.
 */
export class Diffs {
  readonly #options: DiffsOptions;
  readonly #open = new Map<number, OpenDiff>();

  constructor(options: DiffsOptions) {
    this.#options = options;
  }

  /** Rejects with the signal's reason when aborted. Failures: not-kept (`side`: which of them), decode-ended. */
  async open(request: OpenRequest, signal: AbortSignal): Promise<Result<OpenedDiff>> {
    const document = this.#options.nextNumber();
    let opened = await this.#openInWorker(document, request, false, signal);
    // Whatever a closer look does, their lines or bytes can be compared.
    const inPlace = !opened.ok && endedProblem(opened.failure) !== null;
    if (inPlace) opened = await this.#openInWorker(document, request, true, signal);
    if (!opened.ok) return opened;
    this.#open.set(document, { request, inPlace, unfolded: [] });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= maxOpen) break;
      this.close(oldest);
    }
    return succeed({ document, ...opened.value });
  }

  /** Failure: not-kept (closed). */
  read(document: number, first: number, count: number, signal: AbortSignal): Promise<Result<readonly DiffRow[]>> {
    const { jobs } = this.#options;
    return this.#reading(document, () => jobs.run('diffRows', { document, first, count }, signal), signal);
  }

  /** Failure: not-kept. */
  async unfold(document: number, row: number, signal: AbortSignal): Promise<Result<{ readonly rows: number }>> {
    const { jobs } = this.#options;
    const answer = await this.#reading(document, () => jobs.run('unfoldDiff', { document, row }, signal), signal);
    const known = this.#open.get(document);
    if (answer.ok && known?.unfolded && known.unfolded.push(row) > maxRemembered) known.unfolded = null;
    return answer;
  }

  close(document: number): void {
    if (this.#open.delete(document)) this.#forget(document);
  }

  closeAll(): void {
    for (const document of [...this.#open.keys()]) this.close(document);
  }

  async #openInWorker(
    document: number,
    { a, b, layout, ignore }: OpenRequest,
    inPlace: boolean,
    signal: AbortSignal
  ): Promise<Result<Compared>> {
    const left = this.#message(a);
    const right = this.#message(b);
    if (left === null || right === null) return fail('not-kept', '', { side: left === null ? 'A' : 'B' });
    const input: DecodeInput<'openDiff'> = { document, a: left, b: right, layout, ignore, inPlace };
    try {
      return await this.#options.jobs.run('openDiff', input, signal);
    } catch (error) {
      this.#forget(document);
      throw error;
    }
  }

  #reading<T>(document: number, read: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
    const known = this.#open.get(document);
    if (!known) return Promise.resolve(fail('not-kept'));
    return readAgain(read, () => this.#openAgain(document, known, signal));
  }

  async #openAgain(document: number, { request, inPlace, unfolded }: OpenDiff, signal: AbortSignal): Promise<boolean> {
    if (unfolded === null) return false;
    const answer = await this.#openInWorker(document, request, inPlace, signal);
    if (!this.#open.has(document)) {
      // Closed meanwhile: the worker may have been told so before it had it open.
      this.#forget(document);
      return false;
    }
    if (!answer.ok) return false;
    for (const row of unfolded) {
      if (!(await this.#options.jobs.run('unfoldDiff', { document, row }, signal)).ok) return false;
    }
    return true;
  }

  #message({ node, seq }: DiffSide): MessageToDecode | null {
    const kept = this.#options.messages.read(node, seq);
    return kept && this.#options.messages.toDecode(kept);
  }

  #forget(document: number): void {
    this.#options.jobs.run('close', { document }).catch(() => undefined);
  }
}
