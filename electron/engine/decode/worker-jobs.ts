import type { Worker } from 'node:worker_threads';
import { assertNever } from '#contract/assert-never';
import type { DecodeProblemCode } from '#contract/decoding';
import { fail, succeed, type Result } from '#contract/failure';
import { decodingBounds } from '#contract/limits';
import type { DecodeInput, DecodeJob, DecodeOutput } from './decode-jobs';
import { JobQueue } from './job-queue';
import type { RunJobs } from './run-jobs';
import { copiedInput } from './worker/copied-input';
import { Heartbeat } from './worker/heartbeat';
import type { JobOrder, WorkerMessage } from './worker/worker-message';

const mostInFlight = 2;
const watchMs = 100;
/** A new worker reads its own file first. */
const startMs = 20_000;
/** A computer that is busy with other things makes a job take up to so many times as long by the clock. */
const mostWaiting = 5;
/** A job nobody waits for any more sees that in its next sign of life, or is ended. */
const cancelMs = 150;
/** A job that was in so many workers when they ended is taken for the cause. */
const mostStarts = 3;

interface Entry extends JobOrder {
  readonly settle: (result: Result<DecodeOutput<DecodeJob>>) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | null;
  starts: number;
  /** Its answer is not waited for any more. */
  aborted: boolean;
}

interface Live {
  readonly worker: Worker;
  readonly heartbeat: Heartbeat;
  ready: boolean;
  /** Why it is being ended, and the job that is to blame; null: it lives. */
  end: { readonly job: number; readonly code: DecodeProblemCode | null } | null;
  /** Of the job that ran when it failed. */
  bug: unknown;
  beats: number;
  quietMs: number;
}

interface WorkerJobsOptions {
  /** A worker of decode-worker.ts: it is given the heartbeat's memory as `workerData`. */
  readonly start: (heartbeat: SharedArrayBuffer) => Worker;
  /** Job without a sign of life; `decodingBounds.jobMs` unless a test says otherwise. */
  readonly jobMs?: number;
  /** What all threads of this process have computed so far, in ms; a test's own. */
  readonly computedMs?: () => number;
}

/**
 * The one decode worker of an engine: begun with the first job that needs it, or earlier, ended when a job computes for a
 * second without a sign of life (five seconds by the clock, where other programs take the processor) or runs out of memory, and begun anew with the rules and schemas it had. At most two jobs are in it, the others
 * wait here. What was opened in a worker that ended is not kept.
 */
export class WorkerJobs implements RunJobs {
  readonly #options: WorkerJobsOptions;
  readonly #jobMs: number;
  readonly #computedMs: () => number;
  readonly #queue = new JobQueue<Entry>();
  readonly #inFlight = new Map<number, Entry>();
  #configuration: DecodeInput<'configure'> | null = null;
  #live: Live | null = null;
  #sending = false;
  #lastId = 0;
  #watch: NodeJS.Timeout | null = null;
  #watchedAtMs = 0;
  #watchedComputedMs = 0;
  #disposed = false;

  constructor(options: WorkerJobsOptions) {
    this.#options = options;
    this.#jobMs = options.jobMs ?? decodingBounds.jobMs;
    this.#computedMs = options.computedMs ?? processComputedMs;
  }

  run<J extends DecodeJob>(job: J, input: DecodeInput<J>, signal?: AbortSignal): Promise<Result<DecodeOutput<J>>> {
    if (this.#disposed) return Promise.resolve(fail('not-kept'));
    const idle = job === 'configure' ? this.#configure(input as DecodeInput<'configure'>) : null;
    if (idle) return Promise.resolve(succeed(idle as DecodeOutput<J>));
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = (): void => this.#abort(entry);
      const over = (): void => signal?.removeEventListener('abort', onAbort);
      const entry: Entry = {
        id: (this.#lastId += 1),
        job,
        input,
        signal: signal ?? null,
        settle: (result) => {
          over();
          resolve(result as Result<DecodeOutput<J>>);
        },
        reject: (reason) => {
          over();
          reject(reason);
        },
        starts: 0,
        aborted: false
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.add(entry);
      this.#send();
    });
  }

  /** Begins the worker before there is a job: to start and to get up to speed takes it longer than most jobs. */
  prepare(): void {
    if (!this.#disposed) this.#live ??= this.#begin();
  }

  /** Ends the worker; what waits is answered as not kept. Resolves when nothing of it runs any more. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#stopWatching();
    for (const entry of [...this.#queue.clear(), ...this.#inFlight.values()]) entry.settle(fail('not-kept'));
    this.#inFlight.clear();
    await this.#live?.worker.terminate();
    this.#live = null;
  }

  /** What a worker is told when it begins. Without schemas there is nothing to find out, and no worker is begun for it. */
  #configure(configuration: DecodeInput<'configure'>): DecodeOutput<'configure'> | null {
    this.#configuration = configuration;
    return this.#live === null && configuration.schemas.length === 0 ? { types: [], problems: [] } : null;
  }

  #abort(entry: Entry): void {
    entry.aborted = true;
    entry.reject(entry.signal?.reason);
    this.#queue.remove(entry);
    const live = this.#live;
    if (!live || !this.#inFlight.has(entry.id)) return;
    live.heartbeat.cancel(entry.id);
    setTimeout(() => {
      // One that waits in the worker is left out when its turn comes.
      if (this.#live === live && live.heartbeat.running === entry.id) this.#end(live, { job: entry.id, code: null });
    }, cancelMs);
  }

  #send(): void {
    if (this.#sending || this.#disposed || this.#queue.length === 0) return;
    if (this.#inFlight.size >= mostInFlight || this.#live?.end) return;
    const live = (this.#live ??= this.#begin());
    if (!live.ready) return;
    const entry = this.#queue.take();
    if (!entry) return;
    this.#sending = true;
    void this.#post(live, entry)
      .catch((error: unknown) => {
        // No memory for a copy of it, for one: that is this job's end, not the engine's.
        this.#inFlight.delete(entry.id);
        entry.reject(error);
      })
      .finally(() => {
        this.#sending = false;
        this.#send();
      });
  }

  async #post(live: Live, entry: Entry): Promise<void> {
    const copied = await copiedInput(entry.input, () => entry.aborted || this.#disposed);
    if (!copied || entry.aborted || this.#disposed) {
      if (this.#disposed) entry.settle(fail('not-kept'));
      return;
    }
    if (this.#live !== live || live.end) return this.#queue.putBack(entry);
    entry.starts += 1;
    this.#inFlight.set(entry.id, entry);
    const order: JobOrder = { id: entry.id, job: entry.job, input: copied.input };
    live.worker.postMessage(order, copied.buffers);
    this.#startWatching();
  }

  #begin(): Live {
    const heartbeat = new Heartbeat();
    const worker = this.#options.start(heartbeat.memory);
    const live: Live = { worker, heartbeat, ready: false, end: null, bug: null, beats: -1, quietMs: 0 };
    worker.on('message', (message: WorkerMessage) => this.#hear(live, message));
    worker.on('error', (error: Error & { readonly code?: string }) => {
      const code = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : null;
      live.bug = code === null ? error : null;
      live.end ??= { job: heartbeat.running, code };
    });
    worker.on('exit', () => this.#ended(live));
    this.#startWatching();
    return live;
  }

  #hear(live: Live, message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        live.ready = true;
        // From here on somebody watches only while there is a job.
        this.#stopWatching();
        // What is told first is not waited for: the questions behind it are.
        if (this.#configuration) this.#tellAgain(this.#configuration);
        return this.#send();
      case 'done':
        return this.#over(live, message.id)?.settle(message.result);
      case 'cancelled':
        return void this.#over(live, message.id);
      case 'bug':
        return this.#over(live, message.id)?.reject(new Error(message.text));
      default:
        return assertNever(message);
    }
  }

  #over(live: Live, id: number): Entry | undefined {
    const entry = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    live.heartbeat.forget(id);
    if (this.#inFlight.size === 0) this.#stopWatching();
    this.#send();
    return entry;
  }

  #tellAgain(input: DecodeInput<'configure'>): void {
    const settle = (result: Result<DecodeOutput<DecodeJob>>): void => {
      // Schemas that no worker can read within a second: the next one does without them.
      if (!result.ok && this.#configuration === input) this.#configuration = { ...input, schemas: [] };
    };
    const id = (this.#lastId += 1);
    const reject = (): void => settle(fail('decode-ended'));
    const told = {
      id,
      job: 'configure',
      input,
      settle,
      reject,
      signal: null,
      starts: mostStarts,
      aborted: false
    } as const;
    this.#queue.putBack({ ...told });
  }

  #end(live: Live, why: Live['end']): void {
    live.end ??= why;
    void live.worker.terminate();
  }

  /** All it had said has been heard; what it had not answered is to blame, or goes to the next one. */
  #ended(live: Live): void {
    if (this.#live !== live) return;
    this.#live = null;
    this.#stopWatching();
    const left = [...this.#inFlight.values()];
    this.#inFlight.clear();
    for (const entry of left.reverse()) {
      const blamed = live.end !== null && live.end.job === entry.id;
      if (entry.aborted) continue;
      if (blamed && live.bug !== null) entry.reject(live.bug);
      else if (blamed || entry.starts >= mostStarts) entry.settle(ended(live));
      else this.#queue.putBack(entry);
    }
    if (!live.ready) for (const entry of this.#queue.clear()) entry.reject(live.bug ?? new Error('no decode worker'));
    this.#send();
  }

  #startWatching(): void {
    if (this.#watch) return;
    this.#watchedAtMs = performance.now();
    this.#watchedComputedMs = this.#computedMs();
    if (this.#live) this.#live.quietMs = 0;
    this.#watch = setInterval(() => this.#look(), watchMs);
    this.#watch.unref();
  }

  #stopWatching(): void {
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
  }

  /** Time in which this process itself stood still (a computer that slept) does not count; such in which it had no processor counts little. */
  #look(): void {
    const live = this.#live;
    const nowMs = performance.now();
    const computedMs = this.#computedMs();
    const passedMs = Math.min(nowMs - this.#watchedAtMs, 2 * watchMs);
    const sinceMs = Math.max(passedMs / mostWaiting, Math.min(passedMs, computedMs - this.#watchedComputedMs));
    this.#watchedAtMs = nowMs;
    this.#watchedComputedMs = computedMs;
    if (!live || live.end) return;
    const { beats, running } = live.heartbeat;
    live.quietMs = beats === live.beats ? live.quietMs + sinceMs : 0;
    live.beats = beats;
    if (live.quietMs < (live.ready && running !== 0 ? this.#jobMs : startMs)) return;
    this.#end(live, { job: running, code: 'too-slow' });
  }
}

function processComputedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function ended({ end, heartbeat }: Live): Result<never> {
  return fail('decode-ended', '', { code: end?.code ?? 'too-slow', format: heartbeat.tried ?? 'text' });
}
