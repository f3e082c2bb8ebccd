import { assertNever } from '#contract/assert-never';
import type { ConnectionReport, EngineRestart } from '#contract/connection';
import type { ControlMessage, ControlReport, EngineBudgets } from '#contract/engine-control';
import { failure, fail, succeed, type FailureCode, type Result } from '#contract/failure';
import type { SpokenVersion } from '#contract/profile';
import {
  connectingState,
  decodingTold,
  failed,
  isOnItsWay,
  newRecord,
  noCounters,
  nothingToDecode,
  restartLimits,
  restartOf,
  toldBy,
  type ConnectionRecord
} from './connection-record';
import type { EngineOrders } from './engine-orders';
import { farewell } from './farewell';
import type { ForkedProcess } from './forked-process';
import type { SaveOrder } from './save-order';
import type { EngineDecoding } from './schemas';

export interface ConnectionsWorld<Port> {
  readonly fork: () => ForkedProcess<Port>;
  /** A fresh channel to a window: posts one end to the page and gives the other back; null: the window is gone. */
  readonly openChannel: (windowId: number, profileId: string) => Port | null;
  readonly ordersFor: (profileId: string) => Promise<Result<EngineOrders>>;
  readonly report: (report: ConnectionReport) => void;
  readonly gone: (profileId: string) => void;
  /** What was open in the profile's tree when somebody looked at it last; null: nobody ever did. */
  readonly expandedIn: (profileId: string) => readonly string[] | null;
  readonly expanded: (profileId: string, paths: readonly string[]) => void;
  readonly decodingFor: (profileId: string) => Promise<EngineDecoding>;
  /** With `auto`: what the broker was found to speak. */
  readonly versionFound: (profileId: string, version: SpokenVersion) => void;
  readonly bug: (text: string) => void;
  readonly nowMs: () => number;
}

/** What another address of this computer does not heal; virtual networks come and go all day. */
const asksForPatience: ReadonlySet<FailureCode> = new Set(['flapping', 'server-unavailable', 'connect-refused']);

/**
 * One engine process per connection, from the first connect until the profile is deleted or the program ends. Disconnecting
 * keeps the engine, so that the last values stay in sight. No message passes through here: windows get ports.
 */
export class Connections<Port> {
  readonly #world: ConnectionsWorld<Port>;
  readonly #connections = new Map<string, ConnectionRecord<Port>>();
  #stopping = false;

  constructor(world: ConnectionsWorld<Port>) {
    this.#world = world;
  }

  reports(): readonly ConnectionReport[] {
    return [...this.#connections.values()].map((connection) => connection.report);
  }

  /** Connects, or connects anew with what the profile says now. Failures: profile-not-found, and those of the orders. */
  async connect(profileId: string): Promise<Result<null>> {
    const connection = this.#connection(profileId);
    const orders = await this.#gather(connection);
    if (orders === null) return succeed(null);
    if (!orders.ok) {
      if (orders.failure.code === 'profile-not-found') await this.remove(profileId);
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
  async applySaved(profileId: string): Promise<void> {
    const connection = this.#connections.get(profileId);
    if (connection?.gathering) return void (await this.connect(profileId));
    if (!connection?.wanted || !isOnItsWay(connection.report.state)) return;
    const orders = await this.#gather(connection);
    if (orders === null) return;
    if (!orders.ok) this.#tell(connection, { state: failed(orders.failure) });
    else if (orders.value.identity !== connection.identity || toldBy(orders.value) !== connection.told) {
      this.#up(connection, orders.value, connection.report.restart);
    }
  }

  disconnect(profileId: string): void {
    const connection = this.#connections.get(profileId);
    if (!connection) return;
    connection.wanted = false;
    connection.wish += 1;
    connection.gathering = false;
    if (connection.engine) this.#post(connection.engine, { kind: 'disconnect' });
    else this.#tell(connection, { state: { kind: 'idle' }, counters: noCounters });
  }

  /** False: there is no engine that waits or tries. */
  retryNow(profileId: string): boolean {
    const connection = this.#connections.get(profileId);
    const kind = connection?.report.state.kind;
    if (!connection?.engine || (kind !== 'waiting' && kind !== 'connecting')) return false;
    this.#post(connection.engine, { kind: 'retryNow' });
    return true;
  }

  /** Whether the person wants it connected, whatever its state. */
  isWanted(profileId: string): boolean {
    return this.#connections.get(profileId)?.wanted === true;
  }

  /** The machine woke up, perhaps behind another proxy of the system's. */
  woke(): void {
    this.#postAll({ kind: 'woke' });
    for (const profileId of this.#connections.keys()) void this.applySaved(profileId);
  }

  /** The network is back, or another: nobody waits any longer but those that a broker itself keeps waiting. */
  retryWaiting(): void {
    for (const { profileId, engine, report } of this.#connections.values()) {
      const { state } = report;
      if (!engine || state.kind !== 'waiting' || asksForPatience.has(state.failure.code)) continue;
      this.#post(engine, { kind: 'retryNow' });
      void this.applySaved(profileId);
    }
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

  /** The engine writes what it is told to a path from main's own dialog. Failures: engine-stopped, and the engine's own. */
  save(profileId: string, order: SaveOrder): Promise<Result<{ readonly bytes: number }>> {
    const connection = this.#connections.get(profileId);
    const engine = connection?.engine;
    if (!engine) return Promise.resolve(fail('engine-stopped'));
    return connection.saves.begin((id) => this.#post(engine, { ...order, id }));
  }

  /** The rules or schemas by which a profile's payloads are read are other ones: its engine hears of them. */
  async decodingChanged(profileId: string): Promise<void> {
    const connection = this.#connections.get(profileId);
    if (connection?.engine) await this.#tellDecoding(connection, connection.engine);
  }

  /** Ends a connection for good: its profile is deleted. */
  async remove(profileId: string): Promise<void> {
    const connection = this.#connections.get(profileId);
    if (!connection) return;
    this.#connections.delete(profileId);
    this.#world.gone(profileId);
    await this.#end(connection);
  }

  /** Ends every engine, with a goodbye to the brokers. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#connections.values()].map((connection) => this.#end(connection)));
  }

  #connection(profileId: string): ConnectionRecord<Port> {
    const known = this.#connections.get(profileId);
    if (known) return known;
    const connection = newRecord<Port>(profileId);
    this.#connections.set(profileId, connection);
    return connection;
  }

  /** Orders for what is wanted now; null: a person wanted something else, or nothing, before they arrived. */
  async #gather(connection: ConnectionRecord<Port>): Promise<Result<EngineOrders> | null> {
    const wish = ++connection.wish;
    connection.gathering = true;
    const orders = await this.#world.ordersFor(connection.profileId);
    if (connection.wish !== wish || this.#connections.get(connection.profileId) !== connection) return null;
    connection.gathering = false;
    return this.#stopping ? null : orders;
  }

  #up(connection: ConnectionRecord<Port>, orders: EngineOrders, restart: EngineRestart | null): void {
    if (connection.identity !== orders.identity) void this.#end(connection);
    connection.identity = orders.identity;
    connection.told = toldBy(orders);
    const running = connection.engine;
    const engine = running ?? this.#start(connection);
    this.#post(engine, { kind: 'connect', config: orders.config });
    // An engine that runs says itself what this changes.
    this.#tell(connection, { restart, ...(running ? {} : { state: connectingState, counters: noCounters }) });
  }

  #start(connection: ConnectionRecord<Port>): ForkedProcess<Port> {
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
    connection.toldDecoding = nothingToDecode;
    void this.#tellDecoding(connection, engine);
    return engine;
  }

  async #tellDecoding(connection: ConnectionRecord<Port>, engine: ForkedProcess<Port>): Promise<void> {
    const look = ++connection.decodingLooks;
    const decoding = await this.#world.decodingFor(connection.profileId);
    if (connection.engine !== engine || connection.decodingLooks !== look) return;
    const told = decodingTold(decoding);
    if (connection.toldDecoding === told) return;
    connection.toldDecoding = told;
    this.#post(engine, { kind: 'decoding', ...decoding });
  }

  #attach(connection: ConnectionRecord<Port>, windowId: number): void {
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

  #heard(connection: ConnectionRecord<Port>, report: ControlReport): void {
    switch (report.kind) {
      case 'ready':
        return;
      case 'state':
        return this.#tell(connection, { state: report.state });
      case 'counters':
        return this.#tell(connection, { counters: report.counters });
      case 'saved':
        return connection.saves.answer(report.id, report.result);
      case 'expanded':
        return this.#world.expanded(connection.profileId, report.paths);
      case 'versionFound':
        return this.#world.versionFound(connection.profileId, report.version);
      case 'probe':
        // Engines of connections are never asked for one.
        return;
      case 'bug':
        return this.#world.bug(`engine: ${report.text}`);
      default:
        return assertNever(report);
    }
  }

  #died(connection: ConnectionRecord<Port>, code: number): void {
    connection.engine = null;
    connection.saves.drop();
    if (this.#stopping || !this.#connections.has(connection.profileId)) return;
    this.#world.bug(`an engine ended by itself with exit code ${code}`);
    const nowMs = this.#world.nowMs();
    if (!connection.restarts.allow(nowMs)) {
      connection.wanted = false;
      // A process that was killed ends with 0 in Electron 25: that would only mislead.
      const keepsStopping = failure('engine-keeps-stopping', code === 0 ? '' : `exit code ${code}`, {
        times: restartLimits.times,
        seconds: restartLimits.withinMs / 1_000
      });
      // "Was started again" beside "is left stopped" would say both.
      return this.#tell(connection, { state: failed(keepsStopping), counters: noCounters, restart: null });
    }
    const restart = restartOf(connection.report, nowMs);
    this.#start(connection);
    this.#tell(connection, {
      state: connection.wanted ? connectingState : { kind: 'idle' },
      counters: noCounters,
      restart
    });
    if (connection.wanted) void this.#connectAgain(connection, restart);
  }

  /** The process is on its way up already while its orders are gathered. */
  async #connectAgain(connection: ConnectionRecord<Port>, restart: EngineRestart): Promise<void> {
    const orders = await this.#gather(connection);
    if (orders === null) return;
    if (orders.ok) this.#up(connection, orders.value, restart);
    else this.#tell(connection, { state: failed(orders.failure) });
  }

  /** Lets the engine say goodbye to the broker, then makes sure of it. */
  async #end(connection: ConnectionRecord<Port>): Promise<void> {
    const engine = connection.engine;
    if (!engine) return;
    connection.engine = null;
    connection.saves.drop();
    await farewell(engine);
  }

  #tell(connection: ConnectionRecord<Port>, news: Partial<Omit<ConnectionReport, 'profileId'>>): void {
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
