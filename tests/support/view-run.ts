import type { Command, EngineMessage, PublishAnswer, Question, Snapshot } from '../../electron/contract/engine';
import { succeed, type Result } from '../../electron/contract/failure';
import type { Frame } from '../../electron/contract/frame';
import { contractVersion } from '../../electron/contract/port';
import { Bodies } from '../../electron/engine/decode/bodies';
import type { Arrival } from '../../electron/engine/store/arrival';
import { Store } from '../../electron/engine/store/store';
import { WindowSession } from '../../electron/engine/view/window-session';
import { arrival } from './arrival';
import { fakePort, type FakeWindow } from './fake-port';

type PublishQuestion = Extract<Question, { ask: 'publish' }>;

/** A store and one window on it, with a clock that only the test moves. The window acks each frame unless told not to. */
export class ViewRun {
  readonly store = new Store({ historyBudgetBytes: 50_000_000 });
  readonly session: WindowSession;
  nowMs = 1_000_000;
  acks = true;
  publish: (request: PublishQuestion, signal: AbortSignal) => Promise<Result<PublishAnswer>> = () =>
    Promise.resolve(succeed({ acknowledgedMs: 12, reasonCode: 0 }));
  #window: FakeWindow | null = null;
  #read = 0;
  readonly frames: Frame[] = [];
  readonly others: Exclude<EngineMessage, Frame>[] = [];

  constructor() {
    this.session = new WindowSession({
      windowId: 1,
      store: this.store,
      bodies: new Bodies({
        body: (node, seq) => this.store.body(node, seq),
        previous: (node, seq) => this.store.previous(node, seq)
      }),
      publish: (request, signal) => this.publish(request, signal),
      now: () => this.nowMs
    });
  }

  /** A page (re)loads: a new port, and its hello. */
  async open(): Promise<void> {
    const { port, window } = fakePort();
    this.#window = window;
    this.#read = 0;
    this.session.attach(port);
    await this.send({ type: 'hello', version: contractVersion });
  }

  async send(message: unknown): Promise<void> {
    this.#window?.post(message);
    await this.settle();
  }

  async command(command: Command): Promise<void> {
    await this.send({ type: 'command', command });
  }

  async look(visibleFirst: number, visibleCount: number, anchor: number | null = null): Promise<void> {
    await this.command({ kind: 'look', first: visibleFirst, count: visibleCount, visibleFirst, visibleCount, anchor });
  }

  async ask<A extends Question>(question: A, id = 1): Promise<unknown> {
    await this.send({ type: 'question', id, question });
    await this.until(() => this.others.some((other) => other.kind === 'reply' && other.id === id));
    const reply = this.others.find((other) => other.kind === 'reply' && other.id === id);
    this.others.length = 0;
    return reply?.kind === 'reply' ? reply.result : null;
  }

  append(topic: string, payload: string | Uint8Array = '1', more: Partial<Arrival> = {}): void {
    this.store.append(arrival(topic, payload, { receivedAtMs: this.nowMs, ...more }));
  }

  /** Time goes on in ticks of 50 ms. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) {
      this.nowMs = Math.min(endMs, this.nowMs + 50);
      this.session.tick(this.nowMs);
      await this.settle();
    }
  }

  /** Lets what was posted arrive, reads what came, and acks. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) await Promise.resolve();
    for (let more = this.#take(); more.length > 0; more = this.#take()) {
      for (const message of more) {
        if (message.kind !== 'frame') {
          this.others.push(message);
          continue;
        }
        this.frames.push(message);
        if (this.acks) this.#window?.post({ type: 'command', command: { kind: 'ack', revision: message.revision } });
      }
      for (let round = 0; round < 4; round += 1) await Promise.resolve();
    }
  }

  async until(true_: () => boolean): Promise<void> {
    while (!true_()) {
      await new Promise((resume) => setImmediate(resume));
      await this.settle();
    }
  }

  closeWindow(): void {
    this.#window?.close();
  }

  get frame(): Frame {
    const frame = this.frames.at(-1);
    if (!frame) throw new Error('no frame yet');
    return frame;
  }

  /** The rows of the newest frame as text: depth by spaces, `+` closed, `-` open. */
  get tree(): readonly string[] {
    return this.frame.rows.map((row) => {
      const mark = row.branch ? (row.open ? '- ' : '+ ') : '';
      return `${'  '.repeat(row.depth)}${mark}${row.segments.join(' / ')}`;
    });
  }

  node(topic: string): number {
    let node = 0;
    for (const segment of topic.split('/')) {
      const found = this.store.childrenInOrder(node).find((child) => this.store.segment(child) === segment);
      if (found === undefined) throw new Error(`no node for ${topic}`);
      node = found;
    }
    return node;
  }

  get snapshot(): Snapshot | undefined {
    return this.others.find((other): other is Snapshot => other.kind === 'snapshot');
  }

  #take(): EngineMessage[] {
    const received = this.#window?.received ?? [];
    const fresh = received.slice(this.#read) as EngineMessage[];
    this.#read = received.length;
    return fresh;
  }
}
