import type { AnswerOf, Ask, Command, Question, Snapshot } from '#contract/engine';
import type { Result } from '#contract/failure';
import type { Frame, Row, SelectedTopic } from '#contract/frame';
import type { EngineClient, EngineListener } from '../../../../../renderer/src/client/engine-client';

interface Asked {
  readonly question: Question;
  readonly signal: AbortSignal | undefined;
  readonly answer: (result: Result<AnswerOf[Ask]>) => Promise<void>;
}

/** An engine in the hand: what was commanded and asked stands here, and the test answers when it wants. */
export class EngineDouble {
  readonly commands: Command[] = [];
  readonly asked: Asked[] = [];
  readonly #listeners = new Set<EngineListener>();

  /** What a state class takes. */
  get client(): EngineClient {
    return {
      command: (command: Command) => this.commands.push(command),
      ask: (question: Question, signal?: AbortSignal) => this.#ask(question, signal),
      listen: (listener: EngineListener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      }
    } as unknown as EngineClient;
  }

  looks(): Extract<Command, { kind: 'look' }>[] {
    return this.commands.filter((command) => command.kind === 'look');
  }

  questions<A extends Ask>(ask: A): Extract<Question, { ask: A }>[] {
    return this.asked.flatMap(({ question }) =>
      question.ask === ask ? [question as Extract<Question, { ask: A }>] : []
    );
  }

  snapshot(snapshot: Partial<Snapshot> = {}): void {
    const whole: Snapshot = {
      kind: 'snapshot',
      version: 1,
      first: 0,
      selected: null,
      paused: false,
      filter: '',
      ...snapshot
    };
    for (const listener of this.#listeners) listener.snapshot(whole);
  }

  frame(change: Partial<Frame>): void {
    const whole: Frame = { ...emptyFrame, ...change };
    for (const listener of this.#listeners) listener.frame(whole);
  }

  #ask(question: Question, signal: AbortSignal | undefined): Promise<Result<AnswerOf[Ask]> | null> {
    if (signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const abandon = (): void => resolve(null);
      const answer = async (result: Result<AnswerOf[Ask]>): Promise<void> => {
        signal?.removeEventListener('abort', abandon);
        resolve(result);
        await settled();
      };
      signal?.addEventListener('abort', abandon, { once: true });
      this.asked.push({ question, signal, answer });
    });
  }
}

/** All that was waiting on promises has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

export function row(node: number, change: Partial<Row> = {}): Row {
  return {
    node,
    depth: 0,
    segments: [`t${node}`],
    topic: `t${node}`,
    branch: false,
    open: false,
    topicsBelow: 0,
    preview: { kind: 'text', text: String(node) },
    valueRevision: 1,
    steady: false,
    retained: false,
    ratePerSecond: 0,
    messages: 1,
    lastAtMs: 0,
    usualGapMs: null,
    bars: [],
    setSize: 1,
    posInSet: 1,
    ...change
  };
}

export const rows = (from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => row(from + index));

export const selectedTopic = (node: number, newestSeq: number | null): SelectedTopic => ({
  node,
  topic: `t${node}`,
  displayTopic: `t${node}`,
  messages: 1,
  keptMessages: 1,
  newestSeq,
  newestAtMs: 0,
  retainedAtMs: null
});

export const emptyFrame: Frame = {
  kind: 'frame',
  revision: 1,
  first: 0,
  totalRows: 0,
  rows: [],
  anchor: null,
  scrollTo: null,
  waitingTopics: 0,
  filter: null,
  status: {
    nowMs: 0,
    messagesPerSecond: 0,
    messages: 0,
    topics: 0,
    historyBytes: 0,
    historyBudgetBytes: 0,
    largeBytes: 0,
    largeBudgetBytes: 0,
    treeBytes: 0,
    lagMs: null,
    dropped: 0,
    discarded: 0,
    topicLimit: 2_000_000,
    topicsBeyondLimit: 0,
    messagesBeyondLimit: 0,
    overload: { step: 0, waitingBytes: 0, bufferBytes: 256_000_000, lastValueOnly: 0 },
    gaps: 0,
    lastGap: null,
    decodingRevision: 1,
    newerWhilePaused: null
  },
  selected: null
};
