import type { ConnectionState } from '#contract/connection';

/** Remembers when the values on show stopped coming, for as long as a connection is down. */
export class LastOnline {
  #online = false;
  #endedMs: number | null = null;

  /** Epoch ms of the end of the last link; null: it is up, or no link of it is known. */
  after(state: ConnectionState, nowMs: number): number | null {
    if (state.kind === 'online') {
      this.#online = true;
      this.#endedMs = null;
      return null;
    }
    const told = 'ends' in state ? (state.ends.findLast(({ livedMs }) => livedMs !== null)?.atMs ?? null) : null;
    if (told !== null) this.#endedMs = told;
    else if (this.#online) this.#endedMs = nowMs;
    this.#online = false;
    return this.#endedMs;
  }
}
