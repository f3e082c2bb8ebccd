/** Time as an argument, so that the supervisor and the limits are tested without sleeping. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  }
};
