import { describe, expect, it, vi } from 'vitest';
import { fail, failure, succeed, type Failure } from '../../../../../electron/contract/failure';
import type { Profile } from '../../../../../electron/contract/profile';
import { Connections } from '../../../../../renderer/src/state/connections.svelte';

const profile = (id: string): Profile => ({
  id,
  name: id,
  address: { protocol: 'mqtt', host: 'h', port: 1883, path: '/' },
  clientId: 'fixed',
  username: '',
  mqttVersion: '5',
  verifyCertificate: true,
  subscriptions: [{ filter: '#', qos: 0 }],
  demo: false,
  hasPassword: true,
  secretsForThisRunOnly: false,
  ca: null,
  certificate: null,
  key: null
});

function connections() {
  const done = () => Promise.resolve(succeed(null));
  const client = {
    connect: vi.fn(done),
    disconnect: vi.fn(done),
    retryNow: vi.fn(done),
    deleteProfile: vi.fn(done),
    show: vi.fn(done),
    saveProfile: vi.fn(() => Promise.resolve(succeed(profile('b')))),
    addAddress: vi.fn(() => Promise.resolve(fail<Profile>('address-invalid'))),
    startDemo: vi.fn(() => Promise.resolve(succeed(profile('demo'))))
  };
  const reported: Failure[] = [];
  const state = new Connections(client, (reason) => reported.push(reason));
  state.start([profile('a'), profile('b')], [], 'b');
  return { client, reported, state };
}

describe('Connections', () => {
  it('shows the wanted one, or the first when it is gone', () => {
    const { state } = connections();
    expect(state.shown?.id).toBe('b');
    state.profiles = [profile('a')];
    expect(state.shown?.id).toBe('a');
    state.profiles = [];
    expect(state.shown).toBeNull();
  });

  it('is idle until main reports otherwise, and again once the engine is gone', () => {
    const { state } = connections();
    const counters = { messagesPerSecond: 1, topics: 2, messages: 3 };
    expect(state.state('a').kind).toBe('idle');
    state.acceptReport({
      profileId: 'a',
      state: { kind: 'failed', failure: failure('refused') },
      counters,
      engineRestartedAtMs: null
    });
    expect(state.state('a').kind).toBe('failed');
    state.acceptGone('a');
    expect(state.state('a').kind).toBe('idle');
  });

  it('tells main which one is shown, once', () => {
    const { client, state } = connections();
    state.show('b');
    expect(client.show).not.toHaveBeenCalled();
    state.show('a');
    expect(client.show).toHaveBeenCalledExactlyOnceWith({ profileId: 'a' });
  });

  it('reports a request that failed', async () => {
    const { client, reported, state } = connections();
    client.connect.mockResolvedValueOnce(fail('profile-not-found'));
    await state.connect('x');
    expect(reported.map(({ code }) => code)).toEqual(['profile-not-found']);
  });

  it('leaves the failure of a typed address to the field, and shows what the demo made', async () => {
    const { reported, state } = connections();
    expect((await state.addAddress('??')).ok).toBe(false);
    expect(reported).toEqual([]);
    expect(state.shown?.id).toBe('b');
    state.profiles = [...state.profiles, profile('demo')];
    await state.startDemo();
    expect(state.shown?.id).toBe('demo');
  });

  it('takes a fresh client ID by saving an empty one and connecting anew', async () => {
    const { client, state } = connections();
    await state.useNewClientId(profile('b'));
    expect(client.saveProfile).toHaveBeenCalledWith(
      expect.objectContaining({
        id: 'b',
        fields: expect.objectContaining({ clientId: '' }),
        password: { kind: 'keep' }
      })
    );
    expect(client.connect).toHaveBeenCalledWith({ profileId: 'b' });
  });
});
