import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AppEvent } from '#contract/app';
import type { Diagnosis } from '#contract/diagnosis';
import type { ConnectionConfig } from '#contract/engine-control';
import { succeed, type Result } from '#contract/failure';
import { usualFields } from '#contract/usual-fields';
import { ConnectionTests } from '../../../../electron/main/connection-tests';
import { FakeProcess } from './fake-process';

const config: ConnectionConfig = {
  profileId: 'test',
  fields: { ...usualFields('x', { protocol: 'mqtt', host: 'h', port: 1, path: '/' }), connectTimeoutSeconds: 10 },
  password: null,
  authenticationData: null,
  headerSecrets: [],
  caPem: null,
  crlPem: null,
  certificatePem: null,
  keyPem: null,
  proxy: null,
  rememberedVersion: null,
  budgets: { historyBudgetBytes: 1, maxPayloadBytes: 1, receiveBufferBytes: 1, topicLimit: 1 }
};
const given = (): Promise<Result<ConnectionConfig>> => Promise.resolve(succeed(config));
const running: Diagnosis = {
  startedAtMs: 1,
  steps: [{ step: 'tcp', outcome: 'running', durationMs: null, facts: {} }],
  chain: [],
  failure: null,
  done: false
};

function setUp() {
  const probes: FakeProcess[] = [];
  const bugs: string[] = [];
  const tests = new ConnectionTests({
    fork: () => {
      const probe = new FakeProcess();
      probes.push(probe);
      return probe;
    },
    bug: (text) => bugs.push(text),
    nowMs: () => 5
  });
  const told: AppEvent[] = [];
  const window = { id: 1, send: (event: AppEvent) => void told.push(event) };
  const probe = (index: number): FakeProcess => {
    const found = probes[index];
    if (!found) throw new Error(`no probe ${index}`);
    return found;
  };
  return { tests, window, told, probe, probes, bugs };
}

describe('ConnectionTests', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  });

  it('ask a process of its own, pass on what it finds, and end it when it is done', async () => {
    const { tests, window, told, probe } = setUp();
    expect(await tests.begin('t', window, given)).toEqual({ ok: true, value: null });
    expect(probe(0).posted).toEqual([{ message: { kind: 'probe', config }, port: undefined }]);
    probe(0).say({ kind: 'ready' });
    probe(0).say({ kind: 'probe', diagnosis: running });
    expect(probe(0).killed).toBe(false);
    probe(0).say({ kind: 'probe', diagnosis: { ...running, done: true } });
    probe(0).say({ kind: 'probe', diagnosis: running });
    expect(told.map((event) => event.kind === 'test' && [event.testId, event.diagnosis.done])).toEqual([
      ['t', false],
      ['t', true]
    ]);
    expect(probe(0).killed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end the one before when a window starts another, or has another page, and let other windows be', async () => {
    const { tests, window, told, probe } = setUp();
    await tests.begin('t1', window, given);
    await tests.begin('t2', { ...window, id: 2 }, given);
    await tests.begin('t3', window, given);
    expect([probe(0).killed, probe(1).killed]).toEqual([true, false]);
    expect(await tests.begin('t3', window, given)).toMatchObject({ failure: { code: 'request-invalid' } });
    tests.windowGone(1);
    expect([probe(1).killed, probe(2).killed]).toEqual([false, true]);
    tests.stopAll();
    expect(probe(1).killed).toBe(true);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are cancelled by the window that asked and by no other', async () => {
    const { tests, window, probe } = setUp();
    await tests.begin('t', window, given);
    tests.cancel('t', 2);
    tests.cancel('unknown', 1);
    expect(probe(0).killed).toBe(false);
    tests.cancel('t', 1);
    expect(probe(0).killed).toBe(true);
  });

  it('do not begin where they were cancelled, overtaken or left alone before it was known how to connect', async () => {
    const { tests, window, probes, probe } = setUp();
    const slow = () => {
      let know: () => void = () => undefined;
      const known = new Promise<Result<ConnectionConfig>>((resolve) => (know = () => resolve(succeed(config))));
      return { gather: () => known, know: () => know() };
    };
    for (const leave of [() => tests.cancel('t', 1), () => tests.windowGone(1), () => tests.stopAll()]) {
      const { gather, know } = slow();
      const begun = tests.begin('t', window, gather);
      leave();
      know();
      expect(await begun).toEqual(succeed(null));
    }
    expect(probes).toHaveLength(0);

    const { gather, know } = slow();
    const overtaken = tests.begin('t', window, gather);
    await tests.begin('later', window, given);
    know();
    await overtaken;
    expect(probes).toHaveLength(1);
    expect(probe(0).killed).toBe(false);
  });

  it('say so when the process ends before its time', async () => {
    const { tests, window, told, probe, bugs } = setUp();
    await tests.begin('t', window, given);
    probe(0).say({ kind: 'bug', text: 'oops' });
    probe(0).say({ kind: 'probe', diagnosis: running });
    probe(0).end(9);
    expect(told.at(-1)).toMatchObject({
      kind: 'test',
      diagnosis: { done: true, failure: { code: 'engine-stopped' }, steps: [{ step: 'tcp', outcome: 'failed' }] }
    });
    expect(bugs).toHaveLength(2);
  });

  it('are ended after three connect timeouts and twenty seconds, and not before', async () => {
    const { tests, window, told, probe } = setUp();
    await tests.begin('t', window, given);
    await vi.advanceTimersByTimeAsync(49_999);
    expect(probe(0).killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(probe(0).killed).toBe(true);
    expect(told).toMatchObject([{ diagnosis: { startedAtMs: 5, done: true, failure: { code: 'no-answer' } } }]);
  });
});
