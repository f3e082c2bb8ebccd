import { describe, expect, it } from 'vitest';
import type { BrokerAddress } from '../../../../../electron/contract/address';
import type { Diagnosis } from '../../../../../electron/contract/diagnosis';
import { failure, failureCodes } from '../../../../../electron/contract/failure';
import { diagnosisReport, runtimeText } from '../../../../../renderer/src/format/diagnosis-report';

const address: BrokerAddress = { protocol: 'wss', host: 'broker.example', port: 8084, path: '/mqtt?token=QUERYTOKEN' };
const diagnosis: Diagnosis = {
  startedAtMs: Date.UTC(2026, 2, 14, 14, 31),
  steps: [
    { step: 'name', outcome: 'done', durationMs: 12, facts: { host: 'broker.example', address: '10.20.4.17' } },
    { step: 'tls', outcome: 'done', durationMs: 31, facts: { version: 'TLSv1.3', certificates: 1 } },
    { step: 'websocket', outcome: 'done', durationMs: 5, facts: { path: '/mqtt?token=QUERYTOKEN', status: 101 } },
    { step: 'mqtt', outcome: 'failed', durationMs: 9, facts: {} },
    { step: 'subscribe', outcome: 'not-reached', durationMs: null, facts: {} }
  ],
  chain: [
    {
      subject: 'broker.example',
      issuer: 'Plant CA',
      selfSigned: false,
      names: ['broker.example'],
      fingerprint: 'AA:BB:CC',
      keyType: 'RSA 2048',
      validFromMs: Date.UTC(2025, 0, 1),
      validToMs: Date.UTC(2027, 0, 1),
      flaws: [],
      byFingerprint: false
    }
  ],
  failure: failure('bad-credentials', 'CONNACK 0x86', {
    host: 'broker.example',
    port: 8084,
    brokerSays: 'user OPSUSER with OPSPASSWORD is not known'
  }),
  done: true
};
const secrets = ['OPSUSER', 'OPSPASSWORD', 'HEADERVALUE'];
const runtime = 'Treeline 0.4.0, Electron 45.0.0, X11; Linux x86_64';

describe('diagnosisReport', () => {
  it('tells every step, the chain, the versions and the failure with its code', () => {
    expect(diagnosisReport({ diagnosis, address, runtime, secrets }).split('\n')).toEqual([
      'Treeline connection report',
      '',
      'Started: 2026-03-14T14:31:00.000Z',
      `With: ${runtime}`,
      'Address: wss://broker.example:8084/mqtt?…',
      'Result: Stopped at step 4 of 5: sign-in',
      '',
      'Steps:',
      '1. Find the address: passed in 12 ms',
      '   broker.example → 10.20.4.17',
      '2. Agree on TLS: passed in 31 ms',
      '   TLS 1.3, chain of 1 certificate',
      '3. Upgrade to WebSocket: passed in 5 ms',
      '   Path /mqtt?…, HTTP 101',
      '4. Sign in (CONNACK): failed after 9 ms',
      '5. Ask for the filters: not reached',
      '',
      'What stopped it:',
      '   The broker didn’t accept this username or password',
      expect.stringContaining('It says: “user … with … is not known”.') as string,
      '   Code: bad-credentials CONNACK 0x86',
      '',
      'Chain the broker sent, leaf first:',
      '1. broker.example, issued by Plant CA',
      '   valid 1 Jan 2025 to 1 Jan 2027, RSA 2048',
      '   names: broker.example',
      '   SHA-256: AA:BB:CC',
      '',
      'Username, password, headers and query strings are left out.',
      ''
    ]);
  });

  it.each(failureCodes)('repeats no secret of a form, whatever a broker puts into %s', (code) => {
    const facts = {
      brokerSays: 'OPSUSER OPSPASSWORD',
      location: 'https://OPSUSER:OPSPASSWORD@other.example/x?token=QUERYTOKEN',
      path: '/HEADERVALUE/mqtt?token=QUERYTOKEN',
      serverReference: 'OPSUSER.example',
      method: 'OPSPASSWORD',
      status: 302,
      reasonCode: 0x9d
    };
    const hostile: Diagnosis = { ...diagnosis, failure: failure(code, 'HTTP/1.1 302 HEADERVALUE OPSPASSWORD', facts) };
    const report = diagnosisReport({ diagnosis: hostile, address, runtime, secrets });
    expect(report).not.toMatch(/OPSUSER|OPSPASSWORD|HEADERVALUE|QUERYTOKEN/);
    expect(report).toContain(code);
  });

  it('leaves words alone that only contain a short username', () => {
    const told: Diagnosis = { ...diagnosis, failure: failure('connect-refused', '', { brokerSays: 'a bad ban on a' }) };
    expect(diagnosisReport({ diagnosis: told, address, runtime, secrets: ['a'] })).toContain('“… bad ban on …”');
  });

  it('does without an address, a failure and a chain', () => {
    const passed: Diagnosis = { startedAtMs: 0, steps: [], chain: [], failure: null, done: true };
    expect(diagnosisReport({ diagnosis: passed, address: null, runtime, secrets: [] })).toContain(
      'Result: All 0 steps passed in 0 ms'
    );
  });
});

describe('runtimeText', () => {
  it('takes program, runtime and system out of a user agent', () => {
    const userAgent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) treeline/0.4.0 Chrome/142.0.1 Electron/45.0.0 Safari/537.36';
    expect(runtimeText(userAgent)).toBe('Treeline 0.4.0, Chrome 142.0.1, Electron 45.0.0, X11; Linux x86_64');
    expect(runtimeText('')).toBe('');
  });
});
