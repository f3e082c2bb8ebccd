import { app, session, type Session, type WebContents } from 'electron';
import { developmentPolicy } from './content-security-policy';
import { isPageAddress } from './page-address';

/** Before the app is ready: no process talks to anyone by itself, and every page is sandboxed. */
export function hardenProcess(): void {
  // A library may read these behind our back: one reroutes every connection, the other turns certificate checks off.
  delete process.env['MQTTJS_SOCKS_PROXY'];
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings'
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // enableSandbox() would undo the --no-sandbox that root needs; each window asks for its sandbox anyway.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** When the app is ready, before any window: what pages may do at all. */
export function hardenSession(developmentUrl: string | null): void {
  const { defaultSession } = session;
  denyPermissions(defaultSession);
  defaultSession.setSpellCheckerEnabled(false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOwnRequest(url, developmentUrl) });
  });
  if (developmentUrl !== null) {
    const policy = developmentPolicy(developmentUrl);
    defaultSession.webRequest.onHeadersReceived(({ responseHeaders, url }, answer) => {
      const ours = url.startsWith('http') ? { 'Content-Security-Policy': [policy] } : {};
      answer({ responseHeaders: { ...responseHeaders, ...ours } });
    });
  }
}

/** Every page ever made: it stays where it is and opens nothing. */
export function confinePages(developmentUrl: string | null): void {
  app.on('web-contents-created', (_created, contents) => confine(contents, developmentUrl));
}

function confine(contents: WebContents, developmentUrl: string | null): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-navigate', (event, url) => {
    if (!isPageAddress(url, developmentUrl)) event.preventDefault();
  });
}

function denyPermissions(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
}

function isOwnRequest(url: string, developmentUrl: string | null): boolean {
  if (url.startsWith('data:') || url.startsWith('devtools:') || isPageAddress(url, developmentUrl)) return true;
  return developmentUrl !== null && isPageAddress(url.replace(/^ws/, 'http'), developmentUrl);
}
