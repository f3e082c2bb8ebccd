import { assertNever } from '#contract/assert-never';
import type { ConnectionState } from '#contract/connection';
import type { ControlMessage, ControlReport } from '#contract/engine-control';
import { fail } from '#contract/failure';
import type { Port } from '#contract/port';
import { Bodies } from './decode/bodies';
import { systemClock } from './link/clock';
import { Link } from './link/link';
import { Publisher } from './publish/publisher';
import { RunningSaves } from './save/running-saves';
import { Store } from './store/store';
import { WindowSession } from './view/window-session';

const tickMs = 50;
const countersMs = 1_000;
/** Until main says otherwise with the first connect. */
const firstHistoryBudgetBytes = 256_000_000;

/**
 * One connection: introduces link, store, views, publishing and saving to each other and holds no logic of its own.
 * Control messages come from main and are trusted; what windows say is parsed in their sessions.
 */
export class Engine {
  readonly #report: (report: ControlReport) => void;
  readonly #store = new Store({ historyBudgetBytes: firstHistoryBudgetBytes });
  readonly #saves = new RunningSaves();
  readonly #windows = new Map<number, WindowSession>();
  readonly #link: Link;
  readonly #publisher: Publisher;
  readonly #ticker: NodeJS.Timeout;
  #second = 0;

  constructor(report: (report: ControlReport) => void) {
    this.#report = report;
    this.#link = new Link({
      clock: systemClock,
      random: Math.random,
      received: (message) => this.#store.append(message),
      changed: (state) => this.#linkChanged(state)
    });
    this.#publisher = new Publisher({
      send: (message, answered) => this.#link.send(message, answered),
      monotonicMs: () => performance.now(),
      after: systemClock.after
    });
    this.#ticker = setInterval(() => this.#tick(), tickMs);
  }

  /** `port` comes with attach only. */
  handle(message: ControlMessage, port: Port | null): void {
    switch (message.kind) {
      case 'connect':
        this.#store.setHistoryBudget(message.config.historyBudgetBytes);
        return this.#link.connect(message.config);
      case 'disconnect':
        return this.#link.disconnect();
      case 'attach':
        if (port !== null) this.#window(message.windowId).attach(port);
        return;
      case 'budgets':
        this.#store.setHistoryBudget(message.historyBudgetBytes);
        return this.#link.setMaxPayloadBytes(message.maxPayloadBytes);
      case 'saveBody':
        return this.#save(message);
      case 'retryNow':
        return this.#link.retryNow();
      case 'stop':
        return void this.stop();
      default:
        return assertNever(message);
    }
  }

  /** Says goodbye to the broker, ends running saves; resolves when no socket, timer or half file of this engine is left. */
  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await Promise.all([this.#link.close(), this.#saves.stop()]);
    for (const session of this.#windows.values()) session.dispose();
    this.#windows.clear();
  }

  #window(windowId: number): WindowSession {
    const known = this.#windows.get(windowId);
    if (known) return known;
    const store = this.#store;
    const session = new WindowSession({
      windowId,
      store,
      bodies: new Bodies({
        body: (node, seq) => store.body(node, seq),
        previous: (node, seq) => store.previous(node, seq)
      }),
      publish: (request, signal) => this.#publisher.publish(request, signal),
      now: systemClock.now
    });
    this.#windows.set(windowId, session);
    session.connectionChanged(this.#link.state.kind === 'online', systemClock.now());
    return session;
  }

  #linkChanged(state: ConnectionState): void {
    this.#report({ kind: 'state', state });
    for (const session of this.#windows.values()) {
      session.connectionChanged(state.kind === 'online', systemClock.now());
    }
  }

  #tick(): void {
    const nowMs = systemClock.now();
    this.#reportCounters(nowMs);
    for (const session of this.#windows.values()) session.tick(nowMs);
  }

  /** When the clock's second turns, as the rate of a frame does: the rail and the status line show one figure. */
  #reportCounters(nowMs: number): void {
    const second = Math.floor(nowMs / countersMs);
    if (second === this.#second) return;
    this.#second = second;
    const { messagesPerSecond, topics, messages } = this.#store.counters(nowMs);
    this.#report({ kind: 'counters', counters: { messagesPerSecond, topics, messages } });
  }

  #save(order: Extract<ControlMessage, { kind: 'saveBody' }>): void {
    const body = this.#store.body(order.node, order.seq);
    if (body === null) return this.#report({ kind: 'saved', id: order.id, result: fail('not-kept') });
    this.#saves.save(body.payload, order.path, (result) => this.#report({ kind: 'saved', id: order.id, result }));
  }
}
