import net from 'node:net';
import { expect, it } from 'vitest';
import { firstHop, probe } from '../../../scripts/official-runtime.mjs';

it('asks the mirror or the proxy that a download would use', () => {
  expect(firstHop({})).toEqual({ host: 'github.com', port: 443 });
  expect(firstHop({ npm_config_electron_mirror: 'https://mirror.test/electron/' })).toEqual({
    host: 'mirror.test',
    port: 443
  });
  expect(firstHop({ ELECTRON_MIRROR: 'http://mirror.test:8080/' })).toEqual({ host: 'mirror.test', port: 8080 });
  const proxied = { ELECTRON_GET_USE_PROXY: '1', HTTPS_PROXY: 'http://proxy.test:3128' };
  expect(firstHop(proxied)).toEqual({ host: 'proxy.test', port: 3128 });
});

it('tells a listener from a closed port', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  expect(await probe({ host: '127.0.0.1', port })).toBeUndefined();
  await new Promise((resolve) => server.close(resolve));
  expect(await probe({ host: '127.0.0.1', port })).toContain('ECONNREFUSED');
});
