import { createServer as createHttpServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isSecure, type Protocol } from '../../../electron/contract/address';
import type { FailureCode } from '../../../electron/contract/failure';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { startAedes } from '../../support/aedes-broker';
import type { Pair } from '../../support/certificate-folder';
import type { Certificates } from '../../support/certificates';
import { connectionConfig } from '../../support/connection-config';
import { freePort } from '../../support/free-port';
import { startMosquitto, type Mosquitto, type MosquittoOptions } from '../../support/mosquitto';
import { politeAnswer } from '../../support/scripted-broker';
import { networkProtocols } from '../../support/network-protocols';
import { waitUntil } from '../../support/wait-until';
import { linkScene } from '../../support/link-scene';

const { cleanups, certificates, linkRun, scripted } = linkScene();

async function mosquitto(options: MosquittoOptions): Promise<Mosquitto> {
  const broker = await startMosquitto(options);
  cleanups.push(() => broker.dispose());
  return broker;
}

async function secureMosquitto(pair: Pair, requireClientCertificate = false): Promise<Mosquitto> {
  const { certificateFile, keyFile } = pair;
  const tls = { certificateFile, keyFile, caFile: certificates().caFile };
  return mosquitto({ protocols: ['mqtts', 'wss'], tls, requireClientCertificate });
}

describe('a connection that cannot be made says why', () => {
  it('nothing listens: waits and tries again', async () => {
    const port = await freePort();
    const waiting = await linkRun()
      .connect(connectionConfig({ address: { port } }))
      .reaches('waiting');
    expect(waiting.failure).toMatchObject({ code: 'refused', raw: 'ECONNREFUSED', facts: { host: '127.0.0.1', port } });
    expect(waiting.attempt).toBe(1);
  });

  it('the name has no address: waits and tries again', async () => {
    const run = linkRun().connect(connectionConfig({ address: { host: 'no-such-broker.invalid', port: 1883 } }));
    const waiting = await run.reaches('waiting');
    expect(waiting.failure).toMatchObject({ code: 'name-not-found', facts: { host: 'no-such-broker.invalid' } });
    expect(run.states[0]).toEqual({ kind: 'connecting', step: 'name', attempt: 1, failure: null, ends: [] });
  });

  it.each<Protocol>(['mqtt', 'mqtts'])('an HTTP server on the port of %s', async (protocol) => {
    const server = createHttpServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const { port } = server.address() as { port: number };
    const failed = await linkRun()
      .connect(connectionConfig({ address: { protocol, port } }))
      .reaches('failed');
    expect(failed.failure).toMatchObject(
      protocol === 'mqtt'
        ? { code: 'not-mqtt', facts: { speaks: 'http' }, raw: 'HTTP/1.1 400 Bad Request' }
        : { code: 'tls-failed', facts: { speaks: 'plain' } }
    );
  });

  it.each([
    { status: 404, kind: 'failed' as const },
    { status: 302, kind: 'failed' as const },
    { status: 503, kind: 'waiting' as const }
  ])('a WebSocket upgrade answered with $status', async ({ status, kind }) => {
    const paths: (string | undefined)[] = [];
    const server = createHttpServer((request, response) => {
      paths.push(request.url);
      response.writeHead(status, { location: 'http://127.0.0.1/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const { port } = server.address() as { port: number };
    const config = connectionConfig({ address: { protocol: 'ws', port, path: '/wrong' } });
    const { failure } = await linkRun().connect(config).reaches(kind);
    expect(failure).toMatchObject({ code: 'websocket-refused', facts: { status, path: '/wrong' } });
    expect(paths).toEqual(['/wrong']);
  });

  it('plain MQTT to a TLS port: told by its alert, where it sends one', async () => {
    const alert = Uint8Array.from([0x15, 3, 1, 0, 2, 2, 0x46]);
    const talking = await scripted({ packet: (_packet, connection) => connection.send(alert) });
    const failed = await linkRun()
      .connect(connectionConfig({ address: { port: talking.port } }))
      .reaches('failed');
    expect(failed.failure).toMatchObject({ code: 'not-mqtt', facts: { speaks: 'tls' } });

    // mosquitto and Node only close.
    const silent = await secureMosquitto(certificates().server);
    const config = connectionConfig({ address: { port: silent.port('mqtts') } });
    const waiting = await linkRun().connect(config).reaches('waiting');
    expect(waiting.failure).toMatchObject({ code: 'closed-before-connack', facts: { protocol: 'mqtt' } });
  });

  it('a wrong password: stops, so that no account is locked', async () => {
    const broker = await mosquitto({ protocols: ['mqtt'], users: { ada: 'right' } });
    for (const mqttVersion of ['3.1.1', '5'] as const) {
      const config = connectionConfig({
        address: { port: broker.port('mqtt') },
        fields: { username: 'ada', mqttVersion },
        password: 'wrong'
      });
      const failed = await linkRun().connect(config).reaches('failed');
      // mosquitto says 5 (3.1.1) or 0x87 (5) where 4 and 0x86 would be the exact ones.
      expect(failed.failure.code).toBe(mqttVersion === '5' ? 'not-authorised' : 'bad-credentials');
    }
  });

  it.each<[number, FailureCode, 'waiting' | 'failed']>([
    [1, 'protocol-version-refused', 'failed'],
    [2, 'client-id-rejected', 'failed'],
    [3, 'server-unavailable', 'waiting'],
    [4, 'bad-credentials', 'failed'],
    [5, 'bad-credentials', 'failed']
  ])('CONNACK %i of MQTT 3.1.1 is %s: %s', async (returnCode, code, kind) => {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'connect') connection.send({ cmd: 'connack', returnCode, sessionPresent: false });
      }
    });
    const { failure } = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port } }))
      .reaches(kind);
    expect(failure).toMatchObject({ code, raw: `CONNACK 0x0${returnCode}` });
  });

  it.each<[number, FailureCode, 'waiting' | 'failed']>([
    [0x84, 'protocol-version-refused', 'failed'],
    [0x85, 'client-id-rejected', 'failed'],
    [0x86, 'bad-credentials', 'failed'],
    [0x87, 'not-authorised', 'failed'],
    [0x88, 'server-unavailable', 'waiting'],
    [0x89, 'server-unavailable', 'waiting'],
    [0x8a, 'connect-refused', 'failed'],
    [0x97, 'server-unavailable', 'waiting'],
    [0x9d, 'connect-refused', 'failed']
  ])('CONNACK %i of MQTT 5 is %s: %s', async (reasonCode, code, kind) => {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd !== 'connect') return;
        connection.send({ cmd: 'connack', reasonCode, sessionPresent: false, properties: { reasonString: 'because' } });
      }
    });
    const config = connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: '5' } });
    const { failure } = await linkRun().connect(config).reaches(kind);
    expect(failure).toMatchObject({ code, facts: { reasonCode, brokerSays: 'because' } });
  });

  it('a broker that closes instead of answering CONNECT', async () => {
    const broker = await scripted({ packet: (_packet, connection) => connection.socket.end() });
    const waiting = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port } }))
      .reaches('waiting');
    expect(waiting.failure.code).toBe('closed-before-connack');
  });
});

describe('certificates', () => {
  const secure: Protocol[] = ['mqtts', 'wss'];

  describe.each(secure)('over %s', (protocol) => {
    it.each<[string, (all: Certificates) => [Pair, string | null], FailureCode, object]>([
      ['an unknown authority', (all) => [all.server, null], 'certificate-not-trusted', { kind: 'unknown-authority' }],
      [
        'another authority',
        (all) => [all.server, all.otherCaPem],
        'certificate-not-trusted',
        { issuer: 'Test authority' }
      ],
      ['a self-signed one', (all) => [all.selfSigned, all.caPem], 'certificate-not-trusted', { kind: 'self-signed' }],
      ['an expired one', (all) => [all.expired, all.caPem], 'certificate-expired', { whose: 'broker', days: 1 }],
      [
        'one for another host',
        (all) => [all.wrongHost, all.caPem],
        'certificate-wrong-host',
        { names: 'broker.example, *.factory.example' }
      ]
    ])('%s stops the connection', async (_name, choose, code, facts) => {
      const [pair, caPem] = choose(certificates());
      const broker = await secureMosquitto(pair);
      const address = { protocol, port: broker.port(protocol) };
      const failed = await linkRun().connect(connectionConfig({ address, caPem })).reaches('failed');
      expect(failed.failure).toMatchObject({ code, facts });

      const unverified = connectionConfig({ address, caPem, fields: { verifyCertificate: false } });
      await linkRun().connect(unverified).reaches('online');
    });
  });

  it('a required client certificate is asked for, and taken', async () => {
    const broker = await secureMosquitto(certificates().server, true);
    const address = { protocol: 'mqtts', port: broker.port('mqtts') } as const;
    const caPem = certificates().caPem;
    const failed = await linkRun().connect(connectionConfig({ address, caPem })).reaches('failed');
    expect(failed.failure.code).toBe('client-certificate-required');

    const { certificatePem, keyPem } = certificates().client;
    await linkRun().connect(connectionConfig({ address, caPem, certificatePem, keyPem })).reaches('online');
  });

  it('a client certificate of an authority the broker does not know', async () => {
    const broker = await secureMosquitto(certificates().server, true);
    const address = { protocol: 'mqtts', port: broker.port('mqtts') } as const;
    const { certificatePem, keyPem } = certificates().selfSigned;
    const config = connectionConfig({ address, caPem: certificates().caPem, certificatePem, keyPem });
    const failed = await linkRun().connect(config).reaches('failed');
    expect(failed.failure).toMatchObject({ code: 'client-certificate-invalid', facts: { refusedByBroker: 1 } });
  });
});

describe('a link that was up', () => {
  it.each(networkProtocols)(
    'over %s: leaves online at once when the broker is killed, and comes back with it',
    async (protocol) => {
      const { certificateFile, keyFile } = certificates().server;
      const tls = { certificateFile, keyFile, caFile: certificates().caFile };
      const broker = await mosquitto({ protocols: [protocol], ...(isSecure(protocol) ? { tls } : {}) });
      const address = { protocol, port: broker.port(protocol) };
      const run = linkRun().connect(
        connectionConfig({ address, caPem: isSecure(protocol) ? certificates().caPem : null })
      );
      await run.reaches('online');
      await broker.stop();
      await waitUntil('the link to leave online', () => run.link.state.kind !== 'online', 3_000);
      const waiting = await run.reaches('waiting');
      expect(['closed', 'reset']).toContain(waiting.failure.code);
      const before = run.states.length;
      await broker.start();
      await run.reaches('online', before);
    }
  );

  it('taken over: stops and says so', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'subscribe') connection.send({ cmd: 'disconnect', reasonCode: 0x8e });
      }
    });
    const config = connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: '5' } });
    const run = linkRun().connect(config);
    expect((await run.reaches('failed')).failure).toMatchObject({ code: 'taken-over', raw: 'DISCONNECT 0x8E' });
  });

  it.each([
    ['QoS 3', [0x36, 0x07, 0x00, 0x01, 0x61, 0x00, 0x01, 0x78, 0x78]],
    ['packet type 0', [0x00, 0x00]],
    ['a length of five bytes', [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a topic longer than its packet', [0x30, 0x02, 0x00, 0x09]]
  ])('bytes that are no MQTT (%s) end it, and it comes back', async (_name, bytes) => {
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'subscribe' && connection.number === 1) connection.send(Uint8Array.from(bytes));
      }
    });
    const run = linkRun().connect(connectionConfig({ address: { port: broker.port } }));
    expect((await run.reaches('waiting')).failure.code).toBe('malformed-packet');
    await waitUntil('a second online', () => broker.connections() === 2 && run.link.state.kind === 'online');
    expect(run.messages).toEqual([]);
  });

  it('a PUBLISH before CONNACK is no message', async () => {
    const broker = await scripted({
      packet: (_packet, connection) =>
        connection.send({ cmd: 'publish', topic: 'a', payload: 'x', qos: 0, retain: false, dup: false })
    });
    const run = linkRun().connect(connectionConfig({ address: { port: broker.port } }));
    expect((await run.reaches('waiting')).failure.code).toBe('malformed-packet');
    expect(run.messages).toEqual([]);
  });

  it('a message over the limit ends it before it is gathered, and the wait names it', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        // Only its head: what follows would never come.
        if (packet.cmd === 'subscribe') connection.send(Uint8Array.from([0x31, 0x80, 0x80, 0x01, 0, 2, 0x61, 0x2f, 0]));
      }
    });
    const config = connectionConfig({ address: { port: broker.port }, budgets: { maxPayloadBytes: 10_000 } });
    const waiting = await linkRun().connect(config).reaches('waiting');
    expect(waiting.failure).toMatchObject({
      code: 'payload-too-large',
      facts: { topic: 'a/', bytes: 16_380, limitBytes: 10_000 }
    });
  });
});

describe('subscribing', () => {
  it('refused filters are problems, the others live on', async () => {
    const broker = await mosquitto({ protocols: ['mqtt'], users: { ada: 'pw' }, mayRead: ['open/#'] });
    const subscriptions = [usualSubscription('secret/#', 0), usualSubscription('open/#', 0)];
    for (const mqttVersion of ['3.1.1', '5'] as const) {
      const config = connectionConfig({
        address: { port: broker.port('mqtt') },
        fields: { username: 'ada', mqttVersion, subscriptions },
        password: 'pw'
      });
      const run = linkRun().connect(config);
      expect((await run.asked()).subscriptions).toMatchObject([
        {
          filter: 'secret/#',
          standing: 'refused',
          failure: { code: 'subscribe-not-authorised', facts: { filter: 'secret/#' } }
        },
        { filter: 'open/#', standing: 'granted', grantedQos: 0, failure: null }
      ]);
    }
  });

  it('the one code of MQTT 3.1.1 for a refusal (Aedes)', async () => {
    const broker = await startAedes({ protocols: ['mqtt'], forbiddenPrefix: 'secret/' });
    cleanups.push(() => broker.dispose());
    const subscriptions = [usualSubscription('secret/#', 1)];
    const config = connectionConfig({ address: { port: broker.port('mqtt') }, fields: { subscriptions } });
    const run = linkRun().connect(config);
    expect((await run.asked()).subscriptions).toMatchObject([
      { standing: 'refused', failure: { code: 'subscribe-not-authorised', raw: 'SUBACK 0x80' } }
    ]);
  });

  it('a filter of NATS’ refusal style: the link closed under the SUBSCRIBE is a closed link', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'subscribe') connection.socket.end();
        else politeAnswer(packet, connection);
      }
    });
    const run = linkRun().connect(connectionConfig({ address: { port: broker.port } }));
    expect((await run.reaches('waiting')).failure.code).toBe('closed');
  });
});
