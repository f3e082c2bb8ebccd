import type { Result } from '#contract/failure';
import type { DecodeInput, DecodeJob, DecodeOutput } from './decode-jobs';

/** Runs jobs in the engine's decode worker. */
export interface RunJobs {
  /**
   * Rejects with the signal's reason when aborted (a job that waits is taken out, one that runs is ended). Failures: not-kept
   * (the document is closed, or was open in a worker that had to be ended), decode-ended (this very job was ended: facts `code`
   * `too-slow` or `out-of-memory`, `format` the decoder that was at work).
   */
  run<J extends DecodeJob>(job: J, input: DecodeInput<J>, signal?: AbortSignal): Promise<Result<DecodeOutput<J>>>;
}
