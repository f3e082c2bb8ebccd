import { uptime } from 'node:os';
import { assertNever } from '#contract/assert-never';
import type { ConnectionState } from '#contract/connection';
import type { ConnectionConfig, ControlMessage, ControlReport, EngineBudgets } from '#contract/engine-control';
import { fail, type Result } from '#contract/failure';
import { settingLimits } from '#contract/limits';
import type { Port } from '#contract/port';
import type { RunJobs } from './decode/run-jobs';
import { Inspection } from './inspection';
import { Absences } from './link/absences';
import { systemClock } from './link/clock';
import { Link } from './link/link';
import { Probe } from './link/probe';
import { Publisher } from './publish/publisher';
import { chartCsv } from './save/chart-export';
import { historyFile } from './save/history-export';
import { RunningSaves } from './save/running-saves';
import { Gaps } from './store/gaps';
import { Store } from './store/store';
import { LagMeter } from './view/lag-meter';
import { WindowSession } from './view/window-session';

const tickMs = 50;
const countersMs = 1_000;

type EngineJobs = RunJobs & { dispose(): Promise<void> };

/** What the steps of the overload ladder mean for keeping (contract/frame.ts). */
const keeping = ['all', 'all', 'last-of-hot', 'count', 'count'] as const;

/**
 * One connection: introduces link, store, views, publishing and saving to each other and holds no logic of its own.
 * Control messages come from main and are trusted; what windows say is parsed in their sessions.
 */
export class Engine {
  readonly #report: (report: ControlReport) => void;
  // Until main says otherwise with the first connect.
  readonly #store = new Store({
    historyBudgetBytes: settingLimits.historyBudgetBytes.usual,
    topicLimit: settingLimits.topicLimit.usual
  });
  readonly #gaps = new Gaps();
  readonly #absences = new Absences((gap) => this.#gaps.note(gap));
  readonly #lag = new LagMeter();
  readonly #saves = new RunningSaves();
  readonly #windows = new Map<number, WindowSession>();
  readonly #link: Link;
  readonly #publisher: Publisher;
  readonly #jobs: EngineJobs;
  readonly #inspection: Inspection;
  readonly #ticker: NodeJS.Timeout;
  #probe: Probe | null = null;
  #second = 0;

  /** `jobs`: this engine's decode worker; it is disposed with the engine. */
  constructor(report: (report: ControlReport) => void, jobs: EngineJobs) {
    this.#report = report;
    this.#jobs = jobs;
    this.#inspection = new Inspection({
      store: this.#store,
      jobs,
      gapBetween: (afterMs, untilMs) => this.#gaps.between(afterMs, untilMs),
      now: systemClock.now
    });
    this.#link = new Link({
      clock: systemClock,
      random: Math.random,
      received: (message) => this.#store.append(message),
      stored: (oldestReadAtMs, messages) => this.#lag.stored(systemClock.now() - oldestReadAtMs, messages),
      overload: (step) => this.#store.keep(keeping[step]),
      changed: (state) => this.#linkChanged(state),
      versionFound: (version) => this.#report({ kind: 'versionFound', version })
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
        this.#store.setBudgets(message.config.budgets);
        return this.#link.connect(message.config);
      case 'disconnect':
        return this.#link.disconnect();
      case 'attach':
        if (port !== null) this.#window(message.windowId, message.expanded).attach(port);
        return;
      case 'detach':
        this.#windows.get(message.windowId)?.dispose();
        this.#windows.delete(message.windowId);
        return;
      case 'budgets':
        return this.#setBudgets(message.budgets);
      case 'decoding':
        return this.#inspection.decoding(message.rules, message.schemas);
      case 'saveBody':
        return this.#save(message);
      case 'saveHistory':
        return this.#saveHistory(message);
      case 'saveChart':
        return this.#saveChart(message);
      case 'retryNow':
        return this.#link.retryNow();
      case 'woke':
        return this.#link.woke();
      case 'probe':
        return this.#startProbe(message.config);
      case 'stop':
        return void this.stop();
      default:
        return assertNever(message);
    }
  }

  /** Says goodbye to the broker, ends running saves; resolves when no socket, timer or half file of this engine is left. */
  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    this.#inspection.stop();
    await Promise.all([this.#link.close(), this.#probe?.close(), this.#saves.stop()]);
    for (const session of this.#windows.values()) session.dispose();
    this.#windows.clear();
    await this.#jobs.dispose();
  }

  #window(windowId: number, expanded: readonly string[] | null): WindowSession {
    const known = this.#windows.get(windowId);
    if (known) return known;
    const store = this.#store;
    const session = new WindowSession({
      windowId,
      store,
      inspecting: this.#inspection.inspector(windowId),
      publish: (request, signal) => this.#publisher.publish(request, signal),
      now: systemClock.now,
      live: () => ({
        lagMs: this.#lag.p95(systemClock.now()),
        overloadStep: this.#link.intake.step,
        waitingBytes: this.#link.intake.waitingBytes,
        bufferBytes: this.#link.intake.bufferBytes,
        gaps: this.#gaps.count,
        lastGap: this.#gaps.last,
        decodingRevision: this.#inspection.decodingRevision
      }),
      lag: this.#lag,
      expanded,
      expandedChanged: (paths) => this.#report({ kind: 'expanded', windowId, paths })
    });
    this.#windows.set(windowId, session);
    session.connectionChanged(this.#link.state.kind === 'online', systemClock.now());
    return session;
  }

  #linkChanged(state: ConnectionState): void {
    const nowMs = systemClock.now();
    this.#absences.linkChanged(state, nowMs);
    this.#report({ kind: 'state', state });
    for (const session of this.#windows.values()) session.connectionChanged(state.kind === 'online', nowMs);
  }

  /** One for each process: what it found stays until main ends it. */
  #startProbe(config: ConnectionConfig): void {
    this.#probe ??= new Probe({
      config,
      clock: systemClock,
      changed: (diagnosis) => this.#report({ kind: 'probe', diagnosis })
    });
  }

  #setBudgets(budgets: EngineBudgets): void {
    this.#store.setBudgets(budgets);
    this.#link.setBudgets(budgets);
  }

  #tick(): void {
    const nowMs = systemClock.now();
    this.#absences.tick(nowMs, uptime() * 1_000);
    this.#store.maintain();
    this.#reportCounters(nowMs);
    for (const session of this.#windows.values()) session.tick(nowMs);
    this.#inspection.tick();
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
    const payload = this.#store.read(order.node, order.seq)?.payload ?? null;
    if (payload === null) return this.#saved(order.id, fail('not-kept'));
    this.#saves.save(payload, order.path, (result) => this.#saved(order.id, result));
  }

  #saveHistory(order: Extract<ControlMessage, { kind: 'saveHistory' }>): void {
    const { id, windowId, list } = order;
    const messages = this.#inspection.savedList(windowId, list, order);
    if (messages === null) return this.#saved(id, fail('not-kept'));
    this.#saves.saveChunks(historyFile(messages, order), order.path, (result) => this.#saved(id, result));
  }

  #saveChart(order: Extract<ControlMessage, { kind: 'saveChart' }>): void {
    const { id, chart, fromMs, toMs } = order;
    const table = this.#inspection.of(order.windowId)?.chartTable(chart, fromMs, toMs) ?? Promise.resolve(null);
    void table.then((points) => {
      if (points === null) this.#saved(id, fail('not-kept'));
      else this.#saves.saveChunks(chartCsv(points), order.path, (result) => this.#saved(id, result));
    });
  }

  #saved(id: number, result: Result<{ readonly bytes: number }>): void {
    this.#report({ kind: 'saved', id, result });
  }
}
