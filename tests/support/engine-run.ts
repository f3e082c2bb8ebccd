import type { ConnectionCounters, ConnectionState } from '../../electron/contract/connection';
import type { ConnectionConfig, ControlReport } from '../../electron/contract/engine-control';
import type { Ask, AnswerOf, Command, EngineMessage, Question } from '../../electron/contract/engine';
import type { Result } from '../../electron/contract/failure';
import type { Frame, Row } from '../../electron/contract/frame';
import type { HistoryRow } from '../../electron/contract/history-list';
import { contractVersion } from '../../electron/contract/port';
import { Engine } from '../../electron/engine/engine';
import { InThreadJobs } from './in-thread-jobs';
import { fakePort, type FakeWindow } from './fake-port';
import { waitUntil } from './wait-until';

type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { kind: K }>;

/** A whole engine without Electron, driven as main and one window drive it: control messages and a fake port. */
export class EngineRun {
  readonly reports: ControlReport[] = [];
  readonly engine = new Engine((report) => this.reports.push(structuredClone(report)), new InThreadJobs());
  #window: FakeWindow | null = null;
  #read = 0;
  #frame: Frame | null = null;
  #lastId = 0;
  readonly #replies = new Map<number, Result<AnswerOf[Ask]>>();

  connect(config: ConnectionConfig): this {
    this.engine.handle({ kind: 'connect', config }, null);
    return this;
  }

  get states(): readonly ConnectionState[] {
    return this.reports.flatMap((report) => (report.kind === 'state' ? [report.state] : []));
  }

  get counters(): readonly ConnectionCounters[] {
    return this.reports.flatMap((report) => (report.kind === 'counters' ? [report.counters] : []));
  }

  /** The first state of this kind among those after the first `after` ones. */
  async reaches<K extends ConnectionState['kind']>(kind: K, after = 0): Promise<StateOf<K>> {
    return waitUntil(
      () => `the engine to be ${kind}; it said ${JSON.stringify(this.states)}`,
      () => this.states.slice(after).find((state): state is StateOf<K> => state.kind === kind)
    );
  }

  /** A window that looks at the first 400 rows; a second call is a reload of its page. */
  attach(windowId = 1): FakeWindow {
    const { port, window } = fakePort();
    this.engine.handle({ kind: 'attach', windowId, expanded: null }, port);
    this.#window = window;
    this.#read = 0;
    this.#frame = null;
    window.post({ type: 'hello', version: contractVersion });
    this.command({ kind: 'look', first: 0, count: 400, visibleFirst: 0, visibleCount: 400, anchor: null });
    return window;
  }

  command(command: Command): void {
    this.#open().post({ type: 'command', command });
  }

  /** The newest frame; everything before it is acknowledged, and every closed branch in it is opened. */
  frame(): Frame | null {
    const { received } = this.#open();
    for (const message of received.slice(this.#read) as EngineMessage[]) {
      if (message.kind === 'frame') this.#draw(message);
      if (message.kind === 'reply') this.#replies.set(message.id, message.result);
      if (message.kind === 'refused') throw new Error(`the engine refused: ${JSON.stringify(message.failure)}`);
    }
    this.#read = received.length;
    return this.#frame;
  }

  /** The row of a topic (display-safe) that has a value. */
  async row(topic: string): Promise<Row> {
    return waitUntil(
      () => `a row for ${topic.slice(0, 100)} among ${JSON.stringify(this.#frame?.rows.map((row) => row.topic))}`,
      () => this.frame()?.rows.find((row) => row.topic === topic && row.preview !== null)
    );
  }

  async ask<A extends Ask>(question: Extract<Question, { ask: A }>): Promise<Result<AnswerOf[A]>> {
    const id = (this.#lastId += 1);
    this.#open().post({ type: 'question', id, question });
    const result = await waitUntil(`an answer to ${question.ask}`, () => {
      this.frame();
      return this.#replies.get(id);
    });
    return result as Result<AnswerOf[A]>;
  }

  /** The kept messages of a topic, newest first, once there are as many as asked for. */
  async history(topic: string, atLeast = 1): Promise<readonly HistoryRow[]> {
    const { node } = await this.row(topic);
    const opened = await this.ask({ ask: 'openList', node, below: false, changesOnly: false, filter: '' });
    if (!opened.ok) throw new Error(`no list: ${opened.failure.code}`);
    const { list } = opened.value;
    const rows = await waitUntil(`${atLeast} kept messages of ${topic}`, async () => {
      const page = await this.ask({ ask: 'readList', list, before: null, skip: 0, count: 200, columns: [] });
      return page.ok && page.value.rows.length >= atLeast ? page.value.rows : null;
    });
    await this.ask({ ask: 'closeList', list });
    return rows;
  }

  async publish(
    topic: string,
    payload: string,
    {
      qos = 0,
      retain = false,
      correlationData = null
    }: { qos?: 0 | 1 | 2; retain?: boolean; correlationData?: Uint8Array<ArrayBuffer> | null } = {}
  ): Promise<Result<AnswerOf['publish']>> {
    return this.ask({ ask: 'publish', topic, payload, qos, retain, correlationData });
  }

  async saveBody(node: number, path: string): Promise<Result<{ readonly bytes: number }>> {
    const id = (this.#lastId += 1);
    this.engine.handle({ kind: 'saveBody', id, node, seq: null, path }, null);
    const saved = await waitUntil('the body to be saved', () =>
      this.reports.find((report) => report.kind === 'saved' && report.id === id)
    );
    if (saved.kind !== 'saved') throw new Error('another report has its place');
    return saved.result;
  }

  stop(): Promise<void> {
    return this.engine.stop();
  }

  #open(): FakeWindow {
    return this.#window ?? this.attach();
  }

  #draw(frame: Frame): void {
    this.#frame = frame;
    this.command({ kind: 'ack', revision: frame.revision });
    if (frame.waitingTopics > 0) this.command({ kind: 'showNew' });
    for (const row of frame.rows)
      if (row.branch && !row.open) this.command({ kind: 'expand', node: row.node, open: true });
  }
}
