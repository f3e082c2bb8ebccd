import type { KeptMessage } from './kept-message';
import { TopicHistory } from './topic-history';

const steadyAfterMs = 2_000;
const threeChangesWithinMs = 1_000;
const gapWeight = 0.2;
const nearBytes = 64;

/** What a topic with messages of its own has beside its place in the tree. */
export class TopicValue {
  readonly history = new TopicHistory<KeptMessage>();
  /** Grows when the payload differs from the one before. */
  revision = 0;
  messages = 0;
  /** Until then the topic counts as changing more than twice a second. */
  steadyUntilMs = 0;
  usualGapMs: number | null = null;
  retainedAtMs: number | null = null;
  #changedAtMs = Number.NEGATIVE_INFINITY;
  #changedBeforeAtMs = Number.NEGATIVE_INFINITY;

  /** Called before `message` is added to the history. */
  observe(message: KeptMessage): void {
    const previous = this.history.newest;
    const atMs = message.receivedAtMs;
    this.messages += 1;
    if (!previous || !sameBytes(previous.payload, message.payload)) this.#noteChange(atMs);
    // A message sent because we subscribed says when we came, not how often the topic speaks.
    if (previous && !previous.retain && !message.retain) this.#noteGap(atMs - previous.receivedAtMs);
    // [MQTT-3.3.1-10]: an empty retained payload clears; brokers forward it without the flag [MQTT-3.3.1-9].
    if (message.payload.byteLength === 0) this.retainedAtMs = null;
    else if (message.retain) this.retainedAtMs = atMs;
  }

  #noteChange(atMs: number): void {
    this.revision += 1;
    const spanMs = atMs - this.#changedBeforeAtMs;
    if (spanMs >= 0 && spanMs < threeChangesWithinMs) this.steadyUntilMs = atMs + steadyAfterMs;
    this.#changedBeforeAtMs = this.#changedAtMs;
    this.#changedAtMs = atMs;
  }

  #noteGap(gapMs: number): void {
    if (gapMs < 0) return;
    this.usualGapMs = this.usualGapMs === null ? gapMs : this.usualGapMs + gapWeight * (gapMs - this.usualGapMs);
  }
}

/** Most values that differ do so early: a few bytes are compared here before the call into Node pays off. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false;
  const near = Math.min(a.byteLength, nearBytes);
  for (let at = 0; at < near; at += 1) if (a[at] !== b[at]) return false;
  return near === a.byteLength || Buffer.compare(a, b) === 0;
}
