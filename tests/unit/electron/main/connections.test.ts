import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fail, failure, succeed, type Result } from '#contract/failure';
import type { ConnectionReport } from '#contract/connection';
import type { EngineBudgets } from '#contract/engine-control';
import { Connections } from '../../../../electron/main/connections';
import type { EngineOrders } from '../../../../electron/main/engine-orders';
import { FakeProcess } from './fake-process';

const budgets: EngineBudgets = {
  historyBudgetBytes: 16_000_000,
  maxPayloadBytes: 1_000,
  receiveBufferBytes: 16_000_000,
  topicLimit: 1_000
};

function orders(profileId: string, identity = 'one broker'): EngineOrders {
  return {
    identity,
    config: {
      profileId,
      fields: {
        name: 'Plant',
        address: { protocol: 'mqtt', host: 'h', port: 1883, path: '/' },
        clientId: '',
        username: '',
        mqttVersion: '3.1.1',
        verifyCertificate: true,
        subscriptions: []
      },
      password: null,
      caPem: null,
      certificatePem: null,
      keyPem: null,
      budgets
    }
  };
}

function setUp() {
  const world = {
    engines: [] as FakeProcess[],
    reports: [] as ConnectionReport[],
    gone: [] as string[],
    bugs: [] as string[],
    nowMs: 1_000,
    ports: 0,
    windowsOpen: true,
    expansion: new Map<string, readonly string[]>(),
    ordersFor: (profileId: string): Result<EngineOrders> => succeed(orders(profileId))
  };
  const connections = new Connections<string>({
    fork: () => {
      const engine = new FakeProcess();
      world.engines.push(engine);
      return engine;
    },
    openChannel: (windowId, profileId) => (world.windowsOpen ? `${profileId}@${windowId}#${++world.ports}` : null),
    ordersFor: (profileId) => world.ordersFor(profileId),
    report: (report) => world.reports.push(report),
    gone: (profileId) => world.gone.push(profileId),
    expandedIn: (profileId) => world.expansion.get(profileId) ?? null,
    expanded: (profileId, paths) => world.expansion.set(profileId, paths),
    bug: (text) => world.bugs.push(text),
    nowMs: () => world.nowMs
  });
  const engine = (index: number): FakeProcess => {
    const found = world.engines[index];
    if (!found) throw new Error(`no engine ${index}`);
    return found;
  };
  const lastState = () => world.reports.at(-1)?.state;
  return { world, connections, engine, lastState };
}

describe('Connections', () => {
  it('starts an engine at the first connect and keeps it over a disconnect and the next connect', () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.disconnect('p');
    connections.connect('p');
    expect(world.engines).toHaveLength(1);
    expect(engine(0).kinds()).toEqual(['connect', 'disconnect', 'connect']);
  });

  it('passes on what the engine says, and claims no state for an engine that runs', () => {
    const { connections, engine, lastState } = setUp();
    connections.connect('p');
    expect(lastState()).toEqual({ kind: 'connecting', step: 'name', attempt: 1, failure: null });
    const online = { kind: 'online', sinceMs: 5, clientId: 'c', granted: [], problems: [] };
    engine(0).say({ kind: 'state', state: online });
    engine(0).say({ kind: 'counters', counters: { messagesPerSecond: 3, topics: 2, messages: 9 } });
    connections.connect('p');
    expect(connections.reports()).toEqual([
      {
        profileId: 'p',
        state: online,
        counters: { messagesPerSecond: 3, topics: 2, messages: 9 },
        engineRestartedAtMs: null
      }
    ]);
  });

  it('replaces the engine when address or user changed, and hands its windows new ports', () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.openPort('p', 1);
    world.ordersFor = (profileId) => succeed(orders(profileId, 'another broker'));
    connections.connect('p');
    expect(engine(0).kinds()).toEqual(['connect', 'attach', 'stop']);
    expect(engine(1).posted.map(({ port }) => port)).toEqual(['p@1#2', undefined]);
    expect(engine(1).kinds()).toEqual(['attach', 'connect']);
    engine(0).say({ kind: 'state', state: { kind: 'idle' } });
    expect(world.reports.at(-1)?.state.kind).toBe('connecting');
  });

  it('hands a saved profile on to a connection that is up, but not its name, and to no other', () => {
    const { world, connections, engine } = setUp();
    const saved = (changes: Partial<EngineOrders['config']['fields']>, identity = 'one broker') => {
      const { config } = orders('p');
      world.ordersFor = () => succeed({ identity, config: { ...config, fields: { ...config.fields, ...changes } } });
      connections.applySaved('p');
    };
    saved({ name: 'Before any connect' });
    expect(world.engines).toHaveLength(0);
    connections.connect('p');
    saved({ name: 'Renamed' });
    expect(engine(0).kinds()).toEqual(['connect']);
    saved({ subscriptions: [{ filter: 'a', qos: 0 }] });
    expect(engine(0).posted.at(-1)?.message).toMatchObject({
      kind: 'connect',
      config: { fields: { subscriptions: [{ filter: 'a', qos: 0 }] } }
    });
    saved({ username: 'ada' }, 'another user');
    expect(engine(0).kinds()).toEqual(['connect', 'connect', 'stop']);
    expect(engine(1).kinds()).toEqual(['connect']);
    engine(1).say({ kind: 'state', state: { kind: 'failed', failure: failure('bad-credentials') } });
    saved({ mqttVersion: '5' }, 'another user');
    connections.disconnect('p');
    saved({ clientId: 'c' }, 'another user');
    expect(engine(1).kinds()).toEqual(['connect', 'disconnect']);
  });

  it('gives a window its port as soon as there is an engine', () => {
    const { connections, engine } = setUp();
    connections.openPort('p', 7);
    connections.connect('p');
    expect(engine(0).posted[0]).toEqual({ message: { kind: 'attach', windowId: 7, expanded: null }, port: 'p@7#1' });
  });

  it('starts a dead engine again, connects it and hands on ports, and says when', () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.openPort('p', 1);
    connections.openPort('p', 2);
    connections.shows(2, 'other');
    world.nowMs = 5_000;
    engine(0).end(9);
    expect(engine(1).kinds()).toEqual(['attach', 'connect']);
    expect(world.reports.at(-1)).toMatchObject({
      state: { kind: 'connecting' },
      engineRestartedAtMs: 5_000,
      counters: { topics: 0 }
    });
    connections.connect('p');
    expect(world.reports.at(-1)?.engineRestartedAtMs).toBeNull();
  });

  it('does not connect a dead engine that was disconnected', () => {
    const { connections, engine, lastState } = setUp();
    connections.connect('p');
    connections.openPort('p', 1);
    connections.disconnect('p');
    engine(0).end(1);
    expect(engine(1).kinds()).toEqual(['attach']);
    expect(lastState()).toEqual({ kind: 'idle' });
  });

  it('gives up after five deaths within a minute, until a person connects again', () => {
    const { world, connections, engine, lastState } = setUp();
    connections.connect('p');
    for (let death = 0; death < 6; death += 1) engine(death).end(1);
    expect(world.engines).toHaveLength(6);
    expect(lastState()).toMatchObject({
      kind: 'failed',
      failure: { code: 'engine-keeps-stopping', facts: { times: 5, seconds: 60 } }
    });
    expect(world.reports.at(-1)?.engineRestartedAtMs).toBeNull();
    expect(connections.retryNow('p')).toBe(false);
    connections.connect('p');
    expect(world.engines).toHaveLength(7);
    engine(6).end(1);
    expect(world.engines).toHaveLength(8);
  });

  it('lets other connections be', () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.connect('q');
    engine(0).end(1);
    expect(engine(1).kinds()).toEqual(['connect']);
    expect(world.engines).toHaveLength(3);
  });

  it('shows why it could not even begin', () => {
    const { world, connections, lastState } = setUp();
    world.ordersFor = () => fail('secret-unreadable', '', { what: 'password' });
    expect(connections.connect('p')).toMatchObject({ ok: false, failure: { code: 'secret-unreadable' } });
    expect(lastState()).toMatchObject({ kind: 'failed', failure: { code: 'secret-unreadable' } });
    world.ordersFor = () => fail('profile-not-found');
    connections.connect('stranger');
    expect(connections.reports().map(({ profileId }) => profileId)).toEqual(['p']);
  });

  it('answers a save once, and when the engine dies with it', async () => {
    const { connections, engine } = setUp();
    expect(await connections.saveBody('p', { node: 1, seq: null, path: '/f' })).toMatchObject({
      failure: { code: 'engine-stopped' }
    });
    connections.connect('p');
    const saved = connections.saveBody('p', { node: 1, seq: 2, path: '/f' });
    const lost = connections.saveBody('p', { node: 1, seq: 3, path: '/g' });
    const [, first, second] = engine(0).posted.map(({ message }) => message);
    expect(first).toEqual({ kind: 'saveBody', id: 1, node: 1, seq: 2, path: '/f' });
    expect(second).toMatchObject({ id: 2 });
    engine(0).say({ kind: 'saved', id: 1, result: succeed({ bytes: 12 }) });
    engine(0).end(1);
    expect(await saved).toEqual(succeed({ bytes: 12 }));
    expect(await lost).toMatchObject({ ok: false, failure: { code: 'engine-stopped' } });
  });

  it('forgets a window that has a new page', () => {
    const { connections, engine } = setUp();
    connections.connect('p');
    connections.openPort('p', 1);
    connections.windowGone(1);
    engine(0).end(1);
    expect(engine(1).kinds()).toEqual(['connect']);
  });

  it('opens a tree as it was left, also in the engine after the one that died, and keeps what an ending engine says last', async () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.openPort('p', 1);
    engine(0).say({ kind: 'expanded', windowId: 1, paths: ['plant', 'plant/line-1'] });
    engine(0).end(1);
    expect(engine(1).posted[0]?.message).toEqual({
      kind: 'attach',
      windowId: 1,
      expanded: ['plant', 'plant/line-1']
    });
    engine(1).obedient = false;
    const stopped = connections.stopAll();
    engine(1).say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    engine(1).end(0);
    await stopped;
    expect(world.expansion.get('p')).toEqual(['plant']);
  });

  it("keeps nothing of what a deleted profile's engine says last", async () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    engine(0).obedient = false;
    const removed = connections.remove('p');
    engine(0).say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    engine(0).end(0);
    await removed;
    expect(world.expansion.size).toBe(0);
  });

  it("lets go of a closed window's view in every engine, and of a page's in none: it comes back", () => {
    const { connections, engine } = setUp();
    connections.connect('p');
    connections.connect('q');
    connections.openPort('p', 1);
    connections.shows(1, 'q');
    connections.openPort('q', 1);
    connections.windowGone(1);
    expect(engine(0).kinds()).toEqual(['connect', 'attach']);
    connections.windowClosed(1);
    connections.windowClosed(1);
    for (const index of [0, 1]) {
      expect(engine(index).kinds()).toEqual(['connect', 'attach', 'detach']);
      expect(engine(index).posted.at(-1)?.message).toEqual({ kind: 'detach', windowId: 1 });
    }
  });

  it('forgets a window that is gone before its port arrives', () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    world.windowsOpen = false;
    connections.openPort('p', 1);
    expect(engine(0).kinds()).toEqual(['connect']);
  });

  it('ends an engine with its profile, killing one that does not listen', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { world, connections, engine } = setUp();
    connections.connect('p');
    engine(0).obedient = false;
    const removed = connections.remove('p');
    expect(world.gone).toEqual(['p']);
    expect(connections.reports()).toEqual([]);
    await vi.runAllTimersAsync();
    await removed;
    expect(engine(0).killed).toBe(true);
    engine(0).end(9);
    expect(world.engines).toHaveLength(1);
  });

  it('tells every engine of a wake-up and of new budgets, and stops them all', async () => {
    const { world, connections, engine } = setUp();
    connections.connect('p');
    connections.connect('q');
    connections.retryAllNow();
    connections.changeBudgets({ ...budgets, topicLimit: 2_000 });
    await connections.stopAll();
    for (const index of [0, 1]) expect(engine(index).kinds()).toEqual(['connect', 'retryNow', 'budgets', 'stop']);
    expect(engine(0).posted[2]?.message).toEqual({ kind: 'budgets', budgets: { ...budgets, topicLimit: 2_000 } });
    expect(world.engines).toHaveLength(2);
    expect(engine(0).killed).toBe(false);
  });
});
