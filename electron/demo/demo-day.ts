/** A day of the demo lasts half an hour: people see the sun come and go while they try the program. */
const DAY_MS = 30 * 60_000;
const FIRST_HOUR = 9;

export class DemoDay {
  readonly #startMs: number;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  /** 0 <= hour < 24; the demo starts at nine in the morning. */
  hour(nowMs: number): number {
    const hours = FIRST_HOUR + ((nowMs - this.#startMs) / DAY_MS) * 24;
    return ((hours % 24) + 24) % 24;
  }

  /** 0 from dusk to dawn, 1 at noon. */
  sun(nowMs: number): number {
    return Math.max(0, Math.sin(((this.hour(nowMs) - 6) / 12) * Math.PI));
  }

  /** -1 in the small hours, 1 in the afternoon: outdoor warmth lags behind the sun. */
  warmth(nowMs: number): number {
    return Math.sin(((this.hour(nowMs) - 9) / 12) * Math.PI);
  }

  /** People are about: lights, coffee, blinds. */
  isWaking(nowMs: number): boolean {
    const hour = this.hour(nowMs);
    return hour >= 6.5 && hour < 23;
  }
}
