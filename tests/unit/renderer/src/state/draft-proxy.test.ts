import { describe, expect, it } from 'vitest';
import { draftProxy, proxyProblems, proxyValues } from '../../../../../renderer/src/state/draft-proxy';
import { richFields } from './profile-example';

describe('the section Proxy', () => {
  it('asks for an address only where the profile itself says where the proxy is', () => {
    const empty = { ...proxyValues(richFields.proxy), host: '', port: 'x' };
    expect([...proxyProblems({ ...empty, kind: 'socks5' }).keys()]).toEqual(['proxy-host', 'proxy-port']);
    expect(proxyProblems({ ...empty, kind: 'system' }).size).toBe(0);
    expect(draftProxy({ ...empty, kind: 'none' }).port).toBe(1080);
  });
});
