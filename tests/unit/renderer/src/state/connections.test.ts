import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, failure, succeed, type Failure, type Result } from '../../../../../electron/contract/failure';
import { undoDeleteMs } from '../../../../../electron/contract/limits';
import type { Profile } from '../../../../../electron/contract/profile';
import { usualSubscription } from '../../../../../electron/contract/usual-fields';
import { Connections } from '../../../../../renderer/src/state/connections.svelte';
import { namedProfile } from './named-profile';

afterEach(() => void vi.useRealTimers());

function connections() {
  const done = () => Promise.resolve(succeed(null));
  const answer = (id: string) => vi.fn(() => Promise.resolve(succeed(namedProfile(id))));
  const client = {
    connect: vi.fn(done),
    disconnect: vi.fn(done),
    retryNow: vi.fn(done),
    deleteProfile: vi.fn(done),
    undoDelete: answer('a'),
    show: vi.fn(done),
    saveProfile: answer('b'),
    editProfile: answer('b'),
    duplicateProfile: answer('copy'),
    arrangeProfiles: vi.fn(done),
    addAddress: vi.fn(() => Promise.resolve(fail<Profile>('address-invalid'))),
    startDemo: answer('demo'),
    pickSchemas: vi.fn(() => Promise.resolve(succeed<Profile | null>(null))),
    removeSchema: answer('b')
  };
  const reported: Failure[] = [];
  const state = new Connections(client, (reason) => reported.push(reason));
  state.start([namedProfile('a'), namedProfile('b')], [], 'b');
  return { client, reported, state };
}
const ids = (state: Connections) => state.profiles.map(({ id }) => id);

describe('Connections', () => {
  it('shows the wanted one, or the first when it is gone', () => {
    const { state } = connections();
    expect(state.shown?.id).toBe('b');
    state.acceptProfiles([namedProfile('a')]);
    expect(state.shown?.id).toBe('a');
    state.acceptProfiles([]);
    expect(state.shown).toBeNull();
  });

  it('is idle until main reports otherwise, and again once the engine is gone', () => {
    const { state } = connections();
    const counters = { messagesPerSecond: 1, topics: 2, messages: 3 };
    expect(state.state('a').kind).toBe('idle');
    state.acceptReport({
      profileId: 'a',
      state: { kind: 'failed', failure: failure('refused'), ends: [], diagnosis: null },
      counters,
      restart: null
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
    await state.startDemo();
    expect(state.shown?.id).toBe('demo');
    expect(ids(state)).toEqual(['a', 'b', 'demo']);
  });

  it('mends by changing the named fields alone and connecting anew', async () => {
    const { client, state } = connections();
    await state.mend('b', { clientId: '' });
    expect(client.editProfile).toHaveBeenCalledExactlyOnceWith({ profileId: 'b', changes: { clientId: '' } });
    expect(client.connect).toHaveBeenCalledWith({ profileId: 'b' });
  });

  it('leaves why a change or a schema was refused to whoever asked, and takes the change back', async () => {
    const { client, reported, state } = connections();
    client.editProfile.mockResolvedValueOnce(fail('profiles-unwritable') as never);
    const asked = state.requestChange('b', { clientId: 'new' });
    expect(state.find('b')?.clientId).toBe('new');
    expect(await asked).toMatchObject({ failure: { code: 'profiles-unwritable' } });
    expect(state.find('b')?.clientId).not.toBe('new');
    client.pickSchemas.mockResolvedValueOnce(fail('file-unreadable') as never);
    expect((await state.pickSchemas('b')).ok).toBe(false);
    expect(await state.requestChange('gone', {})).toMatchObject({ failure: { code: 'profile-not-found' } });
    expect(reported).toEqual([]);
  });

  it('does not connect as before where the change could not be saved', async () => {
    const { client, reported, state } = connections();
    client.editProfile.mockResolvedValueOnce(fail('profiles-unwritable') as never);
    await state.mend('b', { clientId: '' });
    expect(client.connect).not.toHaveBeenCalled();
    expect(reported.map(({ code }) => code)).toEqual(['profiles-unwritable']);
  });
});

describe('deleting', () => {
  it('can be undone, and shows what came back', async () => {
    const { client, state } = connections();
    await state.delete({ id: 'a', name: 'A' });
    expect(state.deleted).toEqual({ profileId: 'a', name: 'A' });
    state.acceptProfiles([namedProfile('b')]);
    expect((await state.undoDelete())?.id).toBe('a');
    expect(client.undoDelete).toHaveBeenCalledExactlyOnceWith({ profileId: 'a' });
    expect(state.deleted).toBeNull();
    expect(state.shown?.id).toBe('a');
  });

  it('offers the newest only, and not for ever', async () => {
    vi.useFakeTimers();
    const { state } = connections();
    await state.delete({ id: 'a', name: 'A' });
    vi.advanceTimersByTime(undoDeleteMs - 1);
    await state.delete({ id: 'b', name: 'B' });
    vi.advanceTimersByTime(undoDeleteMs - 1);
    expect(state.deleted?.profileId).toBe('b');
    vi.advanceTimersByTime(1);
    expect(state.deleted).toBeNull();
    expect(await state.undoDelete()).toBeNull();
  });

  it('offers nothing where it was not deleted, or came back by another window', async () => {
    const { client, reported, state } = connections();
    client.deleteProfile.mockResolvedValueOnce(fail('profiles-unwritable'));
    expect(await state.delete({ id: 'a', name: 'A' })).toBe(false);
    expect(state.deleted).toBeNull();
    expect(reported).toHaveLength(1);
    await state.delete({ id: 'a', name: 'A' });
    state.acceptProfiles([namedProfile('a'), namedProfile('b')]);
    expect(state.deleted).toBeNull();
  });

  it('says why it could not be undone', async () => {
    const { client, reported, state } = connections();
    await state.delete({ id: 'a', name: 'A' });
    client.undoDelete.mockResolvedValueOnce(fail('undo-expired') as never);
    expect(await state.undoDelete()).toBeNull();
    expect(reported.map(({ code }) => code)).toEqual(['undo-expired']);
  });
});

describe('the order of the rail', () => {
  const order = [
    { profileId: 'b', folder: 'Plant' },
    { profileId: 'a', folder: '' }
  ];

  it('is the new one at once', async () => {
    const { client, state } = connections();
    const arranged = state.arrange(order);
    expect(state.profiles.map(({ id, folder }) => [id, folder])).toEqual([
      ['b', 'Plant'],
      ['a', '']
    ]);
    await arranged;
    expect(client.arrangeProfiles).toHaveBeenCalledExactlyOnceWith({ order });
  });

  it('stays the last one asked for while main still tells of an earlier one', async () => {
    const { client, state } = connections();
    const answers: ((answer: Result<null>) => void)[] = [];
    client.arrangeProfiles.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const first = state.arrange(order);
    const second = state.arrange([...order].reverse());
    state.acceptProfiles([{ ...namedProfile('b'), folder: 'Plant' }, namedProfile('a'), namedProfile('new')]);
    expect(ids(state)).toEqual(['a', 'b', 'new']);
    for (const answer of answers) answer(succeed(null));
    await Promise.all([first, second]);
    state.acceptProfiles([namedProfile('new'), namedProfile('a')]);
    expect(ids(state)).toEqual(['new', 'a']);
  });

  it('is the old one again where main refuses it', async () => {
    const { client, reported, state } = connections();
    client.arrangeProfiles.mockResolvedValueOnce(fail('profiles-unwritable'));
    await state.arrange(order);
    expect(ids(state)).toEqual(['a', 'b']);
    expect(reported).toHaveLength(1);
  });
});

describe('subscriptions outside the form', () => {
  const wanted = [{ ...usualSubscription('#'), on: false }];

  it('change at once, so that two clicks make two changes', async () => {
    const { client, state } = connections();
    const saved = state.setSubscriptions('b', wanted);
    expect(state.find('b')?.subscriptions).toEqual(wanted);
    await saved;
    expect(client.editProfile).toHaveBeenCalledExactlyOnceWith({ profileId: 'b', changes: { subscriptions: wanted } });
  });

  it('are as before where they could not be saved', async () => {
    const { client, reported, state } = connections();
    client.editProfile.mockResolvedValueOnce(fail('profiles-unwritable') as never);
    await state.setSubscriptions('b', wanted);
    expect(state.find('b')?.subscriptions).toEqual([usualSubscription('#')]);
    expect(reported).toHaveLength(1);
  });

  it('do not bring a connection back that another window deleted meanwhile', async () => {
    const { client, state } = connections();
    client.editProfile.mockResolvedValueOnce(fail('profile-not-found') as never);
    const saved = state.setSubscriptions('b', wanted);
    state.acceptProfiles(state.profiles.filter(({ id }) => id !== 'b'));
    await saved;
    expect(state.find('b')).toBeNull();
  });
});

it('shows a copy', async () => {
  const { client, state } = connections();
  expect((await state.duplicate('a'))?.id).toBe('copy');
  expect(client.duplicateProfile).toHaveBeenCalledExactlyOnceWith({ profileId: 'a' });
  expect(state.shown?.id).toBe('copy');
});
