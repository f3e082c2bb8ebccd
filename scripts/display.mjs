// A private X server where there is no display. Node built-ins only.
import { spawn } from 'node:child_process';
import { parkPointer } from './x-pointer.mjs';

export const needsDisplay = (env = process.env, platform = process.platform) =>
  platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;

/** Larger than the app's window, so that the pointer has somewhere to stand beside it. */
const usualSize = '1600x1000x24';

/**
 * Starts Xvfb on a free display number and points this process and its children at it.
 * @returns {Promise<() => void>} ends it; this also happens when the process exits
 */
export async function startXvfb({ size = usualSize } = {}) {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', '-ac'], {
    // Its stderr is not piped: closing such a pipe later would kill it with SIGPIPE.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Ctrl+C in a terminal reaches the whole foreground group: the server must outlive the app it shows.
    detached: true
  });
  const number = await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`Xvfb did not start: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`Xvfb exited with ${code}`)));
    server.stdio[3].once('data', (text) => resolve(String(text).trim()));
  });
  server.removeAllListeners('exit');
  server.unref();
  server.stdio[3].unref();
  process.env.DISPLAY = `:${number}`;
  // Where Xvfb could not make the folder it listens elsewhere, and the pointer stays: a nuisance for tests, for nobody else.
  await parkPointer(`/tmp/.X11-unix/X${number}`).catch((error) => console.warn(error.message));
  const stop = () => server.kill('SIGTERM');
  process.once('exit', stop);
  return stop;
}
