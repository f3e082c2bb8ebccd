import { assertNever } from '#contract/assert-never';
import type { AnswerOf, Ask, EngineMessage, HistoryAnswer, PublishAnswer, Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { Gap } from '#contract/message';
import type { StoreReader } from '../store/store-reader';
import type { Decoding } from './decoding';
import type { TreeView } from './tree-view';

/** More than a page ever has open; a page that asks without end is refused instead of queued. */
const maxOpenQuestions = 64;
const previewBytes = 1_024;

interface QuestionsOptions {
  readonly store: StoreReader;
  readonly bodies: Decoding;
  readonly view: TreeView;
  readonly publish: (
    request: Extract<Question, { ask: 'publish' }>,
    signal: AbortSignal
  ) => Promise<Result<PublishAnswer>>;
  /** The newest gap between two times (epoch ms); null: none. */
  readonly gapBetween: (afterMs: number, untilMs: number) => Gap | null;
  readonly post: (message: EngineMessage) => void;
}

/** Answers a window's questions: one reply each, none to an abandoned one. A paused view is answered from its moment. */
export class Questions {
  readonly #options: QuestionsOptions;
  readonly #open = new Map<number, AbortController>();

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  answer(id: number, question: Question): void {
    if (this.#open.has(id) || this.#open.size >= maxOpenQuestions) {
      this.#reply(id, fail('request-invalid', 'too many open questions'));
      return;
    }
    const abort = new AbortController();
    this.#open.set(id, abort);
    const finish = (result: Result<AnswerOf[Ask]>): void => {
      if (abort.signal.aborted || this.#open.get(id) !== abort) return;
      this.#open.delete(id);
      this.#reply(id, result);
    };
    this.#find(question, abort.signal).then(finish, (error: unknown) => {
      finish(fail('bug', String(error)));
    });
  }

  abandon(id: number): void {
    this.#open.get(id)?.abort();
    this.#open.delete(id);
  }

  abandonAll(): void {
    for (const id of [...this.#open.keys()]) this.abandon(id);
  }

  async #find(question: Question, signal: AbortSignal): Promise<Result<AnswerOf[Ask]>> {
    const { bodies, view, publish } = this.#options;
    switch (question.ask) {
      case 'move':
        return succeed(await view.move(question, signal));
      case 'history':
        return succeed(this.#history(question));
      case 'openBody':
        return bodies.open({ ...question, seq: this.#seqAtMoment(question.node, question.seq) }, signal);
      case 'readLines':
        return bodies.readLines(question.document, question.first, question.count);
      case 'closeBody':
        bodies.close(question.document);
        return succeed(null);
      case 'payloadText':
        return bodies.payloadText(question.node, this.#seqAtMoment(question.node, question.seq));
      case 'publish':
        return publish(question, signal);
      default:
        return assertNever(question);
    }
  }

  #history({ node, before, limit }: Extract<Question, { ask: 'history' }>): HistoryAnswer {
    const { store, bodies, view, gapBetween } = this.#options;
    const end = view.pause ? view.pause.lastSeq + 1 : null;
    const from = end === null ? before : Math.min(before ?? end, end);
    // One more than asked for: a gap may lie before the last one.
    const kept = store.history(node, from, limit + 1, previewBytes);
    const entries = kept.slice(0, limit).map(({ facts, payload }, index) => {
      const older = kept[index + 1];
      return {
        ...facts,
        // The list shows none; two hundred messages may carry 64 KB of them each. Opening one brings them.
        properties: null,
        preview: bodies.preview(payload?.subarray(0, previewBytes) ?? null, facts.sizeBytes),
        gapBefore: older ? gapBetween(older.facts.receivedAtMs, facts.receivedAtMs) : null
      };
    });
    const own = (view.pause?.moment ?? store).facts(node)?.own ?? null;
    return { entries, keptMessages: own?.keptMessages ?? 0, messages: own?.messages ?? 0 };
  }

  /** The newest message a paused view knows is not the newest of all. */
  #seqAtMoment(node: number, seq: number | null): number | null {
    const { pause } = this.#options.view;
    if (seq !== null || !pause) return seq;
    return pause.moment.facts(node)?.own?.newestSeq ?? null;
  }

  #reply(id: number, result: Result<AnswerOf[Ask]>): void {
    this.#options.post({ kind: 'reply', id, result });
  }
}
