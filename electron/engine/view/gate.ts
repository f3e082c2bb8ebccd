const openAfterConnectMs = 5_000;
const openAfterLeavingMs = 2_000;

/**
 * When new topics may push rows down inside the visible range (DESIGN.md 5): in the first 5 s after connecting, in an
 * empty tree, and once focus, hover and selection have been away for 2 s. Clicks and scrolling ask the view directly.
 */
export class Gate {
  #attended = false;
  #leftAtMs = Number.NEGATIVE_INFINITY;
  #connectedAtMs = Number.NEGATIVE_INFINITY;

  presence(attended: boolean, nowMs: number): void {
    if (this.#attended && !attended) this.#leftAtMs = nowMs;
    this.#attended = attended;
  }

  connected(nowMs: number): void {
    this.#connectedAtMs = nowMs;
  }

  isOpen(nowMs: number, rows: number): boolean {
    // A clock that was set back must neither hold it open nor hold it shut until it has caught up.
    const connectedMs = nowMs - this.#connectedAtMs;
    const leftMs = nowMs - this.#leftAtMs;
    if (rows === 0 || (connectedMs >= 0 && connectedMs < openAfterConnectMs)) return true;
    return !this.#attended && (leftMs >= openAfterLeavingMs || leftMs < 0);
  }
}
