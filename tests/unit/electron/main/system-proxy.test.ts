import { describe, expect, it } from 'vitest';
import { proxyQuestion, systemProxy } from '../../../../electron/main/system-proxy';

const to = (kind: 'http' | 'socks5', host: string, port: number) => ({
  ok: true,
  value: { kind, host, port, username: '', password: null, namesAtProxy: true, system: true }
});
const straight = { ok: true, value: null };

describe('systemProxy', () => {
  it.each([
    ['DIRECT', straight],
    ['', straight],
    ['PROXY corp:8080', to('http', 'corp', 8080)],
    ['PROXY corp:8080; DIRECT', to('http', 'corp', 8080)],
    [' proxy  corp:8080 ;DIRECT', to('http', 'corp', 8080)],
    ['PROXY corp', to('http', 'corp', 80)],
    ['SOCKS5 [::1]:1081', to('socks5', '::1', 1081)],
    ['SOCKS s', to('socks5', 's', 1080)],
    ['HTTPS secure:443; PROXY corp:8080', to('http', 'corp', 8080)],
    ['SOCKS4 old:1080; DIRECT', straight],
    ['PROXY corp:99999; DIRECT', straight],
    ['PROXY user:pass@corp:1; DIRECT', straight]
  ])('%s', (answer, expected) => {
    expect(systemProxy(answer)).toEqual(expected);
  });

  it('says when there are only ways it cannot go', () => {
    expect(systemProxy('HTTPS secure:443; SOCKS4 old:1')).toEqual({
      ok: false,
      failure: { code: 'proxy-unreachable', raw: 'HTTPS secure:443', facts: { proxySystem: 1, reason: 'kind-unknown' } }
    });
    expect(systemProxy(';'.repeat(1_000_000))).toEqual(straight);
  });
});

describe('proxyQuestion', () => {
  it.each([
    ['mqtt', 'h', 'http://h:1/'],
    ['mqtts', 'h', 'https://h:1/'],
    ['ws', '::1', 'http://[::1]:1/'],
    ['wss', 'h', 'https://h:1/'],
    ['unix', '', null]
  ] as const)('%s', (protocol, host, question) => {
    expect(proxyQuestion({ protocol, host, port: 1, path: '/p' })).toBe(question);
  });
});
