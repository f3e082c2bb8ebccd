import type { ConnectionState } from '#contract/connection';
import type { ConnectStep } from '#contract/connect-step';
import type { Failure } from '#contract/failure';
import { assertNever } from '#contract/assert-never';
import { backoffMs, busyDelayMs, flappingDelayMs } from './backoff';
import type { Clock } from './clock';
import { retryVerdict } from './retry-verdict';

/** What is known of the subscriptions: filters the broker granted, and what went wrong with the others. */
export interface SubscriptionsReport {
  readonly granted: readonly string[];
  readonly problems: readonly Failure[];
}

/** What one attempt tells, in order: steps, then online and subscriptions, then the end. Nothing comes after the end. */
export interface AttemptEvents {
  step(step: ConnectStep): void;
  online(clientId: string): void;
  subscriptions(report: SubscriptionsReport): void;
  ended(failure: Failure): void;
}

/** One attempt under way or up. `close` says goodbye where possible and is silent. */
export interface RunningAttempt {
  close(): void;
}

export interface SupervisorParts {
  readonly open: (events: AttemptEvents) => RunningAttempt;
  readonly changed: (state: ConnectionState) => void;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A link this old has proved itself: the backoff starts over. */
const stableAfterMs = 30_000;
/** A link that ended sooner counts as short-lived; after three in a row the broker is left alone for longer. */
const shortLivedMs = 5_000;
const shortLivedLimit = 3;

/** Decides when to connect, when to wait and when to stop: the only writer of a connection's state. */
export class Supervisor {
  readonly #parts: SupervisorParts;
  #state: ConnectionState = { kind: 'idle' };
  #running: RunningAttempt | null = null;
  /** Tells the events of the running attempt from those of earlier ones. */
  #generation = 0;
  #attempts = 0;
  #retries = 0;
  #shortLived = 0;
  #cancelTimer: (() => void) | null = null;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Starts over, whatever was before. */
  start(): void {
    this.#release();
    this.#attempts = 0;
    this.#retries = 0;
    this.#shortLived = 0;
    this.#connect(null);
  }

  /** Ends the wait; without effect in any other state. */
  retryNow(): void {
    if (this.#state.kind !== 'waiting') return;
    const { failure } = this.#state;
    this.#release();
    this.#connect(failure);
  }

  stop(): void {
    this.#release();
    this.#become({ kind: 'idle' });
  }

  #connect(lastFailure: Failure | null): void {
    this.#attempts += 1;
    const generation = ++this.#generation;
    const guarded =
      <T extends unknown[]>(handle: (...values: T) => void) =>
      (...values: T): void => {
        if (generation === this.#generation) handle(...values);
      };
    this.#running = this.#parts.open({
      step: guarded((step) =>
        this.#become({ kind: 'connecting', step, attempt: this.#attempts, failure: lastFailure })
      ),
      online: guarded((clientId) => this.#online(clientId)),
      subscriptions: guarded(({ granted, problems }) => {
        if (this.#state.kind === 'online') this.#become({ ...this.#state, granted, problems });
      }),
      ended: guarded((failure) => this.#ended(failure))
    });
  }

  #online(clientId: string): void {
    this.#become({ kind: 'online', sinceMs: this.#parts.clock.now(), clientId, granted: [], problems: [] });
    this.#cancelTimer = this.#parts.clock.after(stableAfterMs, () => {
      this.#attempts = 1;
      this.#retries = 0;
      this.#shortLived = 0;
    });
  }

  #ended(failure: Failure): void {
    const was = this.#state;
    this.#release();
    if (was.kind === 'online') {
      const livedMs = this.#parts.clock.now() - was.sinceMs;
      this.#shortLived = livedMs < shortLivedMs ? this.#shortLived + 1 : 0;
    }
    const verdict = retryVerdict(failure);
    switch (verdict) {
      case 'stop':
        return this.#become({ kind: 'failed', failure });
      case 'retry':
        return this.#wait(failure, 0);
      case 'retry-slowly':
        return this.#wait(failure, busyDelayMs / 0.8);
      default:
        return assertNever(verdict);
    }
  }

  #wait(failure: Failure, floorMs: number): void {
    const flapping = this.#shortLived >= shortLivedLimit;
    this.#retries += 1;
    const delayMs = backoffMs(this.#retries, flapping ? flappingDelayMs : floorMs, this.#parts.random());
    this.#become({
      kind: 'waiting',
      retryAtMs: this.#parts.clock.now() + delayMs,
      attempt: this.#attempts,
      failure: flapping ? { ...failure, facts: { ...failure.facts, shortLived: this.#shortLived } } : failure
    });
    this.#cancelTimer = this.#parts.clock.after(delayMs, () => this.retryNow());
  }

  /** Ends whatever is under way; its events no longer count. */
  #release(): void {
    this.#generation += 1;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const running = this.#running;
    this.#running = null;
    running?.close();
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#parts.changed(state);
  }
}
