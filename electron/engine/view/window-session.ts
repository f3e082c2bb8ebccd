import { assertNever } from '#contract/assert-never';
import {
  windowMessageSchema,
  type Command,
  type EngineMessage,
  type PublishAnswer,
  type Question
} from '#contract/engine';
import { failure, type Result } from '#contract/failure';
import type { Frame } from '#contract/frame';
import { contractVersion, type Port } from '#contract/port';
import type { StoreReader } from '../store/store-reader';
import type { Decoding } from './decoding';
import { FrameCredit } from './frame-credit';
import { Questions } from './questions';
import { sameFrame } from './same-frame';
import { TreeView } from './tree-view';

const shownIntervalMs = 100;
const hiddenIntervalMs = 500;

export interface WindowSessionOptions {
  readonly windowId: number;
  readonly store: StoreReader;
  /** This session's own; it is disposed with the session. */
  readonly bodies: Decoding;
  readonly publish: (
    request: Extract<Question, { ask: 'publish' }>,
    signal: AbortSignal
  ) => Promise<Result<PublishAnswer>>;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * One window's view of one connection, over one port at a time: a snapshot after `hello`, then frames as credit allows,
 * answers in between. Expansion, selection, pause and scroll place outlive the port.
 */
export class WindowSession {
  readonly #now: () => number;
  readonly #view: TreeView;
  readonly #bodies: Decoding;
  readonly #questions: Questions;
  readonly #credit = new FrameCredit();
  #port: Port | null = null;
  #greeted = false;
  #hidden = false;
  #online = false;
  #revision = 0;
  #sent: Frame | null = null;
  #dueAtMs = 0;
  #owesFrame = false;

  constructor(options: WindowSessionOptions) {
    this.#now = options.now;
    this.#bodies = options.bodies;
    this.#view = new TreeView(options.store, options.bodies);
    this.#questions = new Questions({ ...options, view: this.#view, post: (message) => this.#post(message) });
  }

  /** The window's port, also after a reload of the page. The port before is closed. */
  attach(port: Port): void {
    const before = this.#port;
    this.#detach();
    before?.close();
    this.#port = port;
    port.onMessage((message) => {
      if (this.#port === port) this.#receive(message);
    });
    port.onClose(() => {
      if (this.#port === port) this.#detach();
    });
  }

  /** Called every 50 ms. Sends a frame when it is time, something changed, and the window keeps up. */
  tick(nowMs: number): void {
    // A clock set back must not silence the window until it has caught up.
    const waitMs = this.#dueAtMs - nowMs;
    if (!this.#greeted || !this.#credit.mayTick || (waitMs > 0 && waitMs <= hiddenIntervalMs)) return;
    const intervalMs = this.#hidden ? hiddenIntervalMs : shownIntervalMs;
    const onTime = waitMs <= 0 && waitMs > -intervalMs;
    this.#dueAtMs = (onTime ? this.#dueAtMs : nowMs) + intervalMs;
    this.#view.refresh(nowMs);
    this.#sendFrame(nowMs);
  }

  connectionChanged(online: boolean, nowMs: number): void {
    // Subscriptions that are answered while it is online are no new connection.
    if (online && !this.#online) this.#view.connected(nowMs);
    this.#online = online;
  }

  dispose(): void {
    const port = this.#port;
    this.#detach();
    port?.close();
    this.#view.dispose();
    this.#bodies.dispose();
  }

  #detach(): void {
    this.#port = null;
    this.#greeted = false;
    this.#hidden = false;
    this.#sent = null;
    this.#owesFrame = false;
    this.#credit.reset();
    this.#questions.abandonAll();
    this.#bodies.closeAll();
  }

  #receive(raw: unknown): void {
    const parsed = windowMessageSchema.safeParse(raw);
    if (!parsed.success) {
      this.#post({ kind: 'refused', failure: failure('request-invalid', parsed.error.issues[0]?.message ?? '') });
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'hello':
        this.#hello(message.version);
        return;
      case 'command':
        this.#obey(message.command);
        return;
      case 'question':
        this.#questions.answer(message.id, message.question);
        return;
      case 'abandon':
        this.#questions.abandon(message.id);
        return;
      default:
        assertNever(message);
    }
  }

  #hello(version: number): void {
    if (version !== contractVersion) {
      this.#post({
        kind: 'refused',
        failure: failure('request-invalid', `contract ${version}, not ${contractVersion}`)
      });
      return;
    }
    this.#greeted = true;
    const { visibleFirst, selected, pause } = this.#view;
    this.#post({ kind: 'snapshot', version: contractVersion, first: visibleFirst, selected, paused: pause !== null });
    this.#view.refresh(this.#now());
    this.#answerAtOnce();
  }

  #obey(command: Command): void {
    const nowMs = this.#now();
    switch (command.kind) {
      case 'ack':
        this.#credit.acknowledged(command.revision);
        if (this.#owesFrame) this.#answerAtOnce();
        return;
      case 'presence':
        this.#view.presence(command.attended, nowMs);
        if (this.#hidden && !command.hidden) this.#dueAtMs = nowMs;
        this.#hidden = command.hidden;
        return;
      case 'look':
        this.#view.look(command);
        break;
      case 'expand':
        this.#view.expand(command.node, command.open);
        break;
      case 'expandSiblings':
        this.#view.expandSiblings(command.node);
        break;
      case 'expandBranch':
        this.#view.expandBranch(command.node);
        break;
      case 'collapseAll':
        this.#view.collapseAll();
        break;
      case 'select':
        this.#view.select(command.node);
        break;
      case 'pause':
        this.#view.setPaused(command.on, nowMs);
        break;
      case 'showNew':
        this.#view.showNew();
        break;
      default:
        assertNever(command);
    }
    this.#answerAtOnce();
  }

  /** Outside the tick, with one frame more of credit; without it, with the next ack. */
  #answerAtOnce(): void {
    if (!this.#greeted) return;
    this.#owesFrame = !this.#credit.mayAnswer;
    if (!this.#owesFrame) this.#sendFrame(this.#now());
  }

  #sendFrame(nowMs: number): void {
    const frame = this.#view.frame(this.#revision + 1, nowMs);
    if (this.#sent && sameFrame(this.#sent, frame)) return;
    this.#revision = frame.revision;
    this.#sent = frame;
    this.#credit.sent(frame.revision);
    this.#post(frame);
  }

  #post(message: EngineMessage): void {
    this.#port?.post(message);
  }
}
