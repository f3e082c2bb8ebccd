import { assertNever } from '#contract/assert-never';
import type { ConnectionState, LinkEnd, SubscriptionState } from '#contract/connection';
import type { ConnectStep } from '#contract/connect-step';
import type { Diagnosis } from '#contract/diagnosis';
import { failure, type Failure } from '#contract/failure';
import type { SessionFacts } from '#contract/session-facts';
import { isUnexplained, shortLivedMs } from '#contract/short-lived';
import { backoffMs, busyDelayMs, flappingDelayMs } from './backoff';
import type { Clock } from './clock';
import { retryVerdict } from './retry-verdict';

/** What one attempt tells, in order: steps, then online and subscriptions, then the end. Nothing comes after the end. */
export interface AttemptEvents {
  step(step: ConnectStep): void;
  online(clientId: string, session: SessionFacts): void;
  /** All that is known, each time it changes; in the order of the profile. */
  subscriptions(subscriptions: readonly SubscriptionState[]): void;
  ended(failure: Failure, diagnosis: Diagnosis): void;
}

/** One attempt under way or up. */
export interface RunningAttempt {
  /** Says goodbye where possible and is silent. */
  close(): void;
  /** Online: ends with keepalive-timeout unless the broker says something within seconds. */
  proveLife(): void;
}

export interface SupervisorParts {
  readonly open: (events: AttemptEvents) => RunningAttempt;
  readonly changed: (state: ConnectionState) => void;
  /** Whether a person wants a link that ended to come back; asked at each end. */
  readonly reconnects: () => boolean;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A link this old has proved itself: the backoff starts over. */
const stableAfterMs = 30_000;
/** So many short-lived links in a row make a connection flapping (faults.md row 9). */
const shortLivedLimit = 3;
/** After the machine woke, an end within this time is the sleep's: tried again at once, not after a wait. */
const wokenMs = 5_000;
const keptEnds = 3;

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
  /** By a timer, not by the clock's time: that may be set while the link is up (faults.md row 15). */
  #young = false;
  #woken = false;
  /** Since `start`: what refuses now was a broker a while ago. */
  #wasOnline = false;
  #ends: readonly LinkEnd[] = [];
  #cancels: (() => void)[] = [];

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
    this.#wasOnline = false;
    this.#ends = [];
    this.#connect(null);
  }

  /** Ends the wait; without effect in any other state. */
  retryNow(): void {
    if (this.#state.kind === 'waiting') this.#again(this.#state.failure);
  }

  /** The machine slept: what is under way is from before, and what is up may have died meanwhile (faults.md row 14). */
  woke(): void {
    const state = this.#state;
    if (state.kind === 'waiting' || state.kind === 'connecting') return this.#again(state.failure);
    if (state.kind !== 'online') return;
    this.#woken = true;
    this.#cancels.push(this.#parts.clock.after(wokenMs, () => (this.#woken = false)));
    this.#running?.proveLife();
  }

  stop(): void {
    this.#release();
    this.#become({ kind: 'idle' });
  }

  #again(failure: Failure | null): void {
    this.#release();
    this.#connect(failure);
  }

  #connect(lastFailure: Failure | null): void {
    this.#attempts += 1;
    const generation = ++this.#generation;
    const guarded =
      <T extends unknown[]>(handle: (...values: T) => void) =>
      (...values: T): void => {
        if (generation === this.#generation) handle(...values);
      };
    const running = this.#parts.open({
      step: guarded((step) =>
        this.#become({ kind: 'connecting', step, attempt: this.#attempts, failure: lastFailure, ends: this.#ends })
      ),
      online: guarded((clientId, session) => this.#online(clientId, session)),
      subscriptions: guarded((subscriptions) => {
        if (this.#state.kind === 'online') this.#become({ ...this.#state, subscriptions });
      }),
      ended: guarded((reason, diagnosis) => this.#ended(reason, diagnosis))
    });
    // It may have ended, or been ended, while it was made.
    if (generation === this.#generation) this.#running = running;
    else running.close();
  }

  #online(clientId: string, session: SessionFacts): void {
    const { clock } = this.#parts;
    this.#young = true;
    this.#wasOnline = true;
    this.#cancels.push(
      clock.after(shortLivedMs, () => (this.#young = false)),
      clock.after(stableAfterMs, () => {
        this.#attempts = 1;
        this.#retries = 0;
        this.#shortLived = 0;
      })
    );
    this.#become({ kind: 'online', sinceMs: clock.now(), clientId, session, subscriptions: [] });
  }

  #ended(cause: Failure, diagnosis: Diagnosis): void {
    const was = this.#state;
    const nowMs = this.#parts.clock.now();
    const atOnce = this.#woken;
    const livedMs = was.kind === 'online' ? Math.max(0, nowMs - was.sinceMs) : null;
    if (was.kind === 'online') this.#shortLived = this.#young && isUnexplained(cause) ? this.#shortLived + 1 : 0;
    this.#release();
    const named = this.#named(cause, was);
    this.#ends = [...this.#ends, { atMs: nowMs, livedMs, failure: named }].slice(-keptEnds);
    const flapping = livedMs !== null && this.#shortLived >= shortLivedLimit;
    const shown = flapping
      ? failure('flapping', named.raw, { ...named.facts, livedMs, times: this.#shortLived })
      : named;
    const verdict = this.#parts.reconnects() ? retryVerdict(cause) : 'stop';
    switch (verdict) {
      case 'stop':
        return this.#become({ kind: 'failed', failure: shown, ends: this.#ends, diagnosis });
      case 'retry':
        if (atOnce) return this.#connect(shown);
        return this.#wait(shown, diagnosis, this.#shortLived >= shortLivedLimit ? flappingDelayMs : 0);
      case 'retry-slowly':
        return this.#wait(shown, diagnosis, busyDelayMs / 0.8);
      default:
        return assertNever(verdict);
    }
  }

  /** With what only the life of this connection tells: the ID it was up with, or that it was up before. */
  #named(cause: Failure, was: ConnectionState): Failure {
    if (was.kind === 'online') return { ...cause, facts: { ...cause.facts, clientId: was.clientId.slice(0, 200) } };
    if (cause.code === 'refused' && this.#wasOnline) return { ...cause, facts: { ...cause.facts, wasOnline: 1 } };
    return cause;
  }

  #wait(reason: Failure, diagnosis: Diagnosis, floorMs: number): void {
    this.#retries += 1;
    const delayMs = backoffMs(this.#retries, floorMs, this.#parts.random());
    const retryAtMs = this.#parts.clock.now() + delayMs;
    this.#cancels.push(this.#parts.clock.after(delayMs, () => this.retryNow()));
    this.#become({
      kind: 'waiting',
      retryAtMs,
      attempt: this.#attempts,
      failure: reason,
      ends: this.#ends,
      diagnosis
    });
  }

  /** Ends whatever is under way; its events no longer count. */
  #release(): void {
    this.#generation += 1;
    this.#woken = false;
    for (const cancel of this.#cancels.splice(0)) cancel();
    const running = this.#running;
    this.#running = null;
    running?.close();
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#parts.changed(state);
  }
}
