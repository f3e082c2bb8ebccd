import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { ProfileFields } from '../../../electron/contract/profile';
import { failureWords } from '../../../electron/contract/words/failures';
import { connectionConfig } from '../../support/connection-config';
import { linkScene } from '../../support/link-scene';
import { openOnce, type OpeningRun } from '../../support/opening-run';
import { startSilentServer } from '../../support/silent-server';

const { cleanups } = linkScene();

interface WebServer {
  readonly port: number;
  readonly requests: readonly IncomingMessage[];
}

/** A web server that answers the upgrade like any other request. */
async function webServer(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<WebServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

/** A server that upgrades and picks this subprotocol. */
async function upgrading(subprotocol: string | false): Promise<WebServer> {
  const requests: IncomingMessage[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => subprotocol });
  server.on('connection', (_socket, request) => requests.push(request));
  await once(server, 'listening');
  cleanups.push(() => {
    for (const client of server.clients) client.terminate();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

const headers: ProfileFields['headers'] = [
  { id: 'one', name: 'X-Plant', value: 'north', secret: false },
  { id: 'two', name: 'Authorization', value: '', secret: true },
  { id: 'three', name: 'Cookie', value: 'a=1', secret: false },
  { id: 'four', name: 'cookie', value: '', secret: true },
  { id: 'five', name: 'X-Lost', value: '', secret: true },
  { id: 'six', name: 'Sec-WebSocket-Protocol', value: 'chat', secret: false }
];
const headerSecrets: ConnectionConfig['headerSecrets'] = [
  ['two', 'Bearer header-canary'],
  ['four', 'b=cookie-canary']
];

function open(port: number, path = '/mqtt'): Promise<OpeningRun> {
  return openOnce(connectionConfig({ address: { protocol: 'ws', port, path }, fields: { headers }, headerSecrets }));
}

function told({ result, diagnosis }: OpeningRun): { title: string; meaning: string } {
  if (result.ok) throw new Error('it did not fail');
  expect(result.failure.code).toBe('websocket-refused');
  expect(JSON.stringify([result.failure, diagnosis, failureWords(result.failure)])).not.toContain('canary');
  const { title, meaning } = failureWords(result.failure);
  return { title, meaning };
}

describe('the upgrade', () => {
  it('carries the headers, the secret ones too, and no other subprotocol', async () => {
    const server = await upgrading('mqtt');
    const { result, diagnosis } = await open(server.port, '/broker?site=7');
    expect(result.ok).toBe(true);
    expect(server.requests[0]?.url).toBe('/broker?site=7');
    expect(server.requests[0]?.headers).toMatchObject({
      host: `127.0.0.1:${server.port}`,
      'x-plant': 'north',
      authorization: 'Bearer header-canary',
      cookie: 'a=1; b=cookie-canary',
      'sec-websocket-protocol': 'mqtt'
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('x-lost');
    expect(diagnosis.steps.find(({ step }) => step === 'websocket')?.facts).toEqual({
      path: '/broker?site=7',
      status: 101
    });
    expect(JSON.stringify(diagnosis)).not.toContain('canary');
  });

  it.each([
    [401, 'It wants a sign-in on HTTP itself for /mqtt.'],
    [403, 'It forbids /mqtt.'],
    [404, 'It has nothing at /mqtt.'],
    [418, 'It answered HTTP 418 for /mqtt.']
  ])('answered with %i', async (status, meaning) => {
    const server = await webServer((_request, response) => response.writeHead(status).end());
    const run = await open(server.port);
    expect(run.result).toMatchObject({ failure: { raw: `HTTP ${status}`, facts: { status, path: '/mqtt' } } });
    expect(told(run)).toEqual({ title: `127.0.0.1 refused the WebSocket with HTTP ${status}`, meaning });
  });

  it.each([301, 302, 307, 308])('answered with %i is told where to, and never follows', async (status) => {
    const elsewhere = await webServer((_request, response) => response.end());
    const location = `http://ada:sign-canary@127.0.0.1:${elsewhere.port}/login?token=query-canary#x`;
    const server = await webServer((_request, response) => response.writeHead(status, { location }).end());
    const run = await open(server.port);
    const shown = `http://127.0.0.1:${elsewhere.port}/login`;
    expect(run.result).toMatchObject({ failure: { facts: { status, location: shown, path: '/mqtt' } } });
    expect(told(run).meaning).toBe(
      `It points to ${shown}. Treeline does not follow, so that no sign-in goes to another server.`
    );
    expect(server.requests).toHaveLength(1);
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('taken without the subprotocol, or with another one', async () => {
    for (const subprotocol of [false, 'chat'] as const) {
      const server = await upgrading(subprotocol);
      expect(told(await open(server.port))).toEqual({
        title: '127.0.0.1 does not speak MQTT on this WebSocket',
        meaning: 'It opened /mqtt, but did not agree on the subprotocol mqtt.'
      });
    }
  });

  it.each([
    ['something that is not HTTP', '220 mail.example ESMTP ready\r\n'],
    [
      'an upgrade that was computed wrongly',
      'HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n'
    ]
  ])('answered with %s', async (_name, answer) => {
    const server = await startSilentServer((socket) => socket.write(answer));
    cleanups.push(() => server.dispose());
    expect(told(await open(server.port)).meaning).toBe('Its answer is not a WebSocket’s.');
  });

  it('answered with a TLS alert: the port wants wss', async () => {
    const alert = Uint8Array.from([0x15, 3, 1, 0, 2, 2, 0x46]);
    const server = await startSilentServer((socket) => socket.write(alert));
    cleanups.push(() => server.dispose());
    const { result } = await open(server.port);
    expect(result).toMatchObject({ failure: { code: 'not-mqtt', facts: { speaks: 'tls', port: server.port } } });
  });

  it('does not send a header that would smuggle in others, and names it without its value', async () => {
    const server = await upgrading('mqtt');
    const config = connectionConfig({
      address: { protocol: 'ws', port: server.port },
      fields: { headers },
      headerSecrets: [['two', 'canary\r\nX-Other: 1']]
    });
    expect(told(await openOnce(config)).title).toBe('The header Authorization cannot be sent');
    expect(server.requests).toHaveLength(0);
  });
});
