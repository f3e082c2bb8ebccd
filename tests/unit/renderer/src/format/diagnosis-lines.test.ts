import { describe, expect, it } from 'vitest';
import type { Diagnosis, StepReport } from '../../../../../electron/contract/diagnosis';
import { failure } from '../../../../../electron/contract/failure';
import { diagnosisSummary, stepLines, withoutQuery } from '../../../../../renderer/src/format/diagnosis-lines';

const done = (step: StepReport['step'], facts: StepReport['facts'] = {}, durationMs = 10): StepReport => ({
  step,
  outcome: 'done',
  durationMs,
  facts
});
const ahead = (step: StepReport['step']): StepReport => ({ step, outcome: 'not-reached', durationMs: null, facts: {} });
const made = (steps: readonly StepReport[], news: Partial<Diagnosis> = {}): Diagnosis => ({
  startedAtMs: 0,
  steps,
  chain: [],
  failure: null,
  done: false,
  ...news
});

describe('stepLines', () => {
  it('says in one line what each step found', () => {
    const lines = stepLines(
      made([
        done('name', { host: 'broker.example', address: '10.20.4.17' }),
        done('tcp', { address: '10.20.4.17', port: 8084 }),
        done('proxy', { kind: 'socks5', host: 'jump.example', port: 1080 }),
        done('tls', { version: 'TLSv1.3', certificates: 3, alpn: 'mqtt', cipher: 'X' }),
        done('websocket', { path: '/mqtt?token=s3cret', status: 101 }),
        done('mqtt', { mqttVersion: '3.1.1', sessionPresent: 0, fellBack: 1 }),
        done('subscribe', { granted: 2, asked: 3 })
      ]),
      false
    );
    expect(lines.map(({ title, found }) => [title, found])).toEqual([
      ['Find the address', 'broker.example → 10.20.4.17'],
      ['Open TCP connection', '10.20.4.17, port 8084'],
      ['Reach the proxy', 'SOCKS5 jump.example, port 1080'],
      ['Agree on TLS', 'TLS 1.3, chain of 3 certificates, ALPN mqtt'],
      ['Upgrade to WebSocket', 'Path /mqtt?…, HTTP 101'],
      ['Sign in (CONNACK)', 'MQTT 3.1.1, the broker does not take 5'],
      ['Ask for the filters', '2 of 3 granted']
    ]);
    expect(lines[0]?.duration).toBe('10 ms');
  });

  it('says that a certificate passed by its fingerprint, and what is still wrong with it', () => {
    const found = (flaws: string): unknown =>
      stepLines(made([done('tls', { version: 'TLSv1.3', certificates: 1, byFingerprint: 1, flaws })]), false)[0]?.found;
    expect(found('')).toBe('TLS 1.3, chain of 1 certificate, by fingerprint');
    expect(found('expired wrong-host')).toBe('TLS 1.3, chain of 1 certificate, by fingerprint, expired, other name');
  });

  it('says nothing where nothing was found', () => {
    const steps = (['name', 'tcp', 'proxy', 'tls', 'websocket', 'mqtt', 'subscribe'] as const).map((step) =>
      done(step)
    );
    expect(stepLines(made(steps), false).map(({ found }) => found)).toEqual(['', '', '', '', '', '', '']);
    expect(stepLines(made([done('subscribe', { granted: 0, asked: 0 })]), false)[0]?.found).toBe('No filter is on');
  });

  it('calls the first step a socket where no name is looked up', () => {
    const lines = stepLines(made([done('tcp', { path: '/run/mqtt.sock' }), ahead('mqtt')]), true);
    expect(lines[0]).toMatchObject({ title: 'Open the socket', found: '/run/mqtt.sock' });
  });

  it('does not let a step run on once nothing runs', () => {
    const steps = [done('name'), { ...ahead('tcp'), outcome: 'running' as const }];
    expect(stepLines(made(steps), true)[1]?.outcome).toBe('running');
    expect(stepLines(made(steps), false)[1]?.outcome).toBe('not-reached');
  });
});

describe('diagnosisSummary', () => {
  const failed = { ...done('tls'), outcome: 'failed' as const };
  const running = { ...ahead('tls'), outcome: 'running' as const };

  it('counts the step it stopped at', () => {
    const steps = [done('name'), done('tcp'), failed, ahead('websocket'), ahead('mqtt')];
    const stopped = made(steps, { done: true, failure: failure('certificate-not-trusted') });
    expect(diagnosisSummary(stopped, false)).toEqual({ kind: 'stopped', text: 'Stopped at step 3 of 5: TLS' });
  });

  it('adds up the time of all steps that passed', () => {
    const passed = made([done('name', {}, 12), done('tcp', {}, 8), done('mqtt', {}, 64)], { done: true });
    expect(diagnosisSummary(passed, false)).toEqual({ kind: 'passed', text: 'All 3 steps passed in 84 ms' });
  });

  it('follows a test while it runs, and says when it was cancelled', () => {
    expect(diagnosisSummary(made([ahead('name')]), true).text).toBe('Starting the test');
    const half = made([done('name'), done('tcp'), running]);
    expect(diagnosisSummary(half, true)).toEqual({ kind: 'running', text: 'Step 3 of 3: TLS' });
    expect(diagnosisSummary(half, false)).toEqual({ kind: 'cancelled', text: 'Test cancelled' });
  });

  it('may end before any step', () => {
    const early = made([ahead('name')], { done: true, failure: failure('secret-unreadable') });
    expect(diagnosisSummary(early, false)).toEqual({ kind: 'stopped', text: 'The test could not start' });
  });
});

describe('withoutQuery', () => {
  it('cuts what may be a token', () => {
    expect(withoutQuery('/mqtt?X-Amz-Signature=abc')).toBe('/mqtt?…');
    expect(withoutQuery('/mqtt')).toBe('/mqtt');
  });
});
