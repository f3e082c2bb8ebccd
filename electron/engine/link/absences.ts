import type { ConnectionState } from '#contract/connection';
import type { Gap } from '#contract/message';

/** Ticks come 50 ms apart; a process that misses two seconds of them stood still, and so may have missed messages. */
const standstillMs = 2_000;
/** From here on the wall clock and the uptime disagree: it was set. Below, the wall clock is the finer of the two. */
const clockSetMs = 1_500;

/**
 * Notices the times in which messages may have been missed: not connected between two connections, and a process or
 * computer that stood still while it was online (a broker drops QoS 0 for whoever does not read).
 */
export class Absences {
  readonly #missed: (gap: Gap) => void;
  #online = false;
  #offlineSinceMs: number | null = null;
  #tickAtMs = 0;
  #tickUptimeMs: number | null = null;

  constructor(missed: (gap: Gap) => void) {
    this.#missed = missed;
  }

  linkChanged(state: ConnectionState, nowMs: number): void {
    const online = state.kind === 'online';
    if (online === this.#online) return;
    this.#online = online;
    if (!online) this.#offlineSinceMs = nowMs - silentMs(state);
    else if (this.#offlineSinceMs !== null)
      this.#missed({ fromMs: this.#offlineSinceMs, toMs: nowMs, cause: 'offline' });
  }

  /**
   * `uptimeMs`: of the computer, sleep included; whole seconds on macOS. The wall clock alone would take a clock that is
   * set forward for a standstill.
   */
  tick(nowMs: number, uptimeMs: number): void {
    const byUptimeMs = this.#tickUptimeMs === null ? 0 : uptimeMs - this.#tickUptimeMs;
    const byClockMs = nowMs - this.#tickAtMs;
    const stoodMs = Math.abs(byClockMs - byUptimeMs) < clockSetMs ? byClockMs : byUptimeMs;
    if (this.#online && stoodMs >= standstillMs) {
      this.#missed({ fromMs: nowMs - stoodMs, toMs: nowMs, cause: 'stopped' });
    }
    this.#tickAtMs = nowMs;
    this.#tickUptimeMs = uptimeMs;
  }
}

/** A link that died without a word was dead before it was given up: nothing has come for so long. */
function silentMs(state: ConnectionState): number {
  const reason = state.kind === 'idle' || state.kind === 'online' ? null : state.failure;
  return reason?.code === 'keepalive-timeout' ? Number(reason.facts.seconds ?? 0) * 1_000 : 0;
}
