// Starts Electron and ends it, whole. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { ROOT } from './project.mjs';

/** How long the app may take to close its windows and connections before it is killed. */
const GRACE_MS = 5_000;

/**
 * Switches that Electron itself needs here; they stand before the app's folder.
 * @param {{ ownDisplay?: boolean, platform?: string, uid?: number, env?: NodeJS.ProcessEnv }} where
 */
export function electronSwitches({
  ownDisplay = false,
  platform = process.platform,
  uid = process.getuid?.(),
  env = process.env
} = {}) {
  if (platform !== 'linux') return [];
  // A virtual display has no GPU; Chromium would fill the terminal with its attempts to find one.
  const switches = ownDisplay ? ['--disable-gpu', '--log-level=3'] : [];
  // Chromium refuses to run as root with its sandbox; anyone else gets the sandbox.
  if (uid === 0) switches.push('--no-sandbox');
  if (!env.WAYLAND_DISPLAY) switches.push('--ozone-platform=x11');
  return switches;
}

/** Ends what is left of the app's processes: engines, demo broker, GPU and network processes. */
function killTree(app) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(app.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-app.pid, 'SIGKILL');
  } catch (error) {
    // none left, or on macOS only ended ones
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}

/** Calls `stop` when somebody wants this process to end. */
export function onStopSignal(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

/**
 * Runs the app until it ends. `stop` asks it to quit and kills it when it does not, `kill` does not ask.
 * @returns {{ exited: Promise<number>, stop: () => void, kill: () => void }} `exited` resolves to the exit code
 */
export function launchApp(runtime, args, { ownDisplay = false, env = process.env } = {}) {
  const app = spawn(runtime.executable, [...electronSwitches({ ownDisplay }), ROOT, ...args], {
    stdio: 'inherit',
    env,
    // A process group of its own, so that nothing of it can be left behind. On Windows this would open a console.
    detached: process.platform !== 'win32'
  });
  const kill = () => killTree(app);
  let stopping = false;
  const stop = () => {
    // npm forwards a Ctrl+C that the terminal has sent already; a second signal would make Chromium drop everything
    if (stopping) return;
    stopping = true;
    app.kill('SIGTERM');
    setTimeout(kill, GRACE_MS).unref();
  };
  const exited = new Promise((resolve, reject) => {
    app.once('error', (error) => reject(new Error(`Electron did not start: ${error.message}`)));
    app.once('exit', (code) => {
      kill();
      resolve(code ?? (stopping ? 130 : 1));
    });
  });
  return { exited, stop, kill };
}
