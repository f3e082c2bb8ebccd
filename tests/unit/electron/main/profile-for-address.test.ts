import { parseAddress } from '#contract/address';
import { describe, expect, it } from 'vitest';
import { profileForAddress } from '../../../../electron/main/profile-for-address';
import type { StoredProfile } from '../../../../electron/storage/stored-profile';
import { storedProfile } from '../storage/stored-profile-example';

function forText(text: string, profiles: readonly StoredProfile[] = []): ReturnType<typeof profileForAddress> {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(`no address: ${text}`);
  return profileForAddress(parsed.value, profiles);
}

describe('profileForAddress', () => {
  const known = storedProfile({ id: 'known', username: 'ada' });

  it.each([
    ['mqtt://broker.example', 'known'],
    ['BROKER.example:1883', 'known'],
    ['mqtt://broker.example/ignored', 'known'],
    ['mqtt://ada@broker.example', 'known'],
    ['mqtt://bob@broker.example', null],
    ['mqtts://broker.example:1883', null],
    ['mqtt://broker.example:1884', null],
    ['ws://broker.example:1883/', null]
  ])('%s is %s', (text, id) => {
    expect(forText(text, [known]).known?.id ?? null).toBe(id);
  });

  it('tells WebSocket paths apart', () => {
    const overWs = storedProfile({ address: { protocol: 'ws', host: 'h', port: 80, path: '/mqtt' } });
    expect(forText('ws://h/mqtt', [overWs]).known).toBe(overWs);
    expect(forText('ws://h/other', [overWs]).known).toBeNull();
  });

  it('never takes the demo for somebody’s broker', () => {
    expect(forText('mqtt://broker.example', [storedProfile({ demo: true })]).known).toBeNull();
  });

  it('gives a new one a name of its own', () => {
    expect(forText('mqtts://broker.example:1883').fresh.name).toBe('broker.example:1883');
    const plain = storedProfile({ name: 'broker.example:1883' });
    expect(forText('mqtts://broker.example:1883', [plain]).fresh.name).toBe('mqtts://broker.example:1883');
  });
});
