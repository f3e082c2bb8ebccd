import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../electron/contract/diagnosis';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { systemClock } from '../../../electron/engine/link/clock';
import { Probe } from '../../../electron/engine/link/probe';
import { connectionConfig } from '../../support/connection-config';
import { readConnect, type ConnectBytes } from '../../support/connect-bytes';
import { EngineRun } from '../../support/engine-run';
import { freePort } from '../../support/free-port';
import { linkScene } from '../../support/link-scene';
import { startMosquitto } from '../../support/mosquitto';
import { politeAnswer } from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';

const { cleanups, certificates, scripted } = linkScene();

/** Each step and how it ended, once the test is done. */
async function outcomes(
  config: ConnectionConfig
): Promise<{ steps: string[]; diagnosis: Diagnosis; told: Diagnosis[] }> {
  const told: Diagnosis[] = [];
  const probe = new Probe({
    config,
    clock: systemClock,
    changed: (diagnosis) => told.push(structuredClone(diagnosis))
  });
  cleanups.push(() => probe.close());
  const diagnosis = await waitUntil(
    () => `the end of ${JSON.stringify(told.at(-1))}`,
    () => told.find(({ done }) => done)
  );
  return { steps: diagnosis.steps.map(({ step, outcome }) => `${step} ${outcome}`), diagnosis, told };
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  return (server.address() as { port: number }).port;
}

describe('a test that stops', () => {
  it('at the name', async () => {
    const { steps, diagnosis } = await outcomes(
      connectionConfig({ address: { host: 'no-such-broker.invalid', port: 1883 } })
    );
    expect(steps).toEqual(['name failed', 'tcp not-reached', 'mqtt not-reached', 'subscribe not-reached']);
    expect(diagnosis.failure?.code).toBe('name-not-found');
  });

  it('at a port that refuses', async () => {
    const { steps, diagnosis } = await outcomes(connectionConfig({ address: { port: await freePort() } }));
    expect(steps).toEqual(['name done', 'tcp failed', 'mqtt not-reached', 'subscribe not-reached']);
    expect(diagnosis.failure?.code).toBe('refused');
  });

  it('at a port that is silent', async () => {
    const port = await listening(
      createServer((socket) => {
        cleanups.push(() => socket.destroy());
        socket.on('error', () => {}).resume();
      })
    );
    const fields = { connectTimeoutSeconds: 1 };
    const { steps, diagnosis } = await outcomes(connectionConfig({ address: { port }, fields }));
    expect(steps).toEqual(['name done', 'tcp done', 'mqtt failed', 'subscribe not-reached']);
    expect(diagnosis.failure).toMatchObject({ code: 'no-mqtt-answer', facts: { seconds: 1 } });
  });

  it('at an HTTP server', async () => {
    const port = await listening(createHttpServer((_request, response) => response.end('hello')));
    const { steps, diagnosis } = await outcomes(connectionConfig({ address: { port } }));
    expect(steps).toEqual(['name done', 'tcp done', 'mqtt failed', 'subscribe not-reached']);
    expect(diagnosis.failure).toMatchObject({ code: 'not-mqtt', facts: { speaks: 'http' } });
  });

  it('at a WebSocket path that is not there', async () => {
    const port = await listening(createHttpServer((_request, response) => response.writeHead(404).end()));
    const { steps, diagnosis } = await outcomes(connectionConfig({ address: { protocol: 'ws', port, path: '/x' } }));
    expect(steps).toEqual(['name done', 'tcp done', 'websocket failed', 'mqtt not-reached', 'subscribe not-reached']);
    expect(diagnosis.failure).toMatchObject({ code: 'websocket-refused', facts: { status: 404, path: '/x' } });
  });

  it('at a certificate of another authority, with the chain that was shown', async () => {
    const { certificateFile, keyFile } = certificates().server;
    const broker = await startMosquitto({
      protocols: ['mqtts'],
      tls: { certificateFile, keyFile, caFile: certificates().caFile }
    });
    cleanups.push(() => broker.dispose());
    const address = { protocol: 'mqtts', port: broker.port('mqtts') } as const;
    const { steps, diagnosis } = await outcomes(connectionConfig({ address, caPem: certificates().otherCaPem }));
    expect(steps.slice(1, 4)).toEqual(['tcp done', 'tls failed', 'mqtt not-reached']);
    expect(diagnosis.failure?.code).toBe('certificate-not-trusted');
    expect(diagnosis.chain.length).toBeGreaterThan(0);
  });

  it('at a wrong password, and at a filter that may not be read', async () => {
    const broker = await startMosquitto({ protocols: ['mqtt'], users: { ada: 'right' }, mayRead: ['open/#'] });
    cleanups.push(() => broker.dispose());
    const subscriptions = [usualSubscription('open/#'), usualSubscription('secret/#')];
    const config = connectionConfig({
      address: { port: broker.port('mqtt') },
      fields: { mqttVersion: 'auto', username: 'ada', subscriptions },
      password: 'wrong'
    });
    const wrong = await outcomes(config);
    expect(wrong.steps.slice(2)).toEqual(['mqtt failed', 'subscribe not-reached']);
    expect(wrong.diagnosis.failure?.code).toMatch(/^(bad-credentials|not-authorised)$/);

    const forbidden = await outcomes({ ...config, password: 'right' });
    expect(forbidden.steps.slice(2)).toEqual(['mqtt done', 'subscribe failed']);
    expect(forbidden.diagnosis).toMatchObject({
      failure: { code: 'subscribe-not-authorised', facts: { filter: 'secret/#' } },
      steps: [{}, {}, { facts: { mqttVersion: '5', fellBack: 0 } }, { facts: { granted: 1, asked: 2 } }]
    });
  });
});

describe('a test that goes through', () => {
  it('leaves nothing behind: another client id, no last will, no session, no shared filter', async () => {
    let connect: ConnectBytes | null = null;
    const heard: string[] = [];
    const broker = await scripted({
      bytes: (bytes) => (connect ??= readConnect(bytes)),
      packet: (packet, connection) => {
        heard.push(
          packet.cmd === 'subscribe'
            ? packet.subscriptions.map((s) => `${s.topic} rh ${s.rh}`).join()
            : (packet.cmd ?? '')
        );
        politeAnswer(packet, connection);
      }
    });
    const usual = connectionConfig({ address: { port: broker.port } }).fields;
    const fields = {
      mqttVersion: '5',
      clientId: 'line-1',
      cleanStart: false,
      mqtt5: { ...usual.mqtt5, sessionExpirySeconds: 1_000 },
      will: { ...usual.will, on: true, topic: 'gone' },
      subscriptions: [
        usualSubscription('a/#'),
        usualSubscription('$share/group/b'),
        { ...usualSubscription('off/#'), on: false }
      ]
    } as const;
    const config = connectionConfig({
      address: { port: broker.port },
      fields: { ...fields, subscriptions: [...fields.subscriptions] }
    });
    const { steps, diagnosis, told } = await outcomes(config);
    expect(steps).toEqual(['name done', 'tcp done', 'mqtt done', 'subscribe done']);
    expect(diagnosis).toMatchObject({ failure: null, steps: [{}, {}, {}, { facts: { granted: 1, asked: 1 } }] });
    expect(told.filter(({ done }) => done)).toHaveLength(1);
    await waitUntil('the goodbye', () => heard.includes('disconnect'));
    expect(heard).toEqual(['connect', 'a/# rh 2', 'disconnect']);
    expect(connect).toMatchObject({
      flags: 0x02,
      will: null,
      clientId: expect.stringMatching(/^treeline-test-[0-9a-f]{8}$/)
    });
    expect(JSON.stringify(connect)).not.toContain('[17,');
  });

  it('shows the fallback as one try', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'connect' && packet.protocolVersion === 5) connection.socket.end();
        else politeAnswer(packet, connection);
      }
    });
    const { steps, diagnosis, told } = await outcomes(
      connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: 'auto' } })
    );
    expect(steps).toEqual(['name done', 'tcp done', 'mqtt done', 'subscribe done']);
    expect(diagnosis.steps[2]?.facts).toMatchObject({ mqttVersion: '3.1.1', fellBack: 1 });
    expect(told.filter(({ done, failure }) => done || failure !== null)).toHaveLength(1);
  });

  it('without filters', async () => {
    const broker = await scripted({ packet: politeAnswer });
    const { steps } = await outcomes(
      connectionConfig({ address: { port: broker.port }, fields: { subscriptions: [] } })
    );
    expect(steps.at(-1)).toBe('subscribe done');
  });
});

it('no secret is in what a test tells', async () => {
  const secrets = ['canary-password', 'canary-data', 'canary-header', 'canary-proxy'];
  const usual = connectionConfig({ address: { port: 1 } }).fields;
  const told: string[] = [];
  for (const answer of [Uint8Array.of(0x20, 3, 0, 0x86, 0), null]) {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'connect' && answer !== null) connection.send(answer);
        else politeAnswer(packet, connection);
      }
    });
    const config = connectionConfig({
      address: { port: broker.port },
      password: secrets[0] ?? '',
      authenticationData: secrets[1] ?? '',
      headerSecrets: [['h', secrets[2] ?? '']],
      fields: {
        mqttVersion: '5',
        signIn: 'enhanced',
        username: 'ada',
        mqtt5: { ...usual.mqtt5, authenticationMethod: 'TOKEN' },
        headers: [{ id: 'h', name: 'X-Token', value: '', secret: true }]
      }
    });
    told.push(JSON.stringify((await outcomes(config)).told));
    const proxy = {
      kind: 'http',
      host: '127.0.0.1',
      port: await freePort(),
      namesAtProxy: true,
      system: false
    } as const;
    const proxied = { ...config, proxy: { ...proxy, username: 'u', password: secrets[3] ?? '' } };
    told.push(JSON.stringify((await outcomes(proxied)).told));
  }
  for (const secret of secrets) {
    const shapes = [secret, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')];
    for (const shape of shapes) expect(told.join()).not.toContain(shape);
  }
});

it('the engine makes one test of a process, and ends it with itself', async () => {
  const broker = await scripted({ packet: politeAnswer });
  const run = new EngineRun();
  cleanups.push(() => run.stop());
  const config = connectionConfig({ address: { port: broker.port } });
  run.engine.handle({ kind: 'probe', config }, null);
  run.engine.handle({ kind: 'probe', config }, null);
  await waitUntil('the end', () => run.reports.some((report) => report.kind === 'probe' && report.diagnosis.done));
  expect(run.states).toEqual([]);
  await run.stop();
  expect(broker.connections()).toBe(1);
});
