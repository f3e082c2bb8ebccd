import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fail, failure, succeed, type Result } from '#contract/failure';
import type { ConnectionReport } from '#contract/connection';
import type { EngineBudgets } from '#contract/engine-control';
import { usualFields, usualSubscription } from '#contract/usual-fields';
import { Connections } from '../../../../electron/main/connections';
import type { EngineDecoding } from '../../../../electron/main/schemas';
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
      fields: { ...usualFields('Plant', { protocol: 'mqtt', host: 'h', port: 1883, path: '/' }), subscriptions: [] },
      password: null,
      authenticationData: null,
      headerSecrets: [],
      caPem: null,
      crlPem: null,
      certificatePem: null,
      keyPem: null,
      proxy: null,
      rememberedVersion: null,
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
    versions: [] as (readonly string[])[],
    decoding: { rules: [], schemas: [] } as EngineDecoding,
    ordersFor: (profileId: string): Result<EngineOrders> => succeed(orders(profileId))
  };
  const connections = new Connections<string>({
    fork: () => {
      const engine = new FakeProcess();
      world.engines.push(engine);
      return engine;
    },
    openChannel: (windowId, profileId) => (world.windowsOpen ? `${profileId}@${windowId}#${++world.ports}` : null),
    ordersFor: (profileId) => Promise.resolve(world.ordersFor(profileId)),
    report: (report) => world.reports.push(report),
    gone: (profileId) => world.gone.push(profileId),
    expandedIn: (profileId) => world.expansion.get(profileId) ?? null,
    decodingFor: () => Promise.resolve(world.decoding),
    expanded: (profileId, paths) => world.expansion.set(profileId, paths),
    versionFound: (profileId, version) => world.versions.push([profileId, version]),
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

/** Orders are gathered in a few turns of the microtask queue. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('Connections', () => {
  it('starts an engine at the first connect and keeps it over a disconnect and the next connect', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    connections.disconnect('p');
    await connections.connect('p');
    expect(world.engines).toHaveLength(1);
    expect(engine(0).kinds()).toEqual(['connect', 'disconnect', 'connect']);
  });

  it('passes on what the engine says, and claims no state for an engine that runs', async () => {
    const { connections, engine, lastState } = setUp();
    await connections.connect('p');
    expect(lastState()).toEqual({ kind: 'connecting', step: 'name', attempt: 1, failure: null, ends: [] });
    const online = { kind: 'online', sinceMs: 5, clientId: 'c', subscriptions: [] };
    engine(0).say({ kind: 'state', state: online });
    engine(0).say({ kind: 'counters', counters: { messagesPerSecond: 3, topics: 2, messages: 9 } });
    await connections.connect('p');
    expect(connections.reports()).toEqual([
      {
        profileId: 'p',
        state: online,
        counters: { messagesPerSecond: 3, topics: 2, messages: 9 },
        restart: null
      }
    ]);
  });

  it('replaces the engine when address or user changed, and hands its windows new ports', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    connections.openPort('p', 1);
    world.ordersFor = (profileId) => succeed(orders(profileId, 'another broker'));
    await connections.connect('p');
    expect(engine(0).kinds()).toEqual(['connect', 'attach', 'stop']);
    expect(engine(1).posted.map(({ port }) => port)).toEqual(['p@1#2', undefined]);
    expect(engine(1).kinds()).toEqual(['attach', 'connect']);
    engine(0).say({ kind: 'state', state: { kind: 'idle' } });
    expect(world.reports.at(-1)?.state.kind).toBe('connecting');
  });

  it('hands a saved profile on to a connection that is up, but not its name, and to no other', async () => {
    const { world, connections, engine } = setUp();
    const saved = async (changes: Partial<EngineOrders['config']['fields']>, identity = 'one broker') => {
      const { config } = orders('p');
      world.ordersFor = () => succeed({ identity, config: { ...config, fields: { ...config.fields, ...changes } } });
      await connections.applySaved('p');
    };
    await saved({ name: 'Before any connect' });
    expect(world.engines).toHaveLength(0);
    await connections.connect('p');
    await saved({ name: 'Renamed' });
    expect(engine(0).kinds()).toEqual(['connect']);
    await saved({ subscriptions: [usualSubscription('a')] });
    expect(engine(0).posted.at(-1)?.message).toMatchObject({
      kind: 'connect',
      config: { fields: { subscriptions: [usualSubscription('a')] } }
    });
    await saved({ username: 'ada' }, 'another user');
    expect(engine(0).kinds()).toEqual(['connect', 'connect', 'stop']);
    expect(engine(1).kinds()).toEqual(['connect']);
    engine(1).say({ kind: 'state', state: { kind: 'failed', failure: failure('bad-credentials') } });
    await saved({ mqttVersion: '5' }, 'another user');
    connections.disconnect('p');
    await saved({ clientId: 'c' }, 'another user');
    expect(engine(1).kinds()).toEqual(['connect', 'disconnect']);
  });

  it('gives a window its port as soon as there is an engine', async () => {
    const { connections, engine } = setUp();
    connections.openPort('p', 7);
    await connections.connect('p');
    expect(engine(0).posted[0]).toEqual({ message: { kind: 'attach', windowId: 7, expanded: null }, port: 'p@7#1' });
  });

  it('starts a dead engine again, connects it and hands on ports, and says when', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    connections.openPort('p', 1);
    connections.openPort('p', 2);
    connections.shows(2, 'other');
    engine(0).say({ kind: 'counters', counters: { messagesPerSecond: 3, topics: 12, messages: 340 } });
    world.nowMs = 5_000;
    engine(0).end(9);
    await settled();
    expect(engine(1).kinds()).toEqual(['attach', 'connect']);
    expect(world.reports.at(-1)).toMatchObject({
      state: { kind: 'connecting' },
      restart: { atMs: 5_000, lostTopics: 12, lostMessages: 340 },
      counters: { topics: 0 }
    });
    // It dies again before it held anything: what is lost stays lost.
    world.nowMs = 6_000;
    engine(1).end(9);
    await settled();
    expect(world.reports.at(-1)?.restart).toEqual({ atMs: 6_000, lostTopics: 12, lostMessages: 340 });
    await connections.connect('p');
    expect(world.reports.at(-1)?.restart).toBeNull();
  });

  it('does not connect a dead engine that was disconnected', async () => {
    const { connections, engine, lastState } = setUp();
    await connections.connect('p');
    connections.openPort('p', 1);
    connections.disconnect('p');
    engine(0).end(1);
    await settled();
    expect(engine(1).kinds()).toEqual(['attach']);
    expect(lastState()).toEqual({ kind: 'idle' });
  });

  it('gives up after five deaths within a minute, until a person connects again', async () => {
    const { world, connections, engine, lastState } = setUp();
    await connections.connect('p');
    for (let death = 0; death < 6; death += 1) {
      engine(death).end(1);
      await settled();
    }
    expect(world.engines).toHaveLength(6);
    expect(lastState()).toMatchObject({
      kind: 'failed',
      failure: { code: 'engine-keeps-stopping', facts: { times: 5, seconds: 60 } }
    });
    expect(world.reports.at(-1)?.restart).toBeNull();
    expect(connections.retryNow('p')).toBe(false);
    await connections.connect('p');
    expect(world.engines).toHaveLength(7);
    engine(6).end(1);
    await settled();
    expect(world.engines).toHaveLength(8);
  });

  it('lets other connections be', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    await connections.connect('q');
    engine(0).end(1);
    await settled();
    expect(engine(1).kinds()).toEqual(['connect']);
    expect(world.engines).toHaveLength(3);
  });

  it('shows why it could not even begin', async () => {
    const { world, connections, lastState } = setUp();
    world.ordersFor = () => fail('secret-unreadable', '', { what: 'password' });
    expect(await connections.connect('p')).toMatchObject({ ok: false, failure: { code: 'secret-unreadable' } });
    expect(lastState()).toMatchObject({ kind: 'failed', failure: { code: 'secret-unreadable' } });
    world.ordersFor = () => fail('profile-not-found');
    await connections.connect('stranger');
    expect(connections.reports().map(({ profileId }) => profileId)).toEqual(['p']);
  });

  it('answers a save once, and when the engine dies with it', async () => {
    const { connections, engine } = setUp();
    expect(await connections.save('p', { kind: 'saveBody', node: 1, seq: null, path: '/f' })).toMatchObject({
      failure: { code: 'engine-stopped' }
    });
    await connections.connect('p');
    const saved = connections.save('p', { kind: 'saveBody', node: 1, seq: 2, path: '/f' });
    const lost = connections.save('p', { kind: 'saveBody', node: 1, seq: 3, path: '/g' });
    const [, first, second] = engine(0).posted.map(({ message }) => message);
    expect(first).toEqual({ kind: 'saveBody', id: 1, node: 1, seq: 2, path: '/f' });
    expect(second).toMatchObject({ id: 2 });
    engine(0).say({ kind: 'saved', id: 1, result: succeed({ bytes: 12 }) });
    engine(0).end(1);
    await settled();
    expect(await saved).toEqual(succeed({ bytes: 12 }));
    expect(await lost).toMatchObject({ ok: false, failure: { code: 'engine-stopped' } });
  });

  it('tells an engine how payloads are read, where there is something to say, and at each change', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    await settled();
    expect(engine(0).kinds()).toEqual(['connect']);
    const rule = { filter: 'a/#', decoder: 'cbor', messageType: '' } as const;
    world.decoding = { rules: [rule], schemas: [] };
    await connections.decodingChanged('p');
    expect(engine(0).posted.at(-1)?.message).toEqual({ kind: 'decoding', rules: [rule], schemas: [] });
    engine(0).end(1);
    await settled();
    expect(engine(1).kinds()).toEqual(expect.arrayContaining(['connect', 'decoding']));
    world.decoding = { rules: [], schemas: [] };
    await connections.decodingChanged('p');
    expect(engine(1).posted.at(-1)?.message).toEqual({ kind: 'decoding', rules: [], schemas: [] });
    await connections.decodingChanged('stranger');
  });

  it('forgets a window that has a new page', async () => {
    const { connections, engine } = setUp();
    await connections.connect('p');
    connections.openPort('p', 1);
    connections.windowGone(1);
    engine(0).end(1);
    await settled();
    expect(engine(1).kinds()).toEqual(['connect']);
  });

  it('opens a tree as it was left, also in the engine after the one that died, and keeps what an ending engine says last', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    connections.openPort('p', 1);
    engine(0).say({ kind: 'expanded', windowId: 1, paths: ['plant', 'plant/line-1'] });
    engine(0).end(1);
    await settled();
    expect(engine(1).posted[0]?.message).toEqual({
      kind: 'attach',
      windowId: 1,
      expanded: ['plant', 'plant/line-1']
    });
    engine(1).obedient = false;
    const stopped = connections.stopAll();
    engine(1).say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    engine(1).end(0);
    await settled();
    await stopped;
    expect(world.expansion.get('p')).toEqual(['plant']);
  });

  it("keeps nothing of what a deleted profile's engine says last", async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    engine(0).obedient = false;
    const removed = connections.remove('p');
    engine(0).say({ kind: 'expanded', windowId: 1, paths: ['plant'] });
    engine(0).end(0);
    await settled();
    await removed;
    expect(world.expansion.size).toBe(0);
  });

  it("lets go of a closed window's view in every engine, and of a page's in none: it comes back", async () => {
    const { connections, engine } = setUp();
    await connections.connect('p');
    await connections.connect('q');
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

  it('forgets a window that is gone before its port arrives', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    world.windowsOpen = false;
    connections.openPort('p', 1);
    expect(engine(0).kinds()).toEqual(['connect']);
  });

  it('ends an engine with its profile, killing one that does not listen', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { world, connections, engine } = setUp();
    await connections.connect('p');
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

  it('leaves no engine behind whose profile is found to be gone at the next connect', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    world.ordersFor = () => fail('profile-not-found');
    expect(await connections.connect('p')).toMatchObject({ ok: false, failure: { code: 'profile-not-found' } });
    expect(engine(0).kinds()).toEqual(['connect', 'stop']);
    expect([connections.reports(), world.gone]).toEqual([[], ['p']]);
  });

  it('tells every engine of a wake-up and of new budgets, and stops them all', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    await connections.connect('q');
    connections.woke();
    connections.changeBudgets({ ...budgets, topicLimit: 2_000 });
    await connections.stopAll();
    for (const index of [0, 1]) expect(engine(index).kinds()).toEqual(['connect', 'woke', 'budgets', 'stop']);
    expect(engine(0).posted[2]?.message).toEqual({ kind: 'budgets', budgets: { ...budgets, topicLimit: 2_000 } });
    expect(world.engines).toHaveLength(2);
    expect(engine(0).killed).toBe(false);
  });

  it('passes on which version a broker speaks, and does not tell the engine what it found itself', async () => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    engine(0).say({ kind: 'versionFound', version: '3.1.1' });
    expect(world.versions).toEqual([['p', '3.1.1']]);
    const { config } = orders('p');
    world.ordersFor = () => succeed({ identity: 'one broker', config: { ...config, rememberedVersion: '3.1.1' } });
    await connections.applySaved('p');
    expect(engine(0).kinds()).toEqual(['connect']);
  });

  it('cuts short the wait of those that wait when the network is back, and leaves the others alone', async () => {
    const { connections, engine } = setUp();
    for (const id of ['waits', 'online', 'flaps']) await connections.connect(id);
    const waiting = { kind: 'waiting', retryAtMs: 9, attempt: 2 };
    engine(0).say({ kind: 'state', state: { ...waiting, failure: failure('refused') } });
    engine(1).say({ kind: 'state', state: { kind: 'online', sinceMs: 1 } });
    engine(2).say({ kind: 'state', state: { ...waiting, failure: failure('flapping') } });
    connections.retryWaiting();
    expect([0, 1, 2].map((each) => engine(each).kinds())).toEqual([['connect', 'retryNow'], ['connect'], ['connect']]);
    expect([connections.retryNow('waits'), connections.retryNow('online')]).toEqual([true, false]);
  });

  it.each(['woke', 'retryWaiting'] as const)('goes by the proxy the system names after %s', async (what) => {
    const { world, connections, engine } = setUp();
    await connections.connect('p');
    engine(0).say({
      kind: 'state',
      state: { kind: 'waiting', retryAtMs: 9, attempt: 2, failure: failure('proxy-unreachable') }
    });
    const { config } = orders('p');
    const proxy = { kind: 'http', host: 'proxy', port: 3128, username: '', password: null } as const;
    world.ordersFor = () =>
      succeed({ identity: 'one broker', config: { ...config, proxy: { ...proxy, namesAtProxy: true, system: true } } });
    connections[what]();
    await vi.waitFor(() => expect(engine(0).kinds().at(-1)).toBe('connect'));
    expect(engine(0).kinds()).toHaveLength(3);
  });

  it('obeys the last word while orders are gathered', async () => {
    const { world, connections, engine } = setUp();
    const connecting = connections.connect('p');
    connections.disconnect('p');
    expect(await connecting).toEqual(succeed(null));
    expect(world.engines).toHaveLength(0);

    const first = connections.connect('p');
    world.ordersFor = (profileId) => succeed(orders(profileId, 'edited meanwhile'));
    await Promise.all([first, connections.applySaved('p')]);
    expect(engine(0).kinds()).toEqual(['connect']);

    const last = connections.connect('p');
    await connections.remove('p');
    await last;
    expect(engine(0).kinds()).toEqual(['connect', 'stop']);
    expect(world.engines).toHaveLength(1);
  });

  it('shows why an engine that died cannot connect again', async () => {
    const { world, connections, engine, lastState } = setUp();
    await connections.connect('p');
    world.ordersFor = () => fail('secret-unreadable', '', { what: 'password' });
    engine(0).end(1);
    await settled();
    expect(lastState()).toMatchObject({ kind: 'failed', failure: { code: 'secret-unreadable' } });
  });
});
