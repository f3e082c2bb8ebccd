import type { Preview } from '#contract/message';
import type { RunJobs } from '../decode/run-jobs';
import { endedProblem } from './ended-problem';
import type { ReadBatch } from './batch-filling';

const maxKept = 4_096;
const mostAsked = 256;

interface RowPreviewsOptions {
  /** From the first 1 KB, without a decoder. */
  readonly plain: (start: Uint8Array | null, sizeBytes: number) => Preview;
  /** A rule says how the payloads of this topic are read. */
  readonly hasRule: (node: number) => boolean;
  /** Those of these messages that are kept and not too large for a list. */
  readonly batch: (messages: readonly Asked[]) => ReadBatch;
  readonly jobs: RunJobs;
}

interface Asked {
  readonly node: number;
  readonly seq: number;
}

interface Known {
  readonly seq: number;
  /** Null: the decoder has not answered for any message of this topic. */
  readonly preview: Preview | null;
  readonly revision: number;
  /** The message that is being asked for, or was last; 0: none. */
  readonly askedSeq: number;
}

/**
 * What the rows of one window show of their newest messages. What has a rule, or looks binary, is read by the decode worker:
 * until that has answered, the row shows what it showed before. At most one job at a time, for all rows that wait.
 */
export class RowPreviews {
  readonly #options: RowPreviewsOptions;
  /** By node; the one looked at longest ago comes first. */
  readonly #known = new Map<number, Known>();
  /** The revision of what was not asked for since the rules are these: rows of text without a rule may have one now. */
  #firstRevision = 0;
  #wanted = new Map<number, number>();
  /** Topics whose payloads ended the worker: until the rules are others. */
  readonly #ended = new Map<number, Preview>();
  #asking: AbortController | null = null;

  constructor(options: RowPreviewsOptions) {
    this.#options = options;
  }

  /** At once: what is known of this message, or of one before it, or what its bytes look like. */
  preview(node: number, seq: number, start: Uint8Array | null, sizeBytes: number): Preview {
    const plain = this.#options.plain(start, sizeBytes);
    if (plain.kind === 'empty' || plain.kind === 'not-kept') return plain;
    const isBinary = plain.kind === 'binary' || plain.kind === 'packed';
    if (!isBinary && !this.#options.hasRule(node)) return plain;
    const ended = this.#ended.get(node);
    if (ended !== undefined) return ended;
    const known = this.#knownOf(node);
    this.#keep(node, known);
    if (known.seq === seq && known.preview !== null) return known.preview;
    if (known.askedSeq !== seq) this.#wanted.set(node, seq);
    return known.preview !== null && known.seq < seq ? known.preview : plain;
  }

  /** Grows when a preview that was given before would be another one now. */
  revision(node: number): number {
    return this.#knownOf(node).revision;
  }

  /** Called each tick: asks for what rows have wished for since. */
  tick(): void {
    if (this.#asking !== null || this.#wanted.size === 0) return;
    const messages = [...this.#wanted].slice(-mostAsked).map(([node, seq]) => ({ node, seq }));
    this.#wanted.clear();
    for (const { node, seq } of messages) this.#keep(node, { ...this.#knownOf(node), askedSeq: seq });
    const asking = new AbortController();
    this.#asking = asking;
    void this.#ask(messages, asking.signal)
      .catch(() => undefined)
      .finally(() => {
        if (this.#asking === asking) this.#asking = null;
      });
  }

  /** The rules are others: nothing that is known holds. */
  forget(): void {
    this.#stop();
    this.#ended.clear();
    this.#firstRevision =
      Math.max(this.#firstRevision, ...[...this.#known.values()].map(({ revision }) => revision)) + 1;
    this.#known.clear();
  }

  dispose(): void {
    this.#stop();
    this.#known.clear();
  }

  async #ask(messages: readonly Asked[], signal: AbortSignal): Promise<void> {
    const asked = this.#options.batch(messages);
    if (asked.seqs.length === 0) return;
    const answer = await this.#options.jobs.run('previews', { messages: asked.batch, columns: [] }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      for (const [place, { preview }] of answer.value.entries()) {
        this.#answered(asked.nodeOf[place] ?? 0, asked.seqs[place] ?? 0, preview);
      }
      // One batch does not hold all that wait.
      const last = asked.nodeOf.at(-1);
      return this.#ask(messages.slice(messages.findIndex(({ node }) => node === last) + 1), signal);
    }
    const problem = endedProblem(answer.failure);
    if (problem === null) return;
    const half = messages.length >> 1;
    if (half > 0) {
      // One of them ended the worker: it is found by halving, and not asked for again.
      await this.#ask(messages.slice(0, half), signal);
      await this.#ask(messages.slice(half), signal);
      return;
    }
    const undecodable: Preview = { kind: 'undecodable', problem, messageType: null };
    for (const { node, seq } of messages) {
      if (this.#ended.size >= maxKept) this.#ended.clear();
      this.#ended.set(node, undecodable);
      this.#answered(node, seq, undecodable);
    }
  }

  #knownOf(node: number): Known {
    return this.#known.get(node) ?? { seq: 0, preview: null, revision: this.#firstRevision, askedSeq: 0 };
  }

  #answered(node: number, seq: number, preview: Preview): void {
    const known = this.#knownOf(node);
    this.#known.set(node, { ...known, seq, preview, revision: known.revision + 1 });
  }

  /** It is the last one looked at. */
  #keep(node: number, known: Known): void {
    this.#known.delete(node);
    this.#known.set(node, known);
    const oldest = this.#known.keys().next();
    if (this.#known.size > maxKept && !oldest.done) this.#known.delete(oldest.value);
  }

  #stop(): void {
    this.#asking?.abort();
    this.#asking = null;
    this.#wanted.clear();
  }
}
