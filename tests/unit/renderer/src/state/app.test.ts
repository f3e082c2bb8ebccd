import { describe, expect, it, vi } from 'vitest';
import type { AppStart, RequestInput, TreelineApi } from '../../../../../electron/contract/app';
import { failure, succeed } from '../../../../../electron/contract/failure';
import { settingsSchema } from '../../../../../electron/contract/settings';
import { AppState } from '../../../../../renderer/src/state/app.svelte';
import { namedProfile } from './named-profile';
import { exampleOnline } from './session-example';

const profile = namedProfile;

const start: AppStart = {
  profiles: [profile('a'), profile('b')],
  connections: [],
  settings: settingsSchema.parse({}),
  shownProfileId: 'a',
  platform: 'linux',
  ownWindowControls: true,
  version: '0.1.0',
  outdatedRuntime: null,
  keyStore: true,
  systemTrust: 'system',
  notices: [failure('profiles-unreadable')]
};

function app(more: Partial<TreelineApi> = {}, at: Partial<AppStart> = {}) {
  const done = () => Promise.resolve(succeed(null));
  return new AppState({ show: done, pickFile: done, ...more } as unknown as TreelineApi, { ...start, ...at });
}

/** First run, with a main that saves and connects. */
function firstRun() {
  const saved: RequestInput<'saveProfile'>[] = [];
  const connected: string[] = [];
  const added: string[] = [];
  const main: Partial<TreelineApi> = {
    saveProfile: (draft) => {
      saved.push(draft);
      return Promise.resolve(succeed({ ...profile('new'), ...draft.fields }));
    },
    connect: ({ profileId }) => {
      connected.push(profileId);
      return Promise.resolve(succeed(null));
    },
    addAddress: ({ address }) => {
      added.push(address);
      return Promise.resolve(succeed(profile('new')));
    }
  };
  return { state: app(main, { profiles: [], shownProfileId: null }), saved, connected, added };
}
const noCommand = () => {
  throw new Error('no command was expected');
};
const counters = { messagesPerSecond: 0, topics: 0, messages: 0 };

describe('AppState', () => {
  it('says what went wrong at start until it is dismissed', () => {
    const state = app();
    expect(state.notices.map((notice) => notice.failure.code)).toEqual(['profiles-unreadable']);
    state.dismiss(state.notices[0]?.id ?? -1);
    expect(state.notices).toEqual([]);
  });

  it('keeps the newest three notices', () => {
    const state = app();
    for (let count = 0; count < 9; count += 1) state.notify(failure('bug', String(count)));
    expect(state.notices.map((notice) => notice.failure.raw)).toEqual(['6', '7', '8']);
  });

  it('announces a change of state in words, not each report', () => {
    const state = app();
    const report = { profileId: 'a', state: exampleOnline(), counters, restart: null };
    state.accept({ kind: 'connection', report }, noCommand);
    expect(state.announcement).toBe('A: Connected');
    state.announcement = '';
    state.accept({ kind: 'connection', report }, noCommand);
    expect(state.announcement).toBe('');
  });

  it('hands a menu command on', () => {
    const names: string[] = [];
    app().accept({ kind: 'command', command: 'showKeys' }, (name) => names.push(name));
    expect(names).toEqual(['showKeys']);
  });

  it('leaves an untouched form at once, and asks before it loses changes', () => {
    const state = app();
    state.openForm(profile('a'));
    state.accept({ kind: 'show', profileId: 'b' }, noCommand);
    expect(state.form).toBeNull();
    expect(state.connections.shown?.id).toBe('b');

    state.openForm(profile('b'));
    if (state.form) state.form.values.name = 'changed';
    state.accept({ kind: 'show', profileId: 'a' }, noCommand);
    expect(state.form).not.toBeNull();
    expect(state.connections.shown?.id).toBe('b');
    state.openForm(profile('a'));
    expect(state.form?.profile?.id).toBe('b');
    expect(state.connections.shown?.id).toBe('b');
    state.leaving?.();
    expect(state.leaving).toBeNull();
    expect(state.form?.profile?.id).toBe('a');
    expect(state.connections.shown?.id).toBe('a');
  });

  it('goes to another section of the form that is open instead of starting it anew', () => {
    const state = app();
    state.openForm(profile('a'));
    const opened = state.form;
    if (opened) opened.values.name = 'changed';
    state.openForm(profile('a'), 'subscriptions');
    expect(state.form).toBe(opened);
    expect(state.form?.section).toBe('subscriptions');
    expect(state.leaving).toBeNull();
  });

  it('opens the form with what the last try left behind', () => {
    const state = app();
    const diagnosis = { startedAtMs: 1, steps: [], chain: [], failure: failure('refused'), done: true };
    const failed = { kind: 'failed', failure: failure('refused'), ends: [], diagnosis } as const;
    state.accept({ kind: 'connection', report: { profileId: 'a', state: failed, counters, restart: null } }, noCommand);
    state.openForm(profile('a'));
    expect(state.form?.test.diagnosis).toEqual(diagnosis);
    state.openForm(profile('b'));
    expect(state.form?.test.diagnosis).toBeNull();
  });

  it('forgets what the last try left behind once the connection is up, but not a test that was made here', async () => {
    const state = app({ testConnection: () => Promise.resolve(succeed(null)) });
    const diagnosis = { startedAtMs: 1, steps: [], chain: [], failure: failure('refused'), done: true };
    const failed = { kind: 'failed', failure: failure('refused'), ends: [], diagnosis } as const;
    const come = (kind: 'up' | 'down', profileId = 'a') => {
      const report = { profileId, state: kind === 'up' ? exampleOnline() : failed, counters, restart: null };
      state.accept({ kind: 'connection', report }, noCommand);
    };
    come('down');
    state.openForm(profile('a'));
    come('up', 'b');
    expect(state.form?.test.diagnosis).toEqual(diagnosis);
    come('up');
    expect(state.form?.test.diagnosis).toBeNull();
    await state.form?.runTest();
    const { form } = state;
    if (form) form.test.diagnosis = diagnosis;
    come('up');
    expect(form?.test.diagnosis).toEqual(diagnosis);
  });

  it('does not move a connection back that was moved in the rail while its form is open', () => {
    const state = app();
    state.openForm(profile('a'));
    const moved = (folder: string) =>
      state.accept({ kind: 'profiles', profiles: [{ ...profile('a'), folder }, profile('b')] }, noCommand);
    moved('Plants');
    expect([state.form?.values.folder, state.form?.dirty]).toEqual(['Plants', false]);
    expect(state.form?.draft()?.fields.folder).toBe('Plants');
    if (state.form) state.form.values.folder = 'Homes';
    moved('Halls');
    expect([state.form?.values.folder, state.form?.dirty]).toEqual(['Homes', true]);
  });

  it('hands the steps of a test to the form, and ends the test with the form', async () => {
    const testConnection = vi.fn(() => Promise.resolve(succeed(null)));
    const cancelTest = vi.fn(() => Promise.resolve(succeed(null)));
    const state = app({ testConnection, cancelTest });
    const diagnosis = { startedAtMs: 1, steps: [], chain: [], failure: null, done: false };
    state.accept({ kind: 'test', testId: 'none', diagnosis }, noCommand);
    state.openForm(profile('a'));
    await state.form?.runTest();
    const [call] = testConnection.mock.calls as unknown as [{ testId: string }][];
    const testId = call?.[0].testId ?? '';
    state.accept({ kind: 'test', testId, diagnosis }, noCommand);
    expect(state.form?.test.diagnosis).toEqual(diagnosis);
    expect(state.form?.test.running).toBe(true);
    state.closeForm();
    expect(cancelTest).toHaveBeenCalledExactlyOnceWith({ testId });
  });

  it('leaves an address typed on first run to main', async () => {
    const { state, saved, added } = firstRun();
    expect(await state.addAddress('mqtts://ada:s3cret@broker.example')).toMatchObject({ ok: true });
    expect([added, saved]).toEqual([['mqtts://ada:s3cret@broker.example'], []]);
  });

  it('takes a command line typed on first run over whole, and connects', async () => {
    const { state, saved, connected, added } = firstRun();
    const line = "mosquitto_sub -h broker.example -p 1884 -u ada -P s3cret -i me -V 5 -t 'a/#'";
    expect(await state.addAddress(line)).toMatchObject({ ok: true });
    expect(saved).toMatchObject([
      {
        id: null,
        fields: {
          address: { protocol: 'mqtt', host: 'broker.example', port: 1884 },
          username: 'ada',
          clientId: 'me',
          mqttVersion: '5',
          subscriptions: [{ filter: 'a/#' }]
        },
        secrets: [{ kind: 'password', value: 's3cret' }]
      }
    ]);
    expect([connected, added, state.form]).toEqual([['new'], [], null]);
  });

  it.each(['--cafile ca.pem', '--insecure -p 8883', '--capath /etc/ssl'])(
    'opens the form of a command line with %s, filled, instead of connecting',
    async (option) => {
      const { state, saved, connected, added } = firstRun();
      expect(await state.addAddress(`mosquitto_sub -h broker.example -P s3cret -t a ${option}`)).toBeNull();
      expect(state.form?.values).toMatchObject({ host: 'broker.example', password: { typed: 's3cret' } });
      expect(state.form?.pasted?.program).toBe('mosquitto_sub');
      expect([saved, connected, added]).toEqual([[], [], []]);
    }
  );

  it('opens the form of a command line that cannot be saved as it stands, at what is wrong', async () => {
    const { state, saved } = firstRun();
    expect(await state.addAddress('mosquitto_sub -h broker.example -V 311 -P s3cret -t a')).toBeNull();
    expect(state.form?.problem('password')).not.toBeNull();
    expect(saved).toEqual([]);
  });

  it('repeats nothing of a line that it cannot read', async () => {
    const { state, added } = firstRun();
    const answer = await state.addAddress('mosquitto_sub -u ada -P s3cret -h "');
    expect(answer).toMatchObject({ ok: false, failure: { code: 'address-invalid' } });
    expect(JSON.stringify(answer)).not.toContain('s3cret');
    expect(added).toEqual([]);
  });

  it('opens the form with what was typed on first run, and still has that when the form is cancelled', () => {
    const { state } = firstRun();
    state.firstAddress = 'ada@broker.example:1884';
    state.openForm(null, 'general', 'form-host', { address: state.firstAddress });
    expect(state.form?.values).toMatchObject({ host: 'broker.example', port: '1884', username: 'ada' });
    state.closeForm();
    expect(state.firstAddress).toBe('ada@broker.example:1884');
    state.accept({ kind: 'profiles', profiles: [profile('new')] }, noCommand);
    expect(state.firstAddress).toBe('');
  });

  it('takes the list of connections from main', () => {
    const state = app();
    state.accept({ kind: 'profiles', profiles: [profile('c')] }, noCommand);
    expect(state.connections.profiles.map(({ id }) => id)).toEqual(['c']);
    expect(state.connections.shown?.id).toBe('c');
  });
});
