import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../../../electron/contract/connection';
import { failure, type Failure } from '../../../../../electron/contract/failure';
import { Supervisor, type AttemptEvents } from '../../../../../electron/engine/link/supervisor';
import { FakeClock } from '../../../../support/fake-clock';

interface Opened {
  readonly events: AttemptEvents;
  readonly atMs: number;
  closed: boolean;
}

const refused = failure('refused', 'ECONNREFUSED');
const closed = failure('closed');

let clock: FakeClock;
let states: ConnectionState[];
let opened: Opened[];
let random: number;
let supervisor: Supervisor;

beforeEach(() => {
  clock = new FakeClock();
  states = [];
  opened = [];
  random = 0.5;
  supervisor = new Supervisor({
    clock,
    random: () => random,
    changed: (state) => states.push(state),
    open: (events) => {
      const attempt: Opened = { events, atMs: clock.now(), closed: false };
      opened.push(attempt);
      return { close: () => (attempt.closed = true) };
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

describe('Supervisor', () => {
  it('tells the way up in steps', () => {
    supervisor.start();
    for (const step of ['name', 'tcp', 'mqtt'] as const) last().events.step(step);
    last().events.online('treeline-1');
    last().events.subscriptions({ granted: ['a'], problems: [failure('subscribe-unanswered')] });
    expect(states).toEqual([
      { kind: 'connecting', step: 'name', attempt: 1, failure: null },
      { kind: 'connecting', step: 'tcp', attempt: 1, failure: null },
      { kind: 'connecting', step: 'mqtt', attempt: 1, failure: null },
      { kind: 'online', sinceMs: clock.now(), clientId: 'treeline-1', granted: [], problems: [] },
      {
        kind: 'online',
        sinceMs: clock.now(),
        clientId: 'treeline-1',
        granted: ['a'],
        problems: [failure('subscribe-unanswered')]
      }
    ]);
  });

  it('waits longer after each failure, on the first connect too', () => {
    supervisor.start();
    const waits = Array.from({ length: 8 }, () => {
      last().events.ended(refused);
      return waitedMs();
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    last().events.step('tcp');
    expect(supervisor.state).toEqual({ kind: 'connecting', step: 'tcp', attempt: 9, failure: refused });
  });

  it('forgets earlier failures only after 30 s online', () => {
    supervisor.start();
    last().events.ended(refused);
    waitedMs();
    last().events.ended(refused);
    waitedMs();

    last().events.online('id');
    clock.pass(29_999);
    last().events.ended(closed);
    expect(waitedMs()).toBe(4_000);

    last().events.online('id');
    clock.pass(30_000);
    last().events.ended(closed);
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
    [failure('websocket-refused', '', { status: 404 }), 'failed'],
    [failure('connect-refused', '', { reasonCode: 0x9d }), 'failed'],
    [failure('disconnected-by-broker', '', { reasonCode: 0x87 }), 'failed'],
    [failure('tls-failed'), 'failed'],
    [failure('tls-failed', '', { closed: 1 }), 'waiting'],
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
    last().events.ended(reason);
    expect(supervisor.state).toMatchObject({ kind, failure: reason });
    clock.pass(600_000);
    expect(opened).toHaveLength(kind === 'failed' ? 1 : 2);
  });

  it('gives a busy broker at least 5 s', () => {
    for (random of [0, 0.999]) {
      supervisor.start();
      last().events.ended(failure('server-unavailable', 'CONNACK 0x89'));
      expect(waitedMs()).toBeGreaterThanOrEqual(5_000);
    }
  });

  it('connects at most 12 times in 5 minutes to a broker that closes at once, and says what it looks like', () => {
    random = 0;
    supervisor.start();
    const startedMs = clock.now();
    for (;;) {
      last().events.online('id');
      clock.pass(10);
      last().events.ended(closed);
      waitedMs();
      if (clock.now() - startedMs > 300_000) break;
    }
    expect(opened.filter(({ atMs }) => atMs - startedMs <= 300_000).length).toBeLessThanOrEqual(12);
    last().events.online('id');
    last().events.ended(closed);
    expect(supervisor.state).toMatchObject({ kind: 'waiting', failure: { code: 'closed' } });
    expect(supervisor.state.kind === 'waiting' && supervisor.state.failure.facts.shortLived).toBeGreaterThan(3);
  });

  it('does not call a link flapping that failed before it was up', () => {
    supervisor.start();
    for (let time = 0; time < 5; time += 1) {
      last().events.ended(refused);
      expect(supervisor.state.kind === 'waiting' && supervisor.state.failure).toEqual(refused);
      waitedMs();
    }
  });

  it('tries at once when asked, and the wait is over then', () => {
    supervisor.start();
    last().events.ended(refused);
    supervisor.retryNow();
    expect(opened).toHaveLength(2);
    clock.pass(10_000);
    expect(opened).toHaveLength(2);
  });

  it('does not retry by itself what a person has to change, be it asked by the network', () => {
    supervisor.start();
    last().events.ended(failure('bad-credentials'));
    supervisor.retryNow();
    expect(opened).toHaveLength(1);
    supervisor.start();
    expect(opened).toHaveLength(2);
  });

  it('stops for good: attempt closed, no timer left, late events unheard', () => {
    supervisor.start();
    const { events } = last();
    events.online('id');
    supervisor.stop();
    expect(last().closed).toBe(true);
    expect(clock.pending).toBe(0);
    events.subscriptions({ granted: [], problems: [closed] });
    events.ended(closed);
    expect(supervisor.state).toEqual({ kind: 'idle' });

    supervisor.start();
    last().events.ended(refused);
    supervisor.stop();
    expect(clock.pending).toBe(0);
  });

  it('closes what is up before it starts over', () => {
    supervisor.start();
    const first = last();
    first.events.online('id');
    supervisor.start();
    expect(first.closed).toBe(true);
    first.events.ended(closed);
    last().events.step('tcp');
    expect(supervisor.state).toEqual({ kind: 'connecting', step: 'tcp', attempt: 1, failure: null });
  });
});
