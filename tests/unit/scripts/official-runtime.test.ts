import http from 'node:http';
import type net from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstAddress, probe } from '../../../scripts/official-runtime.mjs';

const addressFor = (env: NodeJS.ProcessEnv): string => String(firstAddress('45.4.1', env, 'linux', 'x64'));

it('asks GitHub, the mirror or the proxy that a download would use', () => {
  const github = 'https://github.com/electron/electron/releases/download/';
  expect(addressFor({})).toBe(`${github}v45.4.1/electron-v45.4.1-linux-x64.zip`);
  const mirror = 'https://mirror.test/electron/';
  for (const name of ['ELECTRON_MIRROR', 'npm_config_electron_mirror'])
    expect(addressFor({ [name]: mirror })).toBe(`${mirror}v45.4.1/electron-v45.4.1-linux-x64.zip`);
  const proxied = { ELECTRON_GET_USE_PROXY: '1', HTTPS_PROXY: 'http://proxy.test:3128' };
  expect(addressFor(proxied)).toBe('http://proxy.test:3128');
});

let server: http.Server;
let origin = '';
beforeEach(async () => {
  server = http.createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/elsewhere') response.writeHead(302, { location: '/silent' });
    else response.writeHead(404);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('takes any answer for a network that works', async () => {
  expect(await probe(`${origin}/missing`)).toBeUndefined();
});

it('does not wait for a host that accepts and says nothing, also behind a redirect', async () => {
  expect(await probe(`${origin}/silent`, 50)).toContain('did not answer');
  expect(await probe(`${origin}/elsewhere`, 50)).toContain('did not answer');
});

it('names the reason for a closed port', async () => {
  await new Promise((resolve) => server.close(resolve));
  expect(await probe(origin)).toContain('ECONNREFUSED');
});
