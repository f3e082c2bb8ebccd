import path from 'node:path';
import type { AnswerTo, AppEvent, RequestInput, RequestName } from '#contract/app';
import { succeed } from '#contract/failure';
import type { FileChange, ProfileDraft } from '#contract/profile-change';
import type { FileKind, ProfileFields } from '#contract/profile';
import { usualFields } from '#contract/usual-fields';
import { readMqttxDatabase } from '../../../../electron/exchange/mqttx-database';
import { CertificateFiles } from '../../../../electron/main/certificate-files';
import { ConnectionOrders } from '../../../../electron/main/connection-orders';
import { ConnectionTests } from '../../../../electron/main/connection-tests';
import { Connections } from '../../../../electron/main/connections';
import { engineBudgets } from '../../../../electron/main/engine-budgets';
import { Exchange } from '../../../../electron/main/exchange';
import { DatabaseCopies } from '../../../../electron/main/exchange-database-copies';
import type { PageWindow } from '../../../../electron/main/page-window';
import { ProfileShelf } from '../../../../electron/main/profile-shelf';
import { Profiles } from '../../../../electron/main/profiles';
import { requestHandlers } from '../../../../electron/main/request-handlers';
import { Schemas } from '../../../../electron/main/schemas';
import type { SecretMove, SecretMoveAnswer } from '../../../../electron/main/secret-move';
import { ShelfExchange } from '../../../../electron/main/shelf-exchange';
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
  ...usualFields('Plant', { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' }),
  username: 'ada',
  mqttVersion: '5'
};

export function draft(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  return { id: null, fields: draftFields, secrets: [], files: [], ...changes };
}

type Shell = Awaited<ReturnType<typeof shell>>;

/** What main answers to a request that it has to be able to answer. */
export async function answerOf<N extends RequestName>(
  main: Shell,
  name: N,
  input: RequestInput<N>
): Promise<AnswerTo[N]> {
  const answer = await main.handlers[name](input, main.window);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value;
}

/** A file picked in the form: what stands for it in a draft. */
export async function pickedFile(main: Shell, kind: FileKind, file: string): Promise<FileChange> {
  main.seen.picked = file;
  const picked = await answerOf(main, 'pickFile', { kind, profileId: null, beside: [] });
  if (!picked) throw new Error('nothing picked');
  return { kind, ticket: picked.ticket };
}

/** All of main but Electron, over real files, with engines and windows in the test's hands. */
export async function shell(folder = temporaryFolder(), keys: Cipher = cipher) {
  const stores = await openStores(folder, keys, () => undefined);
  const events: AppEvent[] = [];
  const engines: FakeProcess[] = [];
  const seen = {
    picked: null as string | null,
    pickedSchemas: [] as readonly string[],
    savePath: null as string | null,
    import: null as string | null,
    suggested: '',
    /** What the person answers in main's own dialog, and what it asked. */
    moveAnswer: 'cancel' as SecretMoveAnswer,
    moves: [] as SecretMove[],
    /** In the words of a PAC script; null: it never answers. */
    systemProxy: 'DIRECT' as string | null,
    proxyAskedFor: [] as string[],
    nowMs: 0,
    copied: '',
    demoPort: 18_830
  };
  const broadcast = (event: AppEvent): void => void events.push(event);
  const files = new CertificateFiles();
  const probes: FakeProcess[] = [];
  const forkInto = (list: FakeProcess[]) => (): FakeProcess => {
    const forked = new FakeProcess();
    list.push(forked);
    return forked;
  };
  const shelf = new ProfileShelf(stores.profiles, stores.secrets, (all) =>
    broadcast({ kind: 'profiles', profiles: all })
  );
  const schemas = new Schemas(shelf, stores.schemas);
  const profiles = new Profiles(shelf, files, () => seen.nowMs);
  const orders = new ConnectionOrders(
    shelf,
    () => engineBudgets(stores.settings.current),
    (url) => {
      seen.proxyAskedFor.push(url);
      return seen.systemProxy === null ? new Promise<never>(() => undefined) : Promise.resolve(seen.systemProxy);
    }
  );
  const transfers = new ShelfExchange(shelf);
  const exchange = new Exchange({
    profiles: transfers,
    files,
    schemas,
    home: folder,
    env: {},
    platform: 'linux',
    copies: new DatabaseCopies(path.join(folder, 'import-copies')),
    readDatabase: readMqttxDatabase,
    nowMs: () => seen.nowMs
  });
  const connections = new Connections<string>({
    fork: forkInto(engines),
    openChannel: (windowId) => `port ${windowId}`,
    ordersFor: (profileId) => orders.forProfile(profileId),
    report: (report) => broadcast({ kind: 'connection', report }),
    gone: (profileId) => broadcast({ kind: 'connectionGone', profileId }),
    expandedIn: (profileId) => stores.expansion.get(profileId),
    expanded: (profileId, paths) => stores.expansion.put(profileId, paths),
    decodingFor: (profileId) => schemas.decoding(profileId),
    versionFound: (profileId, version) => void profiles.rememberVersion(profileId, version),
    bug: () => undefined,
    nowMs: () => 0
  });
  const tests = new ConnectionTests({ fork: forkInto(probes), bug: () => undefined, nowMs: () => 0 });
  const demo = { start: () => Promise.resolve(succeed(seen.demoPort)), stop: () => undefined };
  const starts = new Starts({ profiles, demo, connections, broadcast });
  let shownId: string | null = null;
  const handlers = requestHandlers({
    profiles,
    connections,
    orders,
    tests,
    exchange,
    starts,
    settings: stores.settings,
    expansion: stores.expansion,
    files,
    schemas,
    broadcast,
    shown: { get: () => shownId, set: (profileId) => (shownId = profileId) },
    facts: () => ({
      platform: 'linux',
      ownWindowControls: true,
      version: '0',
      outdatedRuntime: null,
      keyStore: true,
      systemTrust: 'system'
    }),
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
    chooseSchemas: () => Promise.resolve(seen.pickedSchemas),
    chooseImport: () => Promise.resolve(seen.import),
    chooseSavePath: (_what, suggested) => {
      seen.suggested = suggested;
      return Promise.resolve(seen.savePath);
    },
    confirmSecretsFor: (move) => {
      seen.moves.push(move);
      return Promise.resolve(seen.moveAnswer);
    }
  };
  return {
    folder,
    stores,
    shelf,
    profiles,
    orders,
    transfers,
    files,
    connections,
    tests,
    starts,
    handlers,
    window,
    events,
    engines,
    probes,
    seen,
    file: path.join(folder, 'profiles.json')
  };
}
