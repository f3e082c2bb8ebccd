import { writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { app, clipboard, nativeTheme, powerMonitor, session, type MessagePortMain } from 'electron';
import type { AppEvent } from '#contract/app';
import type { Failure } from '#contract/failure';
import { headlessWords } from '#contract/words/headless';
import { serveApp } from './app-protocol';
import { ownWindowControls, type AppWindowWorld } from './app-window';
import { CertificateFiles } from './certificate-files';
import { parseCommandLine, type CommandLine } from './command-line';
import { ConnectionOrders } from './connection-orders';
import { ConnectionTests } from './connection-tests';
import { Connections } from './connections';
import { DemoBroker } from './demo-broker';
import { engineBudgets } from './engine-budgets';
import { Exchange } from './exchange';
import { DatabaseCopies } from './exchange-database-copies';
import { readDatabaseIn } from './exchange-database-reading';
import { fork } from './fork';
import { Headless } from './headless';
import { keyStore } from './key-store';
import type { Log } from './logging';
import { setApplicationMenu } from './menu';
import { watchNetwork } from './network-watch';
import { isPageAddress } from './page-address';
import { backgroundColour, pageUrl, type PaintedTheme } from './page-url';
import { ProfileShelf } from './profile-shelf';
import { Profiles } from './profiles';
import { requestHandlers } from './request-handlers';
import { openRequests } from './requests';
import { Schemas } from './schemas';
import { hardenSession } from './security';
import { ShelfExchange } from './shelf-exchange';
import { Starts } from './starts';
import { openStores, type Stores } from './stores';
import { systemTrust } from './system-trust';
import { Windows } from './windows';

export interface TreelineStart {
  readonly commandLine: CommandLine;
  /** Vite's server while developing; null: the bundle. */
  readonly developmentUrl: string | null;
  readonly log: Log;
}

/** The Electron this program is made for; an older one is the fallback runtime. */
const supportedElectron = 45;

/** Introduces everything to everything, once the app is ready. */
export async function startTreeline({ commandLine, developmentUrl, log }: TreelineStart): Promise<void> {
  const stores = await openStores(app.getPath('userData'), keyStore, (trouble) => log.warn(trouble.code));
  for (const notice of stores.notices) log.warn(`${notice.code} ${JSON.stringify(notice.facts)} ${notice.raw}`);

  // What a page that has not asked yet must be told when it does.
  const notices: Failure[] = [...stores.notices];
  let pageAsked = false;
  const windows = new Windows();
  const broadcast = (event: AppEvent): void => windows.broadcast(event);
  const bug = (text: string): void => log.bug(text);
  const nowMs = (): number => Date.now();
  const files = new CertificateFiles();
  const shelf = new ProfileShelf(stores.profiles, stores.secrets, (all) =>
    broadcast({ kind: 'profiles', profiles: all })
  );
  const profiles = new Profiles(shelf, files, nowMs);
  const schemas = new Schemas(shelf, stores.schemas);
  if (stores.profiles.isWhole) void schemas.sweep();
  const orders = new ConnectionOrders(
    shelf,
    () => engineBudgets(stores.settings.current),
    (url) => session.defaultSession.resolveProxy(url)
  );
  const copies = new DatabaseCopies(path.join(app.getPath('userData'), 'import-copies'));
  void copies.clear();
  const exchange = new Exchange({
    profiles: new ShelfExchange(shelf),
    files,
    schemas,
    home: app.getPath('home'),
    env: process.env,
    platform: process.platform,
    copies,
    readDatabase: (copy) => readDatabaseIn(fork('exchange.cjs', 'treeline-import'), copy),
    nowMs
  });

  const connections = new Connections<MessagePortMain>({
    fork: () => fork('engine.cjs', 'treeline-engine'),
    openChannel: (windowId, profileId) => windows.get(windowId)?.openChannel(profileId) ?? null,
    ordersFor: (profileId) => orders.forProfile(profileId),
    report: (report) => broadcast({ kind: 'connection', report }),
    gone: (profileId) => broadcast({ kind: 'connectionGone', profileId }),
    expandedIn: (profileId) => stores.expansion.get(profileId),
    expanded: (profileId, paths) => stores.expansion.put(profileId, paths),
    decodingFor: (profileId) => schemas.decoding(profileId),
    versionFound: (profileId, version) => void profiles.rememberVersion(profileId, version),
    bug,
    nowMs
  });
  const tests = new ConnectionTests({ fork: () => fork('engine.cjs', 'treeline-test'), bug, nowMs });
  const demo = new DemoBroker({
    fork: () => fork('demo.cjs', 'treeline-demo'),
    listensAgain: (port) => void starts.demoListensAgain(port),
    bug,
    nowMs
  });
  const starts: Starts = new Starts({ profiles, demo, connections, broadcast });
  const shown = shownProfile(stores, profiles);

  const headless = new Headless({
    say: (text) => log.say(text),
    line: () => {
      const report =
        connections.reports().find(({ profileId }) => profileId === shown.get()) ?? connections.reports()[0];
      if (!report) return headlessWords.noConnection;
      return headlessWords.line(profiles.get(report.profileId)?.name ?? report.profileId, report);
    },
    capture: async () => {
      const file = path.join(app.getPath('userData'), `screenshot-${paintedTheme()}.png`);
      const png = await windows.any?.capture();
      if (!png) throw new Error('no window');
      await writeFile(file, png);
      return file;
    },
    exit: (code) => void leave(code)
  });

  openRequests({
    handlers: requestHandlers({
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
      shown,
      broadcast,
      facts: () => ({
        platform: process.platform,
        ownWindowControls,
        version: app.getVersion(),
        outdatedRuntime: outdatedRuntime(),
        keyStore: stores.secrets.keyStore,
        systemTrust: systemTrust(process.platform)
      }),
      notices: () => {
        pageAsked = true;
        return notices;
      },
      settingsChanged: (settings) => {
        nativeTheme.themeSource = settings.theme;
        connections.changeBudgets(engineBudgets(settings));
      },
      copyText: async (text) => {
        await clipboard.writeText(text);
      },
      treeDrawn: (rows) => headless.treeDrawn(rows)
    }),
    windowOf: (contents) => windows.of(contents),
    isPageAddress: (url) => isPageAddress(url, developmentUrl),
    warn: (text) => log.warn(text),
    bug
  });

  const windowWorld = (): AppWindowWorld => ({
    place: stores.place,
    pageUrl: pageUrl(developmentUrl),
    backgroundColour: backgroundColour(paintedTheme()),
    unseen: commandLine.status || commandLine.smoke,
    pageGone: (windowId) => {
      tests.windowGone(windowId);
      connections.windowGone(windowId);
    },
    closed: (windowId) => {
      tests.windowGone(windowId);
      connections.windowClosed(windowId);
    },
    warn: (text) => log.warn(text)
  });

  /** What a start, the first or a second one, asks for beyond a window. */
  const obey = async ({ demo: wantsDemo, address }: CommandLine): Promise<Failure | null> => {
    const begun = address !== null ? await starts.address(address) : wantsDemo ? await starts.demo() : null;
    if (!begun) return null;
    if (!begun.ok) return begun.failure;
    shown.set(begun.value.id);
    broadcast({ kind: 'show', profileId: begun.value.id });
    return null;
  };
  const obeyAloud = async (words: CommandLine): Promise<void> => {
    const refusal = await obey(words);
    if (!refusal) return;
    log.say(headlessWords.refused(refusal));
    headless.smokeFailed(`${refusal.code} ${refusal.raw}`);
    if (pageAsked) broadcast({ kind: 'notice', failure: refusal });
    else notices.push(refusal);
  };

  const networkWatch = watchNetwork({
    interfaces: networkInterfaces,
    returned: () => connections.retryWaiting(),
    every: (periodMs, look) => {
      const timer = setInterval(look, periodMs);
      return () => clearInterval(timer);
    }
  });

  let leaving = false;
  const leave = async (code: number): Promise<void> => {
    if (leaving) return;
    leaving = true;
    headless.stop();
    demo.stop();
    tests.stopAll();
    networkWatch();
    await Promise.all([connections.stopAll(), stores.settled()]);
    // The engines' last words, what is open in their trees, came in the meantime.
    await stores.settled();
    app.exit(code);
  };

  nativeTheme.themeSource = stores.settings.current.theme;
  nativeTheme.on('updated', () => windows.setBackgroundColour(backgroundColour(paintedTheme())));
  hardenSession(developmentUrl);
  serveApp(path.join(__dirname, '../renderer'));
  setApplicationMenu((command) => broadcast({ kind: 'command', command }));
  powerMonitor.on('resume', () => connections.woke());
  app.on('activate', () => {
    if (!windows.any) windows.open(windowWorld());
  });
  app.on('second-instance', (_event, argv) => {
    if (windows.any) windows.any.bringToFront();
    else windows.open(windowWorld());
    void obeyAloud(parseCommandLine(argv));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void leave(0);
  });

  log.info(`Treeline ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`);
  if (commandLine.status) headless.startStatus();
  if (commandLine.smoke) headless.startSmoke();
  windows.open(windowWorld());
  await Promise.all([starts.automatic(), obeyAloud(commandLine)]);
}

function paintedTheme(): PaintedTheme {
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}

function outdatedRuntime(): string | null {
  const version = process.versions.electron;
  return Number(version.split('.')[0]) < supportedElectron ? version : null;
}

/** Which connection the window shows: at once in memory, and on disk for the next start. */
function shownProfile(
  { place }: Stores,
  profiles: Profiles
): { get(): string | null; set(profileId: string | null): void } {
  let shownId = place.current.shownProfileId;
  return {
    get: () => (shownId !== null && profiles.get(shownId) ? shownId : null),
    set: (profileId) => {
      shownId = profileId;
      void place.change({ shownProfileId: profileId });
    }
  };
}
