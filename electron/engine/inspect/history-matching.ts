import type { RunJobs } from '../decode/run-jobs';
import { BatchFilling } from './batch-filling';
import { verdicts } from './history-row-page';
import type { HistoryRows } from './history-rows';
import type { BatchSource } from './message-batches';

/** The first batch is small, so that the first rows are there at once. */
const firstMessages = 256;
const mostMessages = 8_192;
const batchBytes = 1_048_576;

interface MatchingParts {
  readonly source: BatchSource;
  readonly runJobs: RunJobs;
  readonly rows: HistoryRows;
  /** Lower case. */
  readonly words: readonly string[];
  /** Display-safe topic of a message whose payload cannot be looked at: it may still match. */
  readonly topicOf: (position: number) => string;
}

/**
 * Has the decode worker look for a filter's words, newest messages first, a batch at a time. A payload that is no longer
 * kept, or larger than 1 MB, is not looked at: its topic alone decides.
 */
export class HistoryMatching {
  readonly #parts: MatchingParts;
  readonly #filling: BatchFilling;
  #most = firstMessages;

  constructor(parts: MatchingParts) {
    this.#parts = parts;
    this.#filling = new BatchFilling(parts.source, batchBytes);
  }

  /** Some rows get their verdict; false: none is without one. Rejects with the signal's reason when it aborts. */
  async matchSome(signal: AbortSignal): Promise<boolean> {
    const { rows, runJobs, words } = this.#parts;
    const asked: (readonly [seq: number, position: number])[] = [];
    for (const { page, at } of rows.unknown()) {
      const position = page.positions[at] ?? 0;
      if (asked.length === this.#most || !this.#filling.add(position)) break;
      asked.push([page.seqs[at] ?? 0, position]);
    }
    if (asked.length === 0) return false;
    const { batch, seqs } = this.#filling.take();
    if (seqs.length > 0) {
      const answer = await runJobs.run('match', { messages: batch, words }, signal);
      if (!answer.ok && seqs.length > 1) {
        // One of them was too much: it is found in ever smaller batches.
        this.#most = Math.ceil(seqs.length / 8);
        return true;
      }
      seqs.forEach((seq, at) => this.#decide(seq, answer.ok && answer.value[at] === 1));
      this.#most = Math.min(this.#most * 2, mostMessages);
    }
    for (const [seq, position] of asked) this.#decideByTopic(seq, position);
    return true;
  }

  #decide(seq: number, matches: boolean): void {
    const { rows } = this.#parts;
    const place = rows.find(seq);
    if (place?.page.isUndecided(place.at)) rows.setVerdict(place, matches ? verdicts.matches : verdicts.differs);
  }

  /** Those that the worker was not asked for. */
  #decideByTopic(seq: number, position: number): void {
    const place = this.#parts.rows.find(seq);
    if (!place?.page.isUndecided(place.at)) return;
    const topic = this.#parts.topicOf(position).toLowerCase();
    this.#decide(
      seq,
      this.#parts.words.every((word) => topic.includes(word))
    );
  }
}
