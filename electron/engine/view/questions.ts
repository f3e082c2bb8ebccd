import type { AnswerOf, Ask, EngineMessage, PublishAnswer, Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { InspectMoment, Inspecting } from './inspecting';
import type { TreeView } from './tree-view';

/** More than a page ever has open; a page that asks without end is refused instead of queued. */
const maxOpenQuestions = 64;

interface QuestionsOptions {
  readonly inspecting: Inspecting;
  readonly view: TreeView;
  readonly publish: (
    request: Extract<Question, { ask: 'publish' }>,
    signal: AbortSignal
  ) => Promise<Result<PublishAnswer>>;
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
    const { inspecting, view, publish } = this.#options;
    switch (question.ask) {
      case 'move':
        return succeed(await view.move(question, signal));
      case 'publish':
        return publish(question, signal);
      default:
        return inspecting.answer(question, this.#moment(), signal);
    }
  }

  /** The newest message a paused view knows is not the newest of all. */
  #moment(): InspectMoment {
    const { pause } = this.#options.view;
    if (pause === null) return { atMs: null, lastSeq: null, newestSeq: () => null };
    const { atMs, lastSeq, moment } = pause;
    return { atMs, lastSeq, newestSeq: (node) => moment.facts(node)?.own?.newestSeq ?? null };
  }

  #reply(id: number, result: Result<AnswerOf[Ask]>): void {
    this.#options.post({ kind: 'reply', id, result });
  }
}
