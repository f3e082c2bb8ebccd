import path from 'node:path';
import type { AppEvent } from '#contract/app';
import { succeed } from '#contract/failure';
import type { ProfileDraft } from '#contract/profile-change';
import type { ProfileFields } from '#contract/profile';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import { Connections } from '../../../../electron/main/connections';
import { engineBudgets } from '../../../../electron/main/engine-budgets';
import type { PageWindow } from '../../../../electron/main/page-window';
import { Profiles } from '../../../../electron/main/profiles';
import { requestHandlers } from '../../../../electron/main/request-handlers';
import { Starts } from '../../../../electron/main/starts';
import { openStores } from '../../../../electron/main/stores';
import type { Cipher } from '../../../../electron/storage/cipher';
import { temporaryFolder } from '../storage/temporary-folder';
import { FakeProcess } from './fake-process';

const cipher: Cipher = {
  scheme: 'fake',
  available: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (bytes) => Buffer.from(bytes).reverse().toString()
};

export const draftFields: ProfileFields = {
  name: 'Plant',
  address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
  clientId: '',
  username: 'ada',
  mqttVersion: '5',
  verifyCertificate: true,
  subscriptions: [{ filter: '#', qos: 0 }]
};

export function draft(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  const keep = { kind: 'keep' } as const;
  return { id: null, fields: draftFields, password: keep, ca: keep, certificate: keep, key: keep, ...changes };
}

/** All of main but Electron, over real files, with engines and windows in the test's hands. */
export async function shell(folder = temporaryFolder()) {
  const stores = await openStores(folder, cipher, () => undefined);
  const events: AppEvent[] = [];
  const engines: FakeProcess[] = [];
  const seen = {
    picked: null as string | null,
    savePath: null as string | null,
    suggested: '',
    copied: '',
    demoPort: 18_830
  };
  const broadcast = (event: AppEvent): void => void events.push(event);
  const files = new CertificateFiles();
  const profiles = new Profiles(stores.profiles, stores.secrets, files, (all) =>
    broadcast({ kind: 'profiles', profiles: all })
  );
  const connections = new Connections<string>({
    fork: () => {
      const engine = new FakeProcess();
      engines.push(engine);
      return engine;
    },
    openChannel: (windowId) => `port ${windowId}`,
    ordersFor: (profileId) => profiles.ordersFor(profileId, stores.settings.current),
    report: (report) => broadcast({ kind: 'connection', report }),
    gone: (profileId) => broadcast({ kind: 'connectionGone', profileId }),
    expandedIn: (profileId) => stores.expansion.get(profileId),
    expanded: (profileId, paths) => stores.expansion.put(profileId, paths),
    bug: () => undefined,
    nowMs: () => 0
  });
  const demo = { start: () => Promise.resolve(succeed(seen.demoPort)), stop: () => undefined };
  const starts = new Starts({ profiles, demo, connections, broadcast });
  let shownId: string | null = null;
  const handlers = requestHandlers({
    profiles,
    connections,
    starts,
    settings: stores.settings,
    expansion: stores.expansion,
    files,
    broadcast,
    shown: { get: () => shownId, set: (profileId) => (shownId = profileId) },
    facts: () => ({ platform: 'linux', ownWindowControls: true, version: '0', outdatedRuntime: null, keyStore: true }),
    notices: () => stores.notices,
    settingsChanged: (settings) => connections.changeBudgets(engineBudgets(settings)),
    copyText: (text) => {
      seen.copied = text;
      return Promise.resolve();
    },
    treeDrawn: () => undefined
  });
  const window: PageWindow = {
    id: 1,
    send: broadcast,
    sendState: () => undefined,
    act: () => undefined,
    chooseFile: () => Promise.resolve(seen.picked),
    chooseSavePath: (suggested) => {
      seen.suggested = suggested;
      return Promise.resolve(seen.savePath);
    }
  };
  return {
    folder,
    stores,
    profiles,
    connections,
    starts,
    handlers,
    window,
    events,
    engines,
    seen,
    file: path.join(folder, 'profiles.json')
  };
}
