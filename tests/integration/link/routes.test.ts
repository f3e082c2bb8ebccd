import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSecure } from '../../../electron/contract/address';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { ProxyRoute } from '../../../electron/contract/proxy-options';
import { failureWords } from '../../../electron/contract/words/failures';
import { DiagnosisLog, plannedSteps } from '../../../electron/engine/link/diagnosis-log';
import { StreamOpening } from '../../../electron/engine/link/streams/open-stream';
import { connectionConfig } from '../../support/connection-config';
import { FakeClock } from '../../support/fake-clock';
import { freePort } from '../../support/free-port';
import { linkScene } from '../../support/link-scene';
import { startMosquitto, type Mosquitto } from '../../support/mosquitto';
import { openOnce, type OpeningRun } from '../../support/opening-run';
import { startMicrosocks, startTinyproxy, type TestProxy } from '../../support/proxies';
import { startSilentServer, type SilentServer } from '../../support/silent-server';
import { usualFields } from '../../../electron/contract/usual-fields';
import { waitUntil } from '../../support/wait-until';

const { cleanups, certificates, linkRun } = linkScene();
const networkProtocols = ['mqtt', 'mqtts', 'ws', 'wss'] as const;

function ended<T extends { dispose(): Promise<void> }>(started: T): T {
  cleanups.push(() => started.dispose());
  return started;
}

async function mosquitto(): Promise<Mosquitto> {
  const { certificateFile, keyFile } = certificates().server;
  const tls = { certificateFile, keyFile, caFile: certificates().caFile };
  return ended(await startMosquitto({ protocols: networkProtocols, tls }));
}

async function silent(...given: Parameters<typeof startSilentServer>): Promise<SilentServer> {
  return ended(await startSilentServer(...given));
}

function through(
  proxy: ProxyRoute,
  port: number,
  more: Partial<ConnectionConfig['fields']['address']> = {}
): ConnectionConfig {
  return connectionConfig({ address: { port, ...more }, proxy });
}

function told({ result, diagnosis }: OpeningRun): string[] {
  if (result.ok) throw new Error('it did not fail');
  const { title, meaning, action } = failureWords(result.failure);
  const all = JSON.stringify({ failure: result.failure, diagnosis, title, meaning, action });
  expect(all).not.toMatch(/pr0xy-secret|cHIweHktc2VjcmV0|wrong-secret/);
  return [result.failure.code, title, meaning];
}

const kinds: [string, () => Promise<TestProxy>][] = [
  ['an HTTP proxy (tinyproxy)', startTinyproxy],
  ['a SOCKS5 proxy (microsocks)', startMicrosocks]
];

describe.each(kinds)('through %s', (_name, start) => {
  it('every protocol comes online, and only through it', async () => {
    const broker = await mosquitto();
    const proxy = ended(await start());
    for (const protocol of networkProtocols) {
      const secure = isSecure(protocol);
      const address = { protocol, host: 'localhost', port: broker.port(protocol), path: '/mqtt' };
      const config = connectionConfig({
        address,
        fields: { tls: { ...usualFields('', address).tls, trust: secure ? 'file' : 'system' } },
        proxy: proxy.route,
        caPem: secure ? certificates().caPem : null
      });
      const { diagnosis } = await openOnce(config);
      expect(diagnosis.steps.map(({ step, outcome }) => `${step} ${outcome}`).slice(0, 3)).toEqual([
        'name done',
        'tcp done',
        'proxy done'
      ]);
      expect(diagnosis.steps[2]?.facts).toEqual({ kind: proxy.route.kind, host: '127.0.0.1', port: proxy.route.port });
      await linkRun().connect(config).reaches('online');
    }
    await proxy.dispose();
    const gone = await openOnce(through(proxy.route, broker.port('mqtt')));
    expect(told(gone)).toEqual([
      'proxy-unreachable',
      'The proxy 127.0.0.1 cannot be reached',
      `Nothing is listening there on port ${proxy.route.port}. The broker was not asked.`
    ]);
  });

  it('with the broker’s name looked up here', async () => {
    const broker = await mosquitto();
    const proxy = ended(await start());
    const route = { ...proxy.route, namesAtProxy: false };
    const port = broker.port('mqtt');
    expect((await openOnce(through(route, port, { host: 'localhost' }))).result.ok).toBe(true);
    const unknown = await openOnce(through(route, port, { host: 'no-such-broker.invalid' }));
    expect(told(unknown).slice(0, 2)).toEqual(['name-not-found', 'No address found for no-such-broker.invalid']);
    expect(unknown.steps).toEqual(['name']);
  });

  it('with a wrong password, and with none', async () => {
    const proxy = ended(await start());
    const port = await freePort();
    const wrong = await openOnce(through({ ...proxy.route, password: 'wrong-secret' }, port));
    expect(told(wrong)).toEqual([
      'proxy-sign-in-refused',
      'The proxy 127.0.0.1 didn’t accept this username or password',
      'This is the proxy’s own sign-in, not the broker’s. The broker was not asked.'
    ]);
    const none = await openOnce(through({ ...proxy.route, username: '', password: null, system: true }, port));
    expect(told(none).slice(0, 2)).toEqual([
      'proxy-sign-in-refused',
      'The system’s proxy 127.0.0.1 asks for a sign-in'
    ]);
  });

  it('to a broker that is not there', async () => {
    const proxy = ended(await start());
    const port = await freePort();
    const run = await openOnce(through(proxy.route, port));
    const [code, title, meaning] = told(run);
    expect([code, title]).toEqual(['proxy-refused', 'The proxy 127.0.0.1 does not connect to 127.0.0.1']);
    expect(meaning).toMatch(/nothing listens there|Nothing is listening on port/);
    expect(run.diagnosis.steps.find(({ step }) => step === 'proxy')?.outcome).toBe('failed');
  });

  it('to something that is no such proxy', async () => {
    const proxy = ended(await start());
    const other = await silent((socket) => socket.write('220 mail.example ESMTP ready\r\n'));
    const [code, title] = told(await openOnce(through({ ...proxy.route, port: other.port }, 1883)));
    expect(code).toBe('proxy-refused');
    expect(title).toBe(`The proxy 127.0.0.1 is no ${proxy.route.kind === 'http' ? 'HTTP' : 'SOCKS5'} proxy`);
  });

  it('that closes, and that says nothing', async () => {
    const { route } = ended(await start());
    const closing = await silent((socket) => socket.end());
    const [code, , meaning] = told(await openOnce(through({ ...route, port: closing.port }, 1883)));
    expect([code, meaning]).toEqual(['proxy-refused', 'It closed the connection without a word.']);

    const mute = await silent();
    const clock = new FakeClock();
    const opening = openOnce(through({ ...route, port: mute.port }, 1883), clock);
    await waitUntil('the proxy to be asked', () => mute.received[0]);
    clock.pass(10_000);
    const run = await opening;
    expect(told(run).slice(0, 2)).toEqual(['no-answer', 'The proxy 127.0.0.1 opens no way to 127.0.0.1']);
    await waitUntil('its socket to end', () => mute.open() === 0);
  });

  it('is left without a word when it is abandoned', async () => {
    const { route } = ended(await start());
    const mute = await silent();
    const config = through({ ...route, port: mute.port }, 1883);
    const clock = new FakeClock();
    const outcomes: unknown[] = [];
    const log = new DiagnosisLog(clock, plannedSteps(config, false));
    const opening = new StreamOpening({ config, clock, log, step: () => {}, done: (result) => outcomes.push(result) });
    await waitUntil('the proxy to be asked', () => mute.received[0]);
    opening.abandon();
    await waitUntil('its socket to end', () => mute.open() === 0);
    clock.pass(60_000);
    expect(outcomes).toEqual([]);
  });
});

describe('an HTTP proxy', () => {
  it('that forbids the broker’s port', async () => {
    const proxy = ended(await startTinyproxy([443]));
    const [code, , meaning] = told(await openOnce(through(proxy.route, 1883)));
    expect([code, meaning]).toEqual(['proxy-refused', 'Its rules do not allow 127.0.0.1 on port 1883.']);
  });

  it('is told host and port, and nothing may be smuggled in with them', async () => {
    const { route } = ended(await startTinyproxy());
    const answering = await silent((socket) => socket.write('HTTP/1.1 407 Who are you\r\n\r\n'));
    const plain = { ...route, port: answering.port };
    await openOnce(through(plain, 8883, { host: '::1' }));
    expect(answering.received[0]).toMatch(
      /^CONNECT \[::1\]:8883 HTTP\/1\.1\r\nHost: \[::1\]:8883\r\nProxy-Authorization: /
    );
    const smuggling = await openOnce(through(plain, 8883, { host: 'a\r\nX-Smuggled: 1' }));
    expect(smuggling.result).toMatchObject({ failure: { code: 'address-invalid' } });
    expect(answering.received).toHaveLength(1);
  });

  it('that never ends its answer is left', async () => {
    const endless = await silent((socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`));
    const { route } = ended(await startTinyproxy());
    expect(told(await openOnce(through({ ...route, port: endless.port }, 1883)))[0]).toBe('proxy-refused');
  });

  it('that does not exist by name', async () => {
    const { route } = ended(await startTinyproxy());
    const run = await openOnce(through({ ...route, host: 'no-such-proxy.invalid' }, 1883));
    expect(told(run)).toEqual([
      'proxy-unreachable',
      'The proxy no-such-proxy.invalid cannot be reached',
      'No address was found for its name. The broker was not asked.'
    ]);
  });
});

describe('a socket in the file system', () => {
  function place(): string {
    const folder = mkdtempSync(join(tmpdir(), 'treeline-socket-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'mqtt.sock');
  }
  const at = (path: string, more: Partial<ConnectionConfig> = {}): ConnectionConfig =>
    connectionConfig({ address: { protocol: 'unix', host: '', port: 0, path }, ...more });

  it('reaches Mosquitto', async () => {
    const path = place();
    ended(await startMosquitto({ protocols: ['mqtt'], config: [`listener 0 ${path}`] }));
    await linkRun().connect(at(path)).reaches('online');
    const run = await openOnce(at(path));
    expect(run.diagnosis.steps.map(({ step }) => step)).toEqual(['tcp', 'mqtt']);
  });

  it('that is not there, and that nobody listens at', async () => {
    const path = place();
    expect(told(await openOnce(at(path))).slice(0, 2)).toEqual(['socket-not-found', `There is no socket at ${path}`]);
    const folder = join(path, '..');
    expect(told(await openOnce(at(folder))).slice(0, 2)).toEqual(['refused', `Nothing is listening at ${folder}`]);
  });

  it('with a path that can be none', async () => {
    const run = await openOnce(at(`/${'x'.repeat(1_500)}`));
    expect(run.result.ok).toBe(false);
    expect(['address-invalid', 'socket-not-found']).toContain(run.result.ok ? '' : run.result.failure.code);
  });

  it('is not reached through a proxy of its own, and not asked of the system’s', async () => {
    const { route } = ended(await startTinyproxy());
    const path = place();
    expect(told(await openOnce(at(path, { proxy: route })))[1]).toBe('A proxy cannot reach a socket on this computer');
    expect(told(await openOnce(at(path, { proxy: { ...route, system: true } })))[0]).toBe('socket-not-found');
  });
});

describe('the limits of the way up', () => {
  it.each([
    ['mqtts', 'tls', /did not agree on TLS within 15 seconds/],
    ['ws', 'websocket', /did not answer the WebSocket request within 15 seconds/]
  ] as const)('%s: a server that says nothing', async (protocol, step, meaning) => {
    const mute = await silent();
    const clock = new FakeClock();
    const opening = openOnce(connectionConfig({ address: { protocol, port: mute.port } }), clock);
    await waitUntil(`the ${step} step to speak`, () => mute.received[0]);
    clock.pass(15_000);
    const run = await opening;
    expect(run.result).toMatchObject({ failure: { code: 'no-answer', facts: { step, seconds: 15 } } });
    expect(told(run)[2]).toMatch(meaning);
    await waitUntil('its socket to end', () => mute.open() === 0);
  });
});
