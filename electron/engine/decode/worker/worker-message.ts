import type { Result } from '#contract/failure';
import type { DecodeInput, DecodeJob, DecodeOutput } from '../decode-jobs';

/** Engine → worker. Numbers of jobs begin at 1. */
export interface JobOrder<J extends DecodeJob = DecodeJob> {
  readonly id: number;
  readonly job: J;
  readonly input: DecodeInput<J>;
}

/** Worker → engine: one for each order, in order. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly result: Result<DecodeOutput<DecodeJob>> }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'bug'; readonly id: number; readonly text: string };
