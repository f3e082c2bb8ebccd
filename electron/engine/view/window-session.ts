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
import { FrameCredit } from './frame-credit';
import type { Inspecting } from './inspecting';
import type { LagMeter } from './lag-meter';
import type { LiveFacts } from './live-facts';
import { Questions } from './questions';
import { sameFrame } from './same-frame';
import { TreeView } from './tree-view';

const shownIntervalMs = 100;
const hiddenIntervalMs = 500;
/** While the connection gets more than it can take in, by step (contract/frame.ts). */
const overloadIntervalsMs = [0, 250, 500, 500, 500] as const;
/** A person opens several branches in a row. */
const expandedRestMs = 1_000;

export interface WindowSessionOptions {
  readonly windowId: number;
  readonly store: StoreReader;
  /** This session's own; it is disposed with the session. */
  readonly inspecting: Inspecting;
  readonly publish: (
    request: Extract<Question, { ask: 'publish' }>,
    signal: AbortSignal
  ) => Promise<Result<PublishAnswer>>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly live: () => LiveFacts;
  /** Shared by all windows of the engine. */
  readonly lag: LagMeter;
  /** Paths of branches that were open; null: never looked at. */
  readonly expanded: readonly string[] | null;
  /** What a person has open now, a second after they changed it. */
  readonly expandedChanged: (paths: readonly string[]) => void;
  /** Runs soon, after what waits from the network; returns how to cancel it. */
  readonly soon?: (run: () => void) => () => void;
}

/**
 * One window's view of one connection, over one port at a time: a snapshot after `hello`, then frames as credit allows,
 * answers in between. Expansion, filter, selection, pause and scroll place outlive the port.
 */
export class WindowSession {
  readonly #now: () => number;
  readonly #view: TreeView;
  readonly #inspecting: Inspecting;
  readonly #questions: Questions;
  readonly #options: WindowSessionOptions;
  readonly #credit = new FrameCredit();
  /** When the messages were read that a frame on its way is the first to show, by revision. */
  readonly #fresh = new Map<number, readonly number[]>();
  /** Since when a page looks without a break: what was read before was not in sight when it came (epoch ms). */
  #looksSinceMs = 0;
  #port: Port | null = null;
  #greeted = false;
  #hidden = false;
  #online = false;
  #revision = 0;
  #sent: Frame | null = null;
  #dueAtMs = 0;
  #owesFrame = false;
  #cancelSlice: (() => void) | null = null;
  #expansionTold = 0;
  #expansionSeen = 0;
  #expandedAtMs = 0;

  constructor(options: WindowSessionOptions) {
    this.#options = options;
    this.#now = options.now;
    this.#inspecting = options.inspecting;
    this.#view = new TreeView(options);
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
    this.#view.refresh(nowMs);
    this.#continueFilter();
    this.#tellExpanded(nowMs);
    // A clock set back must not silence the window until it has caught up.
    const waitMs = this.#dueAtMs - nowMs;
    if (!this.#greeted || !this.#credit.mayTick || (waitMs > 0 && waitMs <= hiddenIntervalMs)) return;
    const shownMs = Math.max(shownIntervalMs, overloadIntervalsMs[this.#options.live().overloadStep]);
    const intervalMs = this.#hidden ? hiddenIntervalMs : shownMs;
    const onTime = waitMs <= 0 && waitMs > -intervalMs;
    this.#dueAtMs = (onTime ? this.#dueAtMs : nowMs) + intervalMs;
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
    this.#cancelSlice?.();
    this.#cancelSlice = null;
    this.#tellExpanded(null);
    this.#view.dispose();
    this.#inspecting.dispose();
  }

  #detach(): void {
    this.#port = null;
    this.#greeted = false;
    this.#hidden = false;
    this.#sent = null;
    this.#owesFrame = false;
    this.#credit.reset();
    this.#fresh.clear();
    this.#questions.abandonAll();
    this.#inspecting.closeAll();
    // Nobody looks at it until a page says otherwise: what is new must not pile up at the gate.
    this.#view.presence(false, this.#now());
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
    this.#looksSinceMs = this.#now();
    const { visibleFirst, selected, pause, filter } = this.#view;
    const paused = pause !== null;
    this.#post({ kind: 'snapshot', version: contractVersion, first: visibleFirst, selected, paused, filter });
    this.#view.refresh(this.#now());
    this.#answerAtOnce();
  }

  #obey(command: Command): void {
    const nowMs = this.#now();
    switch (command.kind) {
      case 'ack':
        this.#credit.acknowledged(command.revision);
        this.#painted(command.revision, nowMs);
        if (this.#owesFrame) this.#answerAtOnce();
        return;
      case 'presence':
        this.#view.presence(command.attended, nowMs);
        if (this.#hidden && !command.hidden) this.#dueAtMs = this.#looksSinceMs = nowMs;
        // It paints nothing now; when it does, the wait was not the message's.
        if (command.hidden) this.#fresh.clear();
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
        if (!command.on) this.#looksSinceMs = nowMs;
        this.#view.setPaused(command.on, nowMs);
        break;
      case 'showNew':
        this.#view.showNew();
        break;
      case 'filter':
        this.#view.setFilter(command.text, nowMs);
        break;
      default:
        assertNever(command);
    }
    this.#noteExpansion(nowMs);
    this.#continueFilter();
    // A filter's first frame waits for its first match, or for the next tick.
    if (command.kind !== 'filter' || !this.#view.isFilterBlank) this.#answerAtOnce();
  }

  /** Filtering goes on between messages, in slices of at most 4 ms; its first match and its end are shown at once. */
  #continueFilter(): void {
    if (this.#cancelSlice || !this.#view.hasFilterWork) return;
    const soon = this.#options.soon ?? afterInput;
    this.#cancelSlice = soon(() => {
      this.#cancelSlice = null;
      const wasBlank = this.#view.isFilterBlank;
      this.#view.continueFilter();
      if (!this.#view.hasFilterWork || (wasBlank && !this.#view.isFilterBlank)) this.#answerAtOnce();
      this.#continueFilter();
    });
  }

  #noteExpansion(nowMs: number): void {
    if (this.#view.expansionRevision === this.#expansionSeen) return;
    this.#expansionSeen = this.#view.expansionRevision;
    this.#expandedAtMs = nowMs;
  }

  /** Null: the session ends, whatever the time. */
  #tellExpanded(nowMs: number | null): void {
    if (this.#expansionTold === this.#expansionSeen) return;
    if (nowMs !== null && Math.abs(nowMs - this.#expandedAtMs) < expandedRestMs) return;
    this.#expansionTold = this.#expansionSeen;
    this.#options.expandedChanged(this.#view.openPaths());
  }

  /** A window that is shown has painted this frame and those before it. Only what came while it looked has a lag. */
  #painted(revision: number, nowMs: number): void {
    for (const [sent, readAtMs] of this.#fresh) {
      if (sent > revision) continue;
      this.#fresh.delete(sent);
      if (!this.#hidden) for (const atMs of readAtMs) this.#options.lag.painted(nowMs - atMs);
    }
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
    // After a clock was set back what comes counts at once.
    this.#looksSinceMs = Math.min(this.#looksSinceMs, nowMs);
    const seen = this.#view.freshAtMs.filter((readAtMs) => readAtMs >= this.#looksSinceMs);
    if (!this.#hidden) this.#fresh.set(frame.revision, seen);
    this.#post(frame);
  }

  #post(message: EngineMessage): void {
    this.#port?.post(message);
  }
}

function afterInput(run: () => void): () => void {
  const handle = setImmediate(run);
  return () => clearImmediate(handle);
}
