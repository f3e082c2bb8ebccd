import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../../electron/contract/address';
import { usualName } from '../../../../electron/contract/usual-name';

function named(text: string, taken: readonly string[] = []): string {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(`no address: ${text}`);
  return usualName(parsed.value.address, taken);
}

describe('usualName', () => {
  it.each([
    ['mqtt://h', 'h'],
    ['mqtt://h:1884', 'h:1884'],
    ['wss://h:443/x', 'h'],
    ['mqtt://[::1]', '::1'],
    ['mqtt://[::1]:99', '[::1]:99'],
    ['unix:///run/mosquitto.sock', '/run/mosquitto.sock']
  ])('of %s is %s', (text, name) => {
    expect(named(text)).toBe(name);
  });

  it('is never longer than a name may be', () => {
    const host = 'h'.repeat(250);
    expect(named(`mqtt://${host}`)).toHaveLength(200);
    expect(named(`mqtt://${host}`, ['h'.repeat(200)])).toHaveLength(200);
  });

  it('carries the scheme where another connection is called by the same host and port', () => {
    expect(named('mqtts://h:1884', ['h:1884'])).toBe('mqtts://h:1884');
    expect(named('mqtts://h', ['h'])).toBe('mqtts://h:8883');
    expect(named('ws://h:1884/mqtt', ['h:1884'])).toBe('ws://h:1884/mqtt');
    expect(named('mqtts://h:1884', ['h', 'h:1885'])).toBe('h:1884');
    expect(named('unix:///run/m.sock', ['/run/m.sock'])).toBe('unix:///run/m.sock');
  });
});
