import { expect, it } from 'vitest';
import { forkedEnvironment } from '../../../../electron/main/forked-environment';

it('keeps proxies, their passwords and talkative switches from forked processes', () => {
  const env = {
    PATH: '/bin',
    MQTTJS_SOCKS_PROXY: 'socks5://a:b@h',
    https_proxy: 'http://user:pass@h',
    ALL_PROXY: 'x',
    DEBUG: '*',
    SSLKEYLOGFILE: '/tmp/keys',
    NODE_OPTIONS: '--inspect'
  };
  expect(forkedEnvironment(env)).toEqual({ PATH: '/bin' });
});
