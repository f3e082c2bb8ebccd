import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../../../electron/contract/connection';
import type { Diagnosis } from '../../../../../electron/contract/diagnosis';
import { failure, type Failure } from '../../../../../electron/contract/failure';
import { Supervisor, type AttemptEvents } from '../../../../../electron/engine/link/supervisor';
import { FakeClock } from '../../../../support/fake-clock';
import { usualSession } from '../../../../support/usual-session';

interface Opened {
  readonly events: AttemptEvents;
  readonly atMs: number;
  closed: boolean;
  /** Asked so often to prove that it lives. */
  proofs: number;
  online(clientId?: string): void;
  ends(reason: Failure): void;
}

const session = usualSession('5');
const diagnosis: Diagnosis = { startedAtMs: 1, steps: [], chain: [], failure: null, done: true };

const refused = failure('refused', 'ECONNREFUSED');
const closed = failure('closed');
const day = 86_400_000;

let clock: FakeClock;
let states: ConnectionState[];
let opened: Opened[];
let random: number;
let reconnects: boolean;
let supervisor: Supervisor;

beforeEach(() => {
  clock = new FakeClock();
  states = [];
  opened = [];
  random = 0.5;
  reconnects = true;
  supervisor = new Supervisor({
    clock,
    random: () => random,
    reconnects: () => reconnects,
    changed: (state) => states.push(state),
    open: (events) => {
      const attempt: Opened = {
        events,
        atMs: clock.now(),
        closed: false,
        proofs: 0,
        online: (clientId = 'id') => events.online(clientId, session),
        ends: (reason) => events.ended(reason, diagnosis)
      };
      opened.push(attempt);
      return { close: () => (attempt.closed = true), proveLife: () => (attempt.proofs += 1) };
    }
  });
});

function last(): Opened {
  const attempt = opened.at(-1);
  if (attempt === undefined) throw new Error('nothing was opened');
  return attempt;
}

/** Passes the wait and says how long it was. */
function waitedMs(): number {
  const { state } = supervisor;
  if (state.kind !== 'waiting') throw new Error(`not waiting but ${state.kind}`);
  const ms = state.retryAtMs - clock.now();
  clock.pass(ms);
  return ms;
}

/** As waitedMs, where the clock was set meanwhile. */
function waitedMsByTimer(): number {
  const before = opened.length;
  const startedMs = clock.now();
  while (opened.length === before) clock.pass(100);
  return clock.now() - startedMs;
}

describe('Supervisor', () => {
  it('tells the way up in steps', () => {
    supervisor.start();
    for (const step of ['name', 'tcp', 'mqtt'] as const) last().events.step(step);
    last().online('treeline-1');
    const subscriptions = [{ filter: 'a', standing: 'granted', grantedQos: 0, failure: null } as const];
    last().events.subscriptions(subscriptions);
    const up = { kind: 'online', sinceMs: clock.now(), clientId: 'treeline-1', session };
    expect(states).toEqual([
      { kind: 'connecting', step: 'name', attempt: 1, failure: null, ends: [] },
      { kind: 'connecting', step: 'tcp', attempt: 1, failure: null, ends: [] },
      { kind: 'connecting', step: 'mqtt', attempt: 1, failure: null, ends: [] },
      { ...up, subscriptions: [] },
      { ...up, subscriptions }
    ]);
  });

  it('waits longer after each failure, on the first connect too', () => {
    supervisor.start();
    const waits = Array.from({ length: 8 }, () => {
      last().ends(refused);
      return waitedMs();
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    last().events.step('tcp');
    expect(supervisor.state).toMatchObject({ kind: 'connecting', step: 'tcp', attempt: 9, failure: refused });
  });

  it('tells a broker that went away from one that was never there', () => {
    supervisor.start();
    last().ends(refused);
    expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: refused });
    waitedMs();
    last().online();
    last().ends(closed);
    waitedMs();
    last().ends(refused);
    const gone = { code: 'refused', facts: { wasOnline: 1 } };
    expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: gone });
    waitedMs();
    last().ends(refused);
    expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: gone });

    supervisor.start();
    last().ends(refused);
    expect(supervisor.state).toHaveProperty('failure.facts', {});
  });

  it('forgets earlier failures only after 30 s online', () => {
    supervisor.start();
    last().ends(refused);
    waitedMs();
    last().ends(refused);
    waitedMs();

    last().online();
    clock.pass(29_999);
    last().ends(closed);
    expect(waitedMs()).toBe(4_000);

    last().online();
    clock.pass(30_000);
    last().ends(closed);
    expect(waitedMs()).toBe(1_000);
  });

  it.each<[Failure, ConnectionState['kind']]>([
    [failure('bad-credentials'), 'failed'],
    [failure('not-authorised'), 'failed'],
    [failure('client-id-rejected'), 'failed'],
    [failure('protocol-version-refused'), 'failed'],
    [failure('certificate-expired'), 'failed'],
    [failure('certificate-not-trusted'), 'failed'],
    [failure('client-certificate-required'), 'failed'],
    [failure('key-file-invalid'), 'failed'],
    [failure('not-mqtt'), 'failed'],
    [failure('address-invalid'), 'failed'],
    [failure('taken-over'), 'failed'],
    [failure('authentication-challenge'), 'failed'],
    [failure('certificate-changed'), 'failed'],
    [failure('proxy-sign-in-refused'), 'failed'],
    [failure('proxy-refused', '', { status: 403 }), 'failed'],
    [failure('proxy-refused', '', { status: 503 }), 'waiting'],
    [failure('proxy-unreachable'), 'waiting'],
    [failure('socket-not-found'), 'waiting'],
    [failure('websocket-refused', '', { status: 404 }), 'failed'],
    [failure('connect-refused', '', { reasonCode: 0x9d }), 'failed'],
    [failure('disconnected-by-broker', '', { reasonCode: 0x87 }), 'failed'],
    [failure('tls-failed'), 'failed'],
    [failure('tls-failed', '', { closed: 1 }), 'waiting'],
    [failure('tls-failed', '', { reason: 'broken' }), 'waiting'],
    [failure('websocket-refused', '', { status: 503 }), 'waiting'],
    [failure('disconnected-by-broker', '', { reasonCode: 0x8b }), 'waiting'],
    [failure('disconnected-by-broker', '', { reasonCode: 0x81 }), 'waiting'],
    [failure('name-not-found'), 'waiting'],
    [failure('no-answer'), 'waiting'],
    [failure('no-mqtt-answer'), 'waiting'],
    [failure('malformed-packet'), 'waiting'],
    [failure('keepalive-timeout'), 'waiting']
  ])('%j leads to %s', (reason, kind) => {
    supervisor.start();
    last().ends(reason);
    expect(supervisor.state).toMatchObject({ kind, failure: reason });
    clock.pass(600_000);
    expect(opened).toHaveLength(kind === 'failed' ? 1 : 2);
  });

  it('gives a busy broker at least 5 s', () => {
    for (random of [0, 0.999]) {
      supervisor.start();
      last().ends(failure('server-unavailable', 'CONNACK 0x89'));
      expect(waitedMs()).toBeGreaterThanOrEqual(5_000);
    }
  });

  it.each([0, 0.5, 0.999])(
    'connects at most 12 times in 5 minutes to a broker that closes at once (random %d)',
    (by) => {
      random = by;
      for (const livedMs of [0, 10, 4_999]) {
        opened.length = 0;
        supervisor.start();
        const startedMs = clock.now();
        while (clock.now() - startedMs <= 300_000) {
          last().online();
          clock.pass(livedMs);
          last().ends(closed);
          waitedMs();
        }
        const soon = opened.filter(({ atMs }) => atMs - startedMs <= 300_000);
        expect(soon.length).toBeLessThanOrEqual(12);
        // It does go on.
        expect(soon.length).toBeGreaterThan(4);
      }
    }
  );

  it('calls it flapping the third time, and says as whom and how long it was up', () => {
    supervisor.start();
    for (const shown of ['closed', 'closed', 'flapping', 'flapping']) {
      last().online('line-1');
      clock.pass(300);
      last().ends(closed);
      expect(supervisor.state).toMatchObject({
        kind: 'waiting',
        failure: { code: shown, facts: { clientId: 'line-1' } }
      });
      const delayMs = waitedMs();
      if (shown === 'flapping') expect(delayMs).toBeGreaterThanOrEqual(32_000 * 0.8);
      else expect(delayMs).toBeLessThanOrEqual(2_400);
    }
    expect(states.findLast(({ kind }) => kind === 'waiting')).toMatchObject({
      failure: { facts: { livedMs: 300, times: 4, clientId: 'line-1' } }
    });
    last().online();
    clock.pass(5_000);
    last().ends(closed);
    expect(supervisor.state).toMatchObject({ failure: { code: 'closed' } });
  });

  it('does not call a link flapping whose broker said why, or that failed before it was up', () => {
    for (const reason of [failure('disconnected-by-broker', '', { reasonCode: 0x8b }), failure('malformed-packet')]) {
      supervisor.start();
      for (let time = 0; time < 5; time += 1) {
        last().online();
        last().ends(reason);
        expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: { code: reason.code } });
        waitedMs();
      }
    }
    supervisor.start();
    for (let time = 0; time < 5; time += 1) {
      last().ends(refused);
      expect(supervisor.state.kind === 'waiting' && supervisor.state.failure).toEqual(refused);
      waitedMs();
    }
  });

  it('is not misled by a clock that is set while a link is up', () => {
    supervisor.start();
    for (const byMs of [-30 * day, 30 * day, -30 * day]) {
      last().online();
      clock.pass(20_000);
      clock.set(byMs);
      last().ends(closed);
      expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: { code: 'closed' } });
      clock.set(-byMs);
      expect(waitedMsByTimer()).toBeLessThanOrEqual(4_000);
    }
  });

  it('keeps the last three ends, and what the last attempt found', () => {
    supervisor.start();
    for (let time = 0; time < 2; time += 1) {
      last().ends(refused);
      waitedMs();
    }
    last().online();
    const upMs = clock.now();
    clock.pass(60_000);
    last().ends(closed);
    expect(supervisor.state).toMatchObject({
      kind: 'waiting',
      diagnosis,
      ends: [
        { livedMs: null, failure: refused },
        { livedMs: null, failure: refused },
        { livedMs: 60_000, atMs: upMs + 60_000, failure: { code: 'closed', facts: { clientId: 'id' } } }
      ]
    });
    waitedMs();
    last().ends(failure('bad-credentials'));
    expect(supervisor.state).toMatchObject({ kind: 'failed', diagnosis, ends: [{}, { livedMs: 60_000 }, {}] });
  });

  it('stays down where a person turned reconnecting off, with the cause', () => {
    reconnects = false;
    supervisor.start();
    last().online();
    last().ends(closed);
    expect(supervisor.state).toMatchObject({ kind: 'failed', failure: { code: 'closed' } });
    clock.pass(600_000);
    expect(opened).toHaveLength(1);
  });

  it('tries at once when asked, and the wait is over then', () => {
    supervisor.start();
    last().ends(refused);
    supervisor.retryNow();
    expect(opened).toHaveLength(2);
    clock.pass(10_000);
    expect(opened).toHaveLength(2);
  });

  it('does not retry by itself what a person has to change, be it asked by the network', () => {
    supervisor.start();
    last().ends(failure('bad-credentials'));
    supervisor.retryNow();
    expect(opened).toHaveLength(1);
    supervisor.start();
    expect(opened).toHaveLength(2);
  });

  it('tries at once when the machine woke, whatever it waited for', () => {
    supervisor.start();
    last().ends(refused);
    supervisor.woke();
    expect(opened).toHaveLength(2);
    // What is under way began before the sleep.
    supervisor.woke();
    expect(opened.map(({ closed: over }) => over)).toEqual([true, true, false]);
    last().ends(failure('bad-credentials'));
    supervisor.woke();
    expect(opened).toHaveLength(3);
  });

  it('lets a link prove after a sleep that it lives, and comes back at once when it does not', () => {
    supervisor.start();
    last().online();
    clock.pass(8 * 3_600_000);
    supervisor.woke();
    expect(last().proofs).toBe(1);
    const silent = failure('keepalive-timeout', '', { seconds: 2 });
    clock.pass(2_000);
    last().ends(silent);
    expect(opened).toHaveLength(2);
    last().events.step('tcp');
    expect(supervisor.state).toMatchObject({ kind: 'connecting', failure: { code: 'keepalive-timeout' }, ends: [{}] });
    last().ends(silent);
    expect(supervisor.state.kind).toBe('waiting');
  });

  it('waits as usual when a link ends long after a sleep', () => {
    supervisor.start();
    last().online();
    supervisor.woke();
    clock.pass(5_000);
    last().ends(closed);
    expect(supervisor.state.kind).toBe('waiting');
  });

  it('stops for good: attempt closed, no timer left, late events unheard', () => {
    supervisor.start();
    const { events } = last();
    last().online();
    supervisor.stop();
    expect(last().closed).toBe(true);
    expect(clock.pending).toBe(0);
    events.subscriptions([]);
    events.ended(closed, diagnosis);
    expect(supervisor.state).toEqual({ kind: 'idle' });

    supervisor.start();
    last().ends(refused);
    supervisor.stop();
    expect(clock.pending).toBe(0);
  });

  it('closes what is up before it starts over', () => {
    supervisor.start();
    const first = last();
    first.online();
    supervisor.start();
    expect(first.closed).toBe(true);
    first.ends(closed);
    last().events.step('tcp');
    expect(supervisor.state).toEqual({ kind: 'connecting', step: 'tcp', attempt: 1, failure: null, ends: [] });
  });
});
