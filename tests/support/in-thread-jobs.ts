import type { Result } from '../../electron/contract/failure';
import type { DecodeInput, DecodeJob, DecodeOutput } from '../../electron/engine/decode/decode-jobs';
import type { RunJobs } from '../../electron/engine/decode/run-jobs';
import { copiedInput } from '../../electron/engine/decode/worker/copied-input';
import { DecodeDesk } from '../../electron/engine/decode/worker/decode-desk';

/** The jobs of the decode worker, done in this thread by what the worker does them with. Nothing here is ended. */
export class InThreadJobs implements RunJobs {
  readonly done: DecodeJob[] = [];
  #desk = InThreadJobs.#newDesk();

  /** What was open is lost, as when a worker was ended. */
  begin(): void {
    this.#desk = InThreadJobs.#newDesk();
  }

  async run<J extends DecodeJob>(
    job: J,
    input: DecodeInput<J>,
    signal?: AbortSignal
  ): Promise<Result<DecodeOutput<J>>> {
    signal?.throwIfAborted();
    const copied = await copiedInput(input, () => signal?.aborted === true);
    signal?.throwIfAborted();
    this.done.push(job);
    return structuredClone(this.#desk.run(job, copied?.input ?? input));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  static #newDesk(): DecodeDesk {
    return new DecodeDesk({ alive: () => undefined, trying: () => undefined });
  }
}
