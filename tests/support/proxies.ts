import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProxyRoute } from '../../electron/contract/proxy-options';
import { freePort } from './free-port';
import { waitUntil } from './wait-until';

/** A proxy on 127.0.0.1 that wants a sign-in. */
export interface TestProxy {
  /** The way through it, with the right sign-in. */
  readonly route: ProxyRoute;
  dispose(): Promise<void>;
}

const username = 'ada';
const password = 'pr0xy-secret';

/** HTTP CONNECT with Basic sign-in. `connectPorts`: others are answered with 403; without: every port. */
export async function startTinyproxy(connectPorts: readonly number[] = []): Promise<TestProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-tinyproxy-'));
  const port = await freePort();
  const config = join(folder, 'tinyproxy.conf');
  writeFileSync(
    config,
    [
      ...[`Port ${port}`, 'Listen 127.0.0.1', 'Timeout 60', 'MaxClients 20', 'LogLevel Critical'],
      ...[`BasicAuth ${username} ${password}`, ...connectPorts.map((allowed) => `ConnectPort ${allowed}`)]
    ].join('\n')
  );
  const stop = await start('tinyproxy', ['-d', '-c', config], port);
  return {
    route: { kind: 'http', host: '127.0.0.1', port, username, password, namesAtProxy: true, system: false },
    dispose: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** SOCKS5 with user and password. */
export async function startMicrosocks(): Promise<TestProxy> {
  const port = await freePort();
  const dispose = await start(
    'microsocks',
    ['-i', '127.0.0.1', '-p', String(port), '-u', username, '-P', password],
    port
  );
  return {
    route: { kind: 'socks5', host: '127.0.0.1', port, username, password, namesAtProxy: true, system: false },
    dispose
  };
}

async function start(program: string, args: readonly string[], port: number): Promise<() => Promise<void>> {
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await waitUntil(`${program} on port ${port}`, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
      return listens(port);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
