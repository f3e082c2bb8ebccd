import path from 'node:path';
import { app, BrowserWindow, dialog, screen, type MessagePortMain } from 'electron';
import { assertNever } from '#contract/assert-never';
import type { AppEvent, RequestInput } from '#contract/app';
import { eventChannel } from '#contract/channels';
import type { FileKind } from '#contract/profile';
import { fileDialogWords, troubleDialogWords } from '#contract/words/dialogs';
import { exchangeDialogWords } from '#contract/words/exchange-dialogs';
import { secretMoveWords } from '#contract/words/secret-move';
import type { WindowPlaceStore } from '../storage/window-place';
import { openChannel } from './channel';
import type { PageWindow, SavedThing } from './page-window';
import { RestartBounds } from './restart-bounds';
import type { SecretMove, SecretMoveAnswer } from './secret-move';
import { minimumSize, windowBounds } from './window-bounds';

export interface AppWindowWorld {
  readonly place: WindowPlaceStore;
  readonly pageUrl: string;
  readonly backgroundColour: string;
  /** Nobody sees the window: nothing may wait for an answer in a dialog. */
  readonly unseen: boolean;
  /** The page is another one now, or gone: its ports are closed. */
  readonly pageGone: (windowId: number) => void;
  readonly closed: (windowId: number) => void;
  readonly warn: (text: string) => void;
}

/** Windows and Linux: the page draws the title bar and its controls. macOS: the system's traffic lights stand in it. */
export const ownWindowControls = process.platform !== 'darwin';

/** What such files are usually called; `All files` shows the others. */
const fileExtensions: Readonly<Record<FileKind, readonly string[]>> = {
  ca: ['crt', 'pem', 'cer', 'der', 'ca-bundle'],
  crl: ['crl', 'pem', 'der'],
  certificate: ['crt', 'pem', 'cer', 'der'],
  key: ['key', 'pem', 'der', 'p8', 'pk8'],
  pkcs12: ['p12', 'pfx']
};

const maxReloads = 3;
const reloadWindowMs = 60_000;
const placeRestMs = 500;

/** One window with our page in it. */
export class AppWindow implements PageWindow {
  readonly #window: BrowserWindow;
  readonly #world: AppWindowWorld;
  readonly #reloads = new RestartBounds(maxReloads, reloadWindowMs);
  #placeTimer: NodeJS.Timeout | undefined;

  constructor(world: AppWindowWorld) {
    this.#world = world;
    const { bounds, maximised } = world.place.current;
    this.#window = new BrowserWindow({
      ...windowBounds(bounds, workAreas()),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      show: false,
      title: app.getName(),
      backgroundColor: world.backgroundColour,
      ...(ownWindowControls
        ? { frame: false }
        : { titleBarStyle: 'hiddenInset' as const, trafficLightPosition: { x: 14, y: 13 } }),
      webPreferences: {
        preload: path.join(__dirname, 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: !app.isPackaged
      }
    });
    if (maximised) this.#window.maximize();
    this.#rememberPlace();
    this.#tellState();
    this.#survive();
    this.#window.once('ready-to-show', () => this.#window.show());
    void this.#window
      .loadURL(world.pageUrl)
      .catch((error: unknown) => world.warn(`the page did not load: ${String(error)}`));
  }

  get id(): number {
    return this.#window.id;
  }

  isPage(contents: Electron.WebContents): boolean {
    return !this.#window.isDestroyed() && this.#window.webContents === contents;
  }

  send(event: AppEvent): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(eventChannel, event);
  }

  sendState(): void {
    if (this.#window.isDestroyed()) return;
    this.send({
      kind: 'window',
      maximised: this.#window.isMaximized(),
      focused: this.#window.isFocused(),
      fullScreen: this.#window.isFullScreen()
    });
  }

  /** Null: the window is gone. */
  openChannel(profileId: string): MessagePortMain | null {
    return this.#window.isDestroyed() ? null : openChannel(this.#window.webContents, profileId);
  }

  setBackgroundColour(colour: string): void {
    this.#window.setBackgroundColor(colour);
  }

  bringToFront(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** The page as it looks now, as a PNG. */
  async capture(): Promise<Buffer> {
    return (await this.#window.webContents.capturePage()).toPNG();
  }

  act(action: RequestInput<'windowAction'>['action']): void {
    switch (action) {
      case 'minimise':
        return this.#window.minimize();
      case 'maximise':
        return this.#window.isMaximized() ? this.#window.unmaximize() : this.#window.maximize();
      case 'close':
        return this.#window.close();
      default:
        return assertNever(action);
    }
  }

  async chooseFile(kind: RequestInput<'pickFile'>['kind']): Promise<string | null> {
    const own = { name: fileDialogWords.kinds[kind], extensions: [...fileExtensions[kind]] };
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, {
      title: fileDialogWords.titles[kind],
      properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
      filters: [own, { name: fileDialogWords.allFiles, extensions: ['*'] }]
    });
    return canceled ? null : (filePaths[0] ?? null);
  }

  async chooseImport(): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, {
      title: exchangeDialogWords.importTitle,
      properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
      filters: [
        { name: exchangeDialogWords.importFiles, extensions: ['json', 'db'] },
        { name: fileDialogWords.allFiles, extensions: ['*'] }
      ]
    });
    return canceled ? null : (filePaths[0] ?? null);
  }

  async chooseSchemas(): Promise<readonly string[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, {
      title: fileDialogWords.schemasTitle,
      properties: ['openFile', 'multiSelections', 'showHiddenFiles', 'dontAddToRecent'],
      filters: [
        { name: fileDialogWords.schemas, extensions: ['proto', 'desc', 'pb', 'binpb', 'protoset', 'fds'] },
        { name: fileDialogWords.allFiles, extensions: ['*'] }
      ]
    });
    return canceled ? [] : filePaths;
  }

  async chooseSavePath(what: SavedThing, suggestedName: string): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(this.#window, {
      title: what === 'connections' ? exchangeDialogWords.exportTitle : fileDialogWords.saveTitles[what],
      defaultPath: path.join(app.getPath('downloads'), suggestedName),
      properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      ...(what === 'connections' ? { filters: [{ name: exchangeDialogWords.exportFiles, extensions: ['json'] }] } : {})
    });
    return canceled || !filePath ? null : filePath;
  }

  async confirmSecretsFor({ name, from, to }: SecretMove): Promise<SecretMoveAnswer> {
    if (this.#world.unseen || this.#window.isDestroyed()) return 'cancel';
    const { message, detail, send, leaveOut, cancel } = secretMoveWords;
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'warning',
      message: message(to),
      detail: detail(name, from, to),
      buttons: [cancel, leaveOut, send],
      defaultId: 0,
      cancelId: 0,
      noLink: true
    });
    return (['cancel', 'leave-out', 'send'] as const)[response] ?? 'cancel';
  }

  #rememberPlace(): void {
    const remember = (): void => {
      clearTimeout(this.#placeTimer);
      if (this.#window.isDestroyed() || this.#window.isFullScreen() || this.#window.isMinimized()) return;
      // Electron on Linux forgets a maximised window's own size after full screen: it is remembered while it is not.
      const maximised = this.#window.isMaximized();
      const { x, y, width, height } = this.#window.getBounds();
      void this.#world.place.change(maximised ? { maximised } : { maximised, bounds: { x, y, width, height } });
    };
    const rememberSoon = (): void => {
      clearTimeout(this.#placeTimer);
      this.#placeTimer = setTimeout(remember, placeRestMs);
    };
    this.#window.on('resize', rememberSoon);
    this.#window.on('move', rememberSoon);
    this.#window.on('close', remember);
  }

  #tellState(): void {
    const tell = (): void => this.sendState();
    this.#window.on('maximize', tell);
    this.#window.on('unmaximize', tell);
    this.#window.on('focus', tell);
    this.#window.on('blur', tell);
    this.#window.on('enter-full-screen', tell);
    this.#window.on('leave-full-screen', tell);
  }

  #survive(): void {
    const { id, webContents } = this.#window;
    webContents.on('did-navigate', () => this.#world.pageGone(id));
    this.#window.once('closed', () => this.#world.closed(id));
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#world.pageGone(id);
      if (reason === 'clean-exit') return;
      this.#world.warn(`a page's process ended: ${reason} (${exitCode})`);
      if (this.#reloads.allow(Date.now())) this.#reload();
      else void this.#askAfterCrashes();
    });
    webContents.on('unresponsive', () => {
      this.#world.warn('a page does not answer');
      void this.#askWhileUnresponsive();
    });
    webContents.on('responsive', () => this.#world.warn('the page answers again'));
  }

  #reload(): void {
    // Inside the event Electron is still tidying up the process that is gone.
    setImmediate(() => {
      if (!this.#window.isDestroyed()) this.#window.webContents.reload();
    });
  }

  async #askAfterCrashes(): Promise<void> {
    if (this.#world.unseen) return app.quit();
    const { message, detail, reload, quit } = troubleDialogWords.pageKeepsStopping;
    const buttons = [reload, quit];
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'error',
      message,
      detail,
      buttons,
      cancelId: 1
    });
    if (response === 1) return app.quit();
    this.#reloads.forget();
    this.#reload();
  }

  async #askWhileUnresponsive(): Promise<void> {
    if (this.#world.unseen) return;
    const { message, detail, reload, wait } = troubleDialogWords.unresponsive;
    const buttons = [wait, reload];
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'warning',
      message,
      detail,
      buttons,
      cancelId: 0
    });
    if (response === 1 && !this.#window.isDestroyed()) this.#window.webContents.forcefullyCrashRenderer();
  }
}

/** Of all displays, the primary one first. */
function workAreas(): readonly Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(({ workArea }) => workArea);
}
