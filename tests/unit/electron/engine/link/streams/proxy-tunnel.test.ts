import { expect, it } from 'vitest';
import { proxyFacts } from '../../../../../../electron/engine/link/streams/proxy-tunnel';

it('names the proxy without its sign-in', () => {
  const route = { kind: 'http', host: 'p', port: 1, username: 'ada', password: 'x', namesAtProxy: true } as const;
  expect(proxyFacts({ ...route, system: true })).toEqual({
    proxyHost: 'p',
    proxyPort: 1,
    proxyKind: 'http',
    proxySystem: 1
  });
  expect(proxyFacts({ ...route, system: false })).not.toHaveProperty('proxySystem');
  expect(proxyFacts(null)).toEqual({});
});
