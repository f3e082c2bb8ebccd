import { describe, expect, it } from 'vitest';
import type { AppStart, TreelineApi } from '../../../../../electron/contract/app';
import { failure, succeed } from '../../../../../electron/contract/failure';
import type { Profile } from '../../../../../electron/contract/profile';
import { settingsSchema } from '../../../../../electron/contract/settings';
import { AppState } from '../../../../../renderer/src/state/app.svelte';

const profile = (id: string): Profile => ({
  id,
  name: id.toUpperCase(),
  address: { protocol: 'mqtt', host: 'h', port: 1883, path: '/' },
  clientId: '',
  username: '',
  mqttVersion: '5',
  verifyCertificate: true,
  subscriptions: [],
  demo: false,
  hasPassword: false,
  secretsForThisRunOnly: false,
  ca: null,
  certificate: null,
  key: null
});

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
  notices: [failure('profiles-unreadable')]
};

function app() {
  const done = () => Promise.resolve(succeed(null));
  return new AppState({ show: done, pickFile: done } as unknown as TreelineApi, start);
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
    const online = { kind: 'online', sinceMs: 1, clientId: 'c', granted: [], problems: [] } as const;
    const report = { profileId: 'a', state: online, counters, engineRestartedAtMs: null };
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
});
