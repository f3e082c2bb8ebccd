import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from './wait-until';

/** gnome-keyring, unlocked, on a D-Bus of its own: the key store of a Linux desktop, for one test. */
export interface KeyRing {
  /** What a program needs in its environment to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it keeps its files. */
  readonly folder: string;
  dispose(): Promise<void>;
}

export async function startKeyRing(): Promise<KeyRing> {
  const folder = mkdtempSync(path.join(tmpdir(), 'treeline-key-ring-'));
  const runtime = path.join(folder, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  const own = { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_RUNTIME_DIR: runtime };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env: own,
    stdio: ['ignore', 'pipe', 'ignore']
  });
  const dispose = async (...processes: readonly ChildProcess[]): Promise<void> => {
    for (const child of processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const [line] = (await once(bus.stdout, 'data')) as [Buffer];
  const environment = { DBUS_SESSION_BUS_ADDRESS: line.toString().trim(), XDG_RUNTIME_DIR: runtime };
  const ring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...own, ...environment },
    stdio: ['pipe', 'ignore', 'ignore']
  });
  ring.stdin.end('the test’s own');
  try {
    await waitUntil('the key ring answers on its bus', () => {
      const names = spawnSync(
        'dbus-send',
        ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.ListNames'],
        { env: { ...own, ...environment } }
      );
      return Promise.resolve(names.stdout.toString().includes('org.freedesktop.secrets'));
    });
  } catch (error) {
    await dispose(ring, bus);
    throw error;
  }
  return { environment, folder, dispose: () => dispose(ring, bus) };
}
