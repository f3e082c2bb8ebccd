import path from 'node:path';
import type { AnswerTo, AppEvent, AppStart, RequestInput, RequestName } from '#contract/app';
import { fail, succeed, type Failure, type Result } from '#contract/failure';
import type { Settings } from '#contract/settings';
import type { ExpansionStore } from '../storage/expansion-store';
import type { SettingsStore } from '../storage/settings-store';
import type { CertificateFiles } from './certificate-files';
import type { PageWindow } from './page-window';
import type { Profiles } from './profiles';
import type { Starts } from './starts';

/** What the handlers ask of the connections. */
interface ConnectionsDesk {
  reports(): AppStart['connections'];
  disconnect(profileId: string): void;
  applySaved(profileId: string): void;
  openPort(profileId: string, windowId: number): void;
  shows(windowId: number, profileId: string | null): void;
  remove(profileId: string): Promise<void>;
  saveBody(
    profileId: string,
    body: { readonly node: number; readonly seq: number | null; readonly path: string }
  ): Promise<Result<{ readonly bytes: number }>>;
}

export interface HandlersWorld {
  readonly profiles: Profiles;
  readonly connections: ConnectionsDesk;
  readonly starts: Starts;
  readonly settings: SettingsStore;
  readonly expansion: Pick<ExpansionStore, 'delete'>;
  readonly files: CertificateFiles;
  readonly facts: () => Pick<AppStart, 'platform' | 'ownWindowControls' | 'version' | 'outdatedRuntime' | 'keyStore'>;
  readonly notices: () => readonly Failure[];
  readonly shown: { get(): string | null; set(profileId: string | null): void };
  readonly broadcast: (event: AppEvent) => void;
  readonly settingsChanged: (settings: Settings) => void;
  readonly copyText: (text: string) => Promise<void>;
  readonly treeDrawn: (rows: number) => void;
}

/** One handler for every request of the contract: a missing one is a compile error. */
export type RequestHandlers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
    window: PageWindow
  ) => Result<AnswerTo[N]> | Promise<Result<AnswerTo[N]>>;
};

const done = succeed(null);

export function requestHandlers(world: HandlersWorld): RequestHandlers {
  const { profiles, connections, starts, settings } = world;
  let unsavedTold = false;
  return {
    start: (_input, window) => {
      window.sendState();
      return succeed({
        ...world.facts(),
        profiles: profiles.all(),
        connections: connections.reports(),
        settings: settings.current,
        shownProfileId: world.shown.get(),
        notices: world.notices()
      });
    },
    saveProfile: async (draft) => {
      const saved = await profiles.save(draft);
      if (saved.ok) connections.applySaved(saved.value.id);
      return saved;
    },
    deleteProfile: async ({ profileId }) => {
      const demo = profiles.get(profileId)?.demo === true;
      const deleted = await profiles.delete(profileId);
      if (!deleted.ok) return deleted;
      await connections.remove(profileId);
      world.expansion.delete(profileId);
      if (demo) starts.stopDemo();
      if (world.shown.get() === profileId) world.shown.set(null);
      return done;
    },
    addAddress: ({ address }) => starts.address(address),
    startDemo: () => starts.demo(),
    connect: ({ profileId }) => starts.connect(profileId),
    disconnect: ({ profileId }) => {
      connections.disconnect(profileId);
      return done;
    },
    retryNow: ({ profileId }) => starts.retryNow(profileId),
    show: ({ profileId }, window) => {
      if (profileId !== null && !profiles.get(profileId)) return fail('profile-not-found');
      world.shown.set(profileId);
      connections.shows(window.id, profileId);
      return done;
    },
    openPort: ({ profileId }, window) => {
      if (!profiles.get(profileId)) return fail('profile-not-found');
      connections.openPort(profileId, window.id);
      return done;
    },
    pickFile: async ({ kind, profileId, beside }, window) => {
      const file = await window.chooseFile(kind);
      if (file === null) return succeed(null);
      const read = await world.files.read(kind, file);
      if (!read.ok) return read;
      const change = { kind: 'set', ticket: read.value.ticket } as const;
      const pair =
        kind === 'ca' ? null : profiles.pairAfter(profileId, { certificate: beside, key: beside, [kind]: change });
      return succeed({ ...read.value, pair });
    },
    saveBody: async ({ profileId, node, seq, suggestedName }, window) => {
      const file = await window.chooseSavePath(safeFileName(suggestedName));
      if (file === null) return succeed(null);
      const saved = await connections.saveBody(profileId, { node, seq, path: file });
      return saved.ok ? succeed({ bytes: saved.value.bytes, path: file }) : saved;
    },
    changeSettings: async (patch) => {
      const { settings: changed, unsaved } = await settings.change(patch);
      world.settingsChanged(changed);
      world.broadcast({ kind: 'settings', settings: changed });
      // Each drag of a splitter is a change: one word is enough until saving works again.
      if (unsaved && !unsavedTold) world.broadcast({ kind: 'notice', failure: unsaved });
      unsavedTold = unsaved !== null;
      return succeed(changed);
    },
    copyText: async ({ text }) => {
      await world.copyText(text);
      return done;
    },
    windowAction: ({ action }, window) => {
      window.act(action);
      return done;
    },
    treeDrawn: ({ rows }) => {
      world.treeDrawn(rows);
      return done;
    }
  };
}

/** A topic makes a fine file name once nothing in it can lead out of a folder or upset a file system. */
function safeFileName(suggested: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const name = path.basename(suggested.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')).replace(/^\.+/, '_');
  return name === '' ? 'payload' : name;
}
