import { failure, fail, succeed, type Failure, type Result } from '#contract/failure';
import type { ConnectionReport, ConnectionState } from '#contract/connection';
import type { ControlMessage, ControlReport, EngineBudgets } from '#contract/engine-control';
import { assertNever } from '#contract/assert-never';
import type { EngineOrders } from './engine-orders';
import type { ForkedProcess } from './forked-process';
import { RestartBounds } from './restart-bounds';

export interface ConnectionsWorld<Port> {
  readonly fork: () => ForkedProcess<Port>;
  /** A fresh channel to a window: posts one end to the page and gives the other back; null: the window is gone. */
  readonly openChannel: (windowId: number, profileId: string) => Port | null;
  readonly ordersFor: (profileId: string) => Result<EngineOrders>;
  readonly report: (report: ConnectionReport) => void;
  readonly gone: (profileId: string) => void;
  /** What was open in the profile's tree when somebody looked at it last; null: nobody ever did. */
  readonly expandedIn: (profileId: string) => readonly string[] | null;
  readonly expanded: (profileId: string, paths: readonly string[]) => void;
  readonly bug: (text: string) => void;
  readonly nowMs: () => number;
}

interface Connection<Port> {
  readonly profileId: string;
  readonly restarts: RestartBounds;
  readonly viewers: Set<number>;
  /** Windows the engine holds a view for, also while they show another connection: they may come back. */
  readonly attached: Set<number>;
  readonly saves: Map<number, (result: Result<{ readonly bytes: number }>) => void>;
  engine: ForkedProcess<Port> | null;
  /** Whose data the engine holds; see EngineOrders. */
  identity: string | null;
  /** What the engine was told last, as text and without the name, which is no business of the broker's. */
  told: string | null;
  /** The person wants it connected: after a crash it connects again. */
  wanted: boolean;
  report: ConnectionReport;
}

const maxRestarts = 5;
const restartWindowMs = 60_000;
/** How long engines may take to say goodbye to their brokers (else the brokers send the last wills). */
const farewellMs = 1_500;
const noCounters = { messagesPerSecond: 0, topics: 0, messages: 0 } as const;

/**
 * One engine process per connection, from the first connect until the profile is deleted or the program ends. Disconnecting
 * keeps the engine, so that the last values stay in sight. No message passes through here: windows get ports.
 */
export class Connections<Port> {
  readonly #world: ConnectionsWorld<Port>;
  readonly #connections = new Map<string, Connection<Port>>();
  #lastSave = 0;
  #stopping = false;

  constructor(world: ConnectionsWorld<Port>) {
    this.#world = world;
  }

  reports(): readonly ConnectionReport[] {
    return [...this.#connections.values()].map((connection) => connection.report);
  }

  /** Connects, or connects anew with what the profile says now. Failures: profile-not-found, secret-unreadable. */
  connect(profileId: string): Result<null> {
    const connection = this.#connection(profileId);
    const orders = this.#world.ordersFor(profileId);
    if (!orders.ok) {
      if (orders.failure.code === 'profile-not-found') this.#forget(connection);
      else this.#tell(connection, { state: failed(orders.failure) });
      return orders;
    }
    connection.restarts.forget();
    connection.wanted = true;
    this.#up(connection, orders.value, null);
    return succeed(null);
  }

  /**
   * The profile was saved: a connection that is up, or on its way there, gets its new orders at once. Another name, and
   * whatever else an engine is not told, leaves it alone.
   */
  applySaved(profileId: string): void {
    const connection = this.#connections.get(profileId);
    if (!connection?.wanted || !isOnItsWay(connection.report.state)) return;
    const orders = this.#world.ordersFor(profileId);
    if (!orders.ok) this.#tell(connection, { state: failed(orders.failure) });
    else if (orders.value.identity !== connection.identity || toldBy(orders.value) !== connection.told) {
      this.#up(connection, orders.value, null);
    }
  }

  disconnect(profileId: string): void {
    const connection = this.#connections.get(profileId);
    if (!connection) return;
    connection.wanted = false;
    if (connection.engine) this.#post(connection.engine, { kind: 'disconnect' });
    else this.#tell(connection, { state: { kind: 'idle' }, counters: noCounters });
  }

  /** False: there is no engine to tell. */
  retryNow(profileId: string): boolean {
    const engine = this.#connections.get(profileId)?.engine;
    if (!engine) return false;
    this.#post(engine, { kind: 'retryNow' });
    return true;
  }

  /** Whether the person wants it connected, whatever its state. */
  isWanted(profileId: string): boolean {
    return this.#connections.get(profileId)?.wanted === true;
  }

  /** The machine woke up. */
  retryAllNow(): void {
    this.#postAll({ kind: 'retryNow' });
  }

  changeBudgets(budgets: EngineBudgets): void {
    this.#postAll({ kind: 'budgets', budgets });
  }

  /** A window looks at a connection: it gets a port now, or as soon as there is an engine. */
  openPort(profileId: string, windowId: number): void {
    const connection = this.#connection(profileId);
    connection.viewers.add(windowId);
    this.#attach(connection, windowId);
  }

  /** The window shows this connection and no other: no other one's restarted engine hands it a port. */
  shows(windowId: number, profileId: string | null): void {
    for (const connection of this.#connections.values()) {
      if (connection.profileId !== profileId) connection.viewers.delete(windowId);
    }
  }

  /** The window has a new page, which will ask for ports itself. */
  windowGone(windowId: number): void {
    this.shows(windowId, null);
  }

  /** The window will never ask again: no engine keeps a view for it. */
  windowClosed(windowId: number): void {
    this.windowGone(windowId);
    for (const { attached, engine } of this.#connections.values()) {
      if (attached.delete(windowId) && engine) this.#post(engine, { kind: 'detach', windowId });
    }
  }

  /** The engine writes a body to a path from main's own dialog. Failures: engine-stopped, and the engine's own. */
  saveBody(
    profileId: string,
    body: { readonly node: number; readonly seq: number | null; readonly path: string }
  ): Promise<Result<{ readonly bytes: number }>> {
    const connection = this.#connections.get(profileId);
    const engine = connection?.engine;
    if (!engine) return Promise.resolve(fail('engine-stopped'));
    const id = ++this.#lastSave;
    return new Promise((resolve) => {
      connection.saves.set(id, resolve);
      this.#post(engine, { kind: 'saveBody', id, ...body });
    });
  }

  /** Ends a connection for good: its profile is deleted. */
  async remove(profileId: string): Promise<void> {
    const connection = this.#connections.get(profileId);
    if (!connection) return;
    this.#forget(connection);
    this.#world.gone(profileId);
    await this.#end(connection);
  }

  /** Ends every engine, with a goodbye to the brokers. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#connections.values()].map((connection) => this.#end(connection)));
  }

  #connection(profileId: string): Connection<Port> {
    const known = this.#connections.get(profileId);
    if (known) return known;
    const connection: Connection<Port> = {
      profileId,
      restarts: new RestartBounds(maxRestarts, restartWindowMs),
      viewers: new Set(),
      attached: new Set(),
      saves: new Map(),
      engine: null,
      identity: null,
      told: null,
      wanted: false,
      report: { profileId, state: { kind: 'idle' }, counters: noCounters, engineRestartedAtMs: null }
    };
    this.#connections.set(profileId, connection);
    return connection;
  }

  #forget(connection: Connection<Port>): void {
    this.#connections.delete(connection.profileId);
  }

  #up(connection: Connection<Port>, orders: EngineOrders, engineRestartedAtMs: number | null): void {
    if (connection.identity !== orders.identity) void this.#end(connection);
    connection.identity = orders.identity;
    connection.told = toldBy(orders);
    const running = connection.engine;
    const engine = running ?? this.#start(connection);
    this.#post(engine, { kind: 'connect', config: orders.config });
    // An engine that runs says itself what this changes.
    const state: ConnectionState = { kind: 'connecting', step: 'name', attempt: 1, failure: null };
    this.#tell(connection, { engineRestartedAtMs, ...(running ? {} : { state, counters: noCounters }) });
  }

  #start(connection: Connection<Port>): ForkedProcess<Port> {
    const engine = this.#world.fork();
    connection.engine = engine;
    connection.attached.clear();
    engine.onMessage((message) => {
      // The engine is our own file and speaks ControlReport; a late word of a replaced engine is passed over.
      const report = message as ControlReport;
      if (connection.engine === engine || (this.#stopping && report.kind === 'expanded'))
        this.#heard(connection, report);
    });
    engine.onExit((code) => {
      if (connection.engine === engine) this.#died(connection, code);
    });
    for (const windowId of connection.viewers) this.#attach(connection, windowId);
    return engine;
  }

  #attach(connection: Connection<Port>, windowId: number): void {
    if (!connection.engine) return;
    const port = this.#world.openChannel(windowId, connection.profileId);
    if (port === null) {
      connection.viewers.delete(windowId);
      return;
    }
    connection.attached.add(windowId);
    const expanded = this.#world.expandedIn(connection.profileId);
    this.#post(connection.engine, { kind: 'attach', windowId, expanded }, port);
  }

  #heard(connection: Connection<Port>, report: ControlReport): void {
    switch (report.kind) {
      case 'ready':
        return;
      case 'state':
        return this.#tell(connection, { state: report.state });
      case 'counters':
        return this.#tell(connection, { counters: report.counters });
      case 'saved':
        connection.saves.get(report.id)?.(report.result);
        connection.saves.delete(report.id);
        return;
      case 'expanded':
        return this.#world.expanded(connection.profileId, report.paths);
      case 'bug':
        return this.#world.bug(`engine: ${report.text}`);
      default:
        return assertNever(report);
    }
  }

  #died(connection: Connection<Port>, code: number): void {
    connection.engine = null;
    this.#answerSaves(connection);
    if (this.#stopping || !this.#connections.has(connection.profileId)) return;
    this.#world.bug(`an engine ended by itself with exit code ${code}`);
    const nowMs = this.#world.nowMs();
    if (!connection.restarts.allow(nowMs)) {
      connection.wanted = false;
      // A process that was killed ends with 0 in Electron 25: that would only mislead.
      const keepsStopping = failure('engine-keeps-stopping', code === 0 ? '' : `exit code ${code}`, {
        times: maxRestarts,
        seconds: restartWindowMs / 1_000
      });
      // "Was started again" beside "is left stopped" would say both.
      return this.#tell(connection, {
        state: failed(keepsStopping),
        counters: noCounters,
        engineRestartedAtMs: null
      });
    }
    const orders = connection.wanted ? this.#world.ordersFor(connection.profileId) : null;
    if (orders?.ok) return this.#up(connection, orders.value, nowMs);
    this.#start(connection);
    this.#tell(connection, {
      state: orders ? failed(orders.failure) : { kind: 'idle' },
      counters: noCounters,
      engineRestartedAtMs: nowMs
    });
  }

  /** Lets the engine say goodbye to the broker, then makes sure of it. */
  async #end(connection: Connection<Port>): Promise<void> {
    const engine = connection.engine;
    if (!engine) return;
    connection.engine = null;
    this.#answerSaves(connection);
    await new Promise<void>((resolve) => {
      const impatience = setTimeout(() => {
        engine.kill();
        resolve();
      }, farewellMs);
      engine.onExit(() => {
        clearTimeout(impatience);
        resolve();
      });
      this.#post(engine, { kind: 'stop' });
    });
  }

  #answerSaves(connection: Connection<Port>): void {
    for (const answer of connection.saves.values()) answer(fail('engine-stopped'));
    connection.saves.clear();
  }

  #tell(connection: Connection<Port>, news: Partial<Omit<ConnectionReport, 'profileId'>>): void {
    connection.report = { ...connection.report, ...news };
    this.#world.report(connection.report);
  }

  #post(engine: ForkedProcess<Port>, message: ControlMessage, port?: Port): void {
    if (port === undefined) engine.post(message);
    else engine.post(message, port);
  }

  #postAll(message: ControlMessage): void {
    for (const { engine } of this.#connections.values()) if (engine) this.#post(engine, message);
  }
}

function isOnItsWay({ kind }: ConnectionState): boolean {
  return kind === 'online' || kind === 'connecting' || kind === 'waiting';
}

/** The budgets reach an engine by themselves. */
function toldBy({ config }: EngineOrders): string {
  const { budgets: _budgets, ...rest } = config;
  return JSON.stringify({ ...rest, fields: { ...config.fields, name: '' } });
}

function failed(reason: Failure): ConnectionState {
  return { kind: 'failed', failure: reason };
}
