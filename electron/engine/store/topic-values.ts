import type { Arrival } from './arrival';
import { type NodeRecords, recordFields } from './node-records';

const { ownMessages, retainedAtMs, revision, ownAt, usualGap, changedAt, steady } = recordFields;
const steadyAfterMs = 2_000;
const threeChangesWithinMs = 1_000;
const gapWeight = 0.2;
/** Of the two spans kept in 16 bits each: never, or too long ago to matter. */
const longAgo = 65_535;

/**
 * What topics with messages of their own have beside their place in the tree. Times that are only compared with the next
 * message's are kept as their lower 32 bits: differences up to 24 days come out right, and a clock set back shows.
 */
export class TopicValues {
  readonly #records: NodeRecords;

  constructor(records: NodeRecords) {
    this.#records = records;
  }

  /** Every message of a topic, also one that is not kept. */
  count(node: number, arrival: Arrival): void {
    const page = this.#records.page(node);
    const word = this.#records.place(node);
    const number = word >> 1;
    const { receivedAtMs: atMs, retain } = arrival;
    const { numbers, words } = page;
    const messagesAt = number + ownMessages;
    numbers[messagesAt] = (numbers[messagesAt] ?? 0) + 1;
    // A message sent because we subscribed says when we came, not how often the topic speaks.
    const beforeAt = words[word + ownAt] ?? 0;
    const at = retain ? 0 : atMs >>> 0 || 1;
    words[word + ownAt] = at;
    if (beforeAt !== 0 && at !== 0) noteGap(page.floats, word + usualGap, (at - beforeAt) | 0);
    // [MQTT-3.3.1-10]: an empty retained payload clears; brokers forward it without the flag [MQTT-3.3.1-9].
    if (arrival.payloadStart === arrival.payloadEnd) numbers[number + retainedAtMs] = 0;
    else if (retain) numbers[number + retainedAtMs] = atMs;
  }

  /** The payload differs from the one before. */
  noteChange(node: number, atMs: number): void {
    const { words } = this.#records.page(node);
    const word = this.#records.place(node);
    const at = atMs >>> 0;
    const before = words[word + revision] ?? 0;
    const spans = words[word + steady] ?? 0;
    const sinceMs = (at - (words[word + changedAt] ?? 0)) | 0;
    const beforeThatMs = spans & longAgo;
    let gapMs = longAgo;
    let sinceSteadyMs = longAgo;
    if (before > 0 && sinceMs >= 0) {
      gapMs = Math.min(sinceMs, longAgo);
      const often = beforeThatMs !== longAgo && sinceMs + beforeThatMs < threeChangesWithinMs;
      sinceSteadyMs = often ? 0 : Math.min((spans >>> 16) + sinceMs, longAgo);
    }
    words[word + revision] = before + 1;
    words[word + changedAt] = at;
    words[word + steady] = (sinceSteadyMs << 16) | gapMs;
  }

  messages(node: number): number {
    return this.#records.page(node).numbers[(this.#records.place(node) >> 1) + ownMessages] ?? 0;
  }

  /** Grows when the payload differs from the one before. */
  revision(node: number): number {
    return this.#records.page(node).words[this.#records.place(node) + revision] ?? 0;
  }

  /** Until then the topic counts as changing more than twice a second; `newestAtMs` is its newest kept message's time. */
  steadyUntilMs(node: number, newestAtMs: number): number {
    const { words } = this.#records.page(node);
    const word = this.#records.place(node);
    const sinceSteadyMs = (words[word + steady] ?? 0) >>> 16;
    if (sinceSteadyMs === longAgo) return 0;
    const sinceChangeMs = ((newestAtMs >>> 0) - (words[word + changedAt] ?? 0)) >>> 0;
    return Math.floor(newestAtMs) - sinceChangeMs - sinceSteadyMs + steadyAfterMs;
  }

  usualGapMs(node: number): number | null {
    const kept = this.#records.page(node).floats[this.#records.place(node) + usualGap] ?? 0;
    return kept === 0 ? null : kept - 1;
  }

  /** Speaks more often than every `gapMs`, usually. */
  isHotter(node: number, gapMs: number): boolean {
    const kept = this.#records.page(node).floats[this.#records.place(node) + usualGap] ?? 0;
    return kept !== 0 && kept - 1 < gapMs;
  }

  retainedAtMs(node: number): number | null {
    return this.#records.page(node).numbers[(this.#records.place(node) >> 1) + retainedAtMs] || null;
  }
}

/** Kept with one added, so that 0 stands for unknown. */
function noteGap(floats: Float32Array, place: number, gapMs: number): void {
  if (gapMs < 0) return;
  const kept = floats[place] ?? 0;
  floats[place] = kept === 0 ? gapMs + 1 : kept + gapWeight * (gapMs + 1 - kept);
}
