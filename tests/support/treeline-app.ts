import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const root = path.resolve(import.meta.dirname, '../..');

/** The real app under test: its process, its first window and everything both said. */
export interface RunningTreeline {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly logs: readonly string[];
  /** Content-Security-Policy reports since the page opened; hostile input must leave it empty. */
  readonly cspReports: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts dist/ in the Electron that scripts/runtime.mjs found. No executablePath: Playwright asks electron/index.js, which honours
 * ELECTRON_OVERRIDE_DIST_PATH, and only then adds the loader that makes the fallback look like an official build.
 */
export async function launchTreeline(options: {
  userDataDir: string;
  args?: readonly string[];
  tracesDir?: string;
  /** Added to the environment of this process. */
  environment?: Readonly<Record<string, string>>;
  /**
   * For Electron itself: `--password-store=…`. Then Playwright's own loader is left out, which would set that one to `basic`
   * after ours.
   */
  switches?: readonly string[];
}): Promise<RunningTreeline> {
  const logs: string[] = [];
  const cspReports: string[] = [];
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    args: [
      `--user-data-dir=${options.userDataDir}`,
      '--disable-gpu',
      '--log-level=3',
      ...(process.platform === 'linux' ? ['--ozone-platform=x11'] : []),
      ...(options.switches === undefined ? [] : [...options.switches, ...(isRoot ? ['--no-sandbox'] : [])]),
      root,
      ...(options.args ?? [])
    ],
    cwd: root,
    env: { ...environment(), ...options.environment },
    // Root needs --no-sandbox, which Playwright adds when this is false; everybody else runs the real sandbox.
    chromiumSandbox: !isRoot,
    ...(options.switches === undefined ? {} : { executablePath: electronProgram() }),
    ...(options.tracesDir === undefined ? {} : { tracesDir: options.tracesDir })
  });
  const hear = (page: Page): void => {
    page.on('console', (message) => {
      logs.push(`[page ${message.type()}] ${message.text()}`);
      if (message.text().includes('Content Security Policy')) cspReports.push(message.text());
    });
    page.on('pageerror', (error) => logs.push(`[page error] ${error.message}`));
  };
  app.on('console', (message) => logs.push(`[main] ${message.text()}`));
  app.process().stderr?.on('data', (chunk: Buffer) => logs.push(`[stderr] ${chunk.toString().trimEnd()}`));
  app.on('window', hear);
  const page = await app.firstWindow();
  hear(page);
  return { app, page, logs, cspReports, close: () => app.close() };
}

/** What `electron/index.js` answers: the program, also an overridden one. */
function electronProgram(): string {
  return createRequire(import.meta.url)('electron') as string;
}

function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(kept), NODE_ENV: 'test' };
}
