import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { ConnectionConfig, ControlMessage, ControlReport } from '../../electron/contract/engine-control';
import type { EngineStatus } from '../../electron/contract/frame';
import { contractVersion } from '../../electron/contract/port';
import { grantedIn } from './link-run';
import { waitUntil } from './wait-until';

/** What a window of that engine was last told, and when (epoch ms). */
interface ToldStatus {
  readonly status: EngineStatus;
  readonly atMs: number;
}

type Told = ToldStatus | { readonly report: ControlReport } | { readonly refused: unknown };

/** The built engine in a process of its own, with one window that looks at it, and no Electron around it. */
export interface EngineChild {
  readonly pid: number;
  connect(config: ConnectionConfig): Promise<void>;
  /** The first moment (epoch ms) at which the window was told of so many messages. */
  receives(messages: number, timeoutMs: number): Promise<number>;
  newest(): ToldStatus | null;
  dispose(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** Needs a build in dist/. */
export async function startEngineChild(rows = 60): Promise<EngineChild> {
  // In Node the package `electron` is the path of its executable.
  const execPath = createRequire(import.meta.url)('electron') as string;
  const child = fork(resolve(import.meta.dirname, 'engine-host.mjs'), [resolve(root, 'dist/electron/engine.cjs')], {
    execPath,
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  });
  const ended = once(child, 'exit');
  let newest: ToldStatus | null = null;
  let arrived: { readonly messages: number; readonly atMs: number }[] = [];
  const reports: ControlReport[] = [];
  const problems: string[] = [];
  child.on('message', (message) => {
    const told = message as Told;
    if ('report' in told) {
      reports.push(told.report);
      if (told.report.kind === 'bug') problems.push(told.report.text);
    } else if ('refused' in told) problems.push(JSON.stringify(told.refused));
    else {
      newest = told;
      arrived.push({ messages: told.status.messages, atMs: told.atMs });
    }
  });
  const order = (what: ControlMessage | { kind: 'window'; rows: number; version: number }): void => {
    child.send(what);
  };
  const healthy = (): void => {
    if (problems.length > 0) throw new Error(`the engine has a problem: ${problems.join('\n')}`);
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the engine ended');
  };
  const dispose = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await waitUntil('the engine to be ready', () => {
      healthy();
      return reports.some((report) => report.kind === 'ready');
    });
  } catch (error) {
    await dispose();
    throw error;
  }
  order({ kind: 'window', rows, version: contractVersion });
  return {
    pid: child.pid ?? Number.NaN,
    connect: async (config) => {
      order({ kind: 'connect', config });
      await waitUntil(
        () => `the engine to be subscribed: ${JSON.stringify(reports.slice(-3))}`,
        () => {
          healthy();
          return reports.some((report) => report.kind === 'state' && grantedIn(report.state).length > 0);
        }
      );
      arrived = [];
    },
    receives: async (messages, timeoutMs) => {
      const found = await waitUntil(
        () => `${messages} messages, it has ${newest?.status.messages}`,
        () => {
          healthy();
          return arrived.find((moment) => moment.messages >= messages);
        },
        timeoutMs
      );
      return found.atMs;
    },
    newest: () => newest,
    dispose
  };
}
