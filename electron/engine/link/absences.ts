import type { ConnectionState } from '#contract/connection';
import type { Gap } from '#contract/message';

/** Ticks come 50 ms apart; a process that misses two seconds of them stood still, and so may have missed messages. */
const standstillMs = 2_000;

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
    if (!online) this.#offlineSinceMs = nowMs;
    else if (this.#offlineSinceMs !== null)
      this.#missed({ fromMs: this.#offlineSinceMs, toMs: nowMs, cause: 'offline' });
  }

  /**
   * `uptimeMs`: of the computer, sleep included. The wall clock alone would take a clock that is set forward for a
   * standstill.
   */
  tick(nowMs: number, uptimeMs: number): void {
    const stoodMs = this.#tickUptimeMs === null ? 0 : uptimeMs - this.#tickUptimeMs;
    if (this.#online && stoodMs >= standstillMs) {
      // The wall clock says when, as long as it agrees; it may have been set meanwhile.
      const fromMs = Math.abs(nowMs - this.#tickAtMs - stoodMs) < standstillMs ? this.#tickAtMs : nowMs - stoodMs;
      this.#missed({ fromMs, toMs: nowMs, cause: 'stopped' });
    }
    this.#tickAtMs = nowMs;
    this.#tickUptimeMs = uptimeMs;
  }
}
