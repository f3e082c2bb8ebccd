import type { Command, EngineMessage, PublishAnswer, Question, Snapshot } from '../../electron/contract/engine';
import { succeed, type Result } from '../../electron/contract/failure';
import type { Frame } from '../../electron/contract/frame';
import { contractVersion } from '../../electron/contract/port';
import type { Gap } from '../../electron/contract/message';
import { Inspection } from '../../electron/engine/inspection';
import type { Arrival } from '../../electron/engine/store/arrival';
import { Store } from '../../electron/engine/store/store';
import { LagMeter } from '../../electron/engine/view/lag-meter';
import type { LiveFacts } from '../../electron/engine/view/live-facts';
import { WindowSession } from '../../electron/engine/view/window-session';
import { arrival } from './arrival';
import { fakePort, type FakeWindow } from './fake-port';
import { InThreadJobs } from './in-thread-jobs';

type PublishQuestion = Extract<Question, { ask: 'publish' }>;

interface ViewRunOptions {
  /** Another window's store; one of its own unless told. */
  readonly store?: Store;
  readonly expanded?: readonly string[] | null;
}

/**
 * A store and one window on it, with a clock that only the test moves. The window acks each frame unless told not to;
 * slices of filtering run whenever messages settle, unless the test holds them.
 */
export class ViewRun {
  readonly store: Store;
  readonly session: WindowSession;
  readonly jobs = new InThreadJobs();
  readonly inspection: Inspection;
  nowMs = 1_000_000;
  acks = true;
  publish: (request: PublishQuestion, signal: AbortSignal) => Promise<Result<PublishAnswer>> = () =>
    Promise.resolve(succeed({ acknowledgedMs: 12, reasonCode: 0 }));
  live: LiveFacts = {
    lagMs: null,
    overloadStep: 0,
    waitingBytes: 0,
    bufferBytes: 1_000,
    gaps: 0,
    lastGap: null,
    decodingRevision: 0
  };
  readonly gaps: Gap[] = [];
  readonly lag = new LagMeter(() => this.nowMs);
  /** What a person has open, as told, one entry each time. */
  readonly expandedTold: (readonly string[])[] = [];
  holdsSlices = false;
  #slices: (() => void)[] = [];
  #window: FakeWindow | null = null;
  #read = 0;
  readonly frames: Frame[] = [];
  readonly others: Exclude<EngineMessage, Frame>[] = [];

  constructor({ store, expanded = null }: ViewRunOptions = {}) {
    this.store = store ?? new Store({ historyBudgetBytes: 50_000_000, topicLimit: 2_000_000 });
    this.inspection = new Inspection({
      store: this.store,
      jobs: this.jobs,
      gapBetween: (afterMs, untilMs) => this.gaps.find((gap) => gap.fromMs >= afterMs && gap.toMs <= untilMs) ?? null,
      now: () => this.nowMs
    });
    this.session = new WindowSession({
      windowId: 1,
      store: this.store,
      inspecting: this.inspection.inspector(1),
      publish: (request, signal) => this.publish(request, signal),
      now: () => this.nowMs,
      live: () => this.live,
      lag: this.lag,
      expanded,
      expandedChanged: (paths) => this.expandedTold.push(paths),
      soon: (run) => {
        this.#slices.push(run);
        return () => {
          this.#slices = this.#slices.filter((slice) => slice !== run);
        };
      }
    });
  }

  get openSlices(): number {
    return this.#slices.length;
  }

  /** One slice of filtering. */
  async slice(): Promise<void> {
    this.#slices.shift()?.();
    await this.settle();
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

  append(topic: string | Uint8Array, payload: string | Uint8Array = '1', more: Partial<Arrival> = {}): void {
    this.store.append(arrival(topic, payload, { receivedAtMs: this.nowMs, ...more }));
  }

  /** Time goes on in ticks of 50 ms. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) {
      this.nowMs = Math.min(endMs, this.nowMs + 50);
      this.session.tick(this.nowMs);
      this.inspection.tick();
      await this.settle();
    }
  }

  /** Lets what was posted arrive, reads what came, and acks. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) await Promise.resolve();
    while (!this.holdsSlices && this.#slices.length > 0) this.#slices.shift()?.();
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
      node = this.store.order.childNamed(node, new TextEncoder().encode(segment));
      if (node < 0) throw new Error(`no node for ${topic}`);
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
