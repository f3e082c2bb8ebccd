import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Protocol } from '../../electron/contract/address';
import { freePort } from './free-port';
import type { NetworkProtocol } from './network-protocols';
import { waitUntil } from './wait-until';

export interface MosquittoOptions {
  readonly protocols: readonly NetworkProtocol[];
  /** For mqtts and wss. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string; readonly caFile: string };
  readonly requireClientCertificate?: boolean;
  /** Without: anonymous clients only. */
  readonly users?: Readonly<Record<string, string>>;
  /** Roles of the dynamic security plugin: filters a user may subscribe to; nothing else is allowed. */
  readonly mayRead?: readonly string[];
  /** More lines of mosquitto.conf. */
  readonly config?: readonly string[];
}

/** A running mosquitto on 127.0.0.1 with one port per protocol. */
export interface Mosquitto {
  port(protocol: Protocol): number;
  stop(): Promise<void>;
  /** Again on the same ports; retained messages are gone. */
  start(): Promise<void>;
  /** What it wrote to stderr. */
  log(): string;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

const binary = '/usr/sbin/mosquitto';

export async function startMosquitto(options: MosquittoOptions): Promise<Mosquitto> {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-mosquitto-'));
  chmodSync(folder, 0o755);
  const ports = new Map<Protocol, number>();
  for (const protocol of options.protocols) ports.set(protocol, await freePort());
  // mosquitto 2.0.11 ends itself when all its listeners are websocket ones.
  const plainPort = await freePort();
  const configFile = join(folder, 'mosquitto.conf');
  writeFileSync(
    configFile,
    [...globalLines(options, folder), `listener ${plainPort} 127.0.0.1`, ...listenerLines(options, ports)].join('\n')
  );
  let child: ChildProcess | null = null;
  let log = '';

  const start = async (): Promise<void> => {
    const started = spawn(binary, ['-c', configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
    child = started;
    started.stderr.on('data', (text: Buffer) => (log += text.toString()));
    for (const port of ports.values()) {
      await waitUntil(`mosquitto on port ${port}: ${log}`, () => {
        if (started.exitCode !== null) throw new Error(`mosquitto ended with ${started.exitCode}: ${log}`);
        return accepts(port);
      });
    }
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  const dispose = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    port: (protocol) => ports.get(protocol) ?? Number.NaN,
    start,
    stop,
    log: () => log,
    dispose
  };
}

function globalLines(options: MosquittoOptions, folder: string): string[] {
  // As root it would become the user mosquitto, who cannot read the test's folder.
  const lines = [...(process.getuid?.() === 0 ? ['user root'] : []), 'persistence false', 'max_queued_messages 0'];
  lines.push('log_dest stderr', 'set_tcp_nodelay true', ...(options.config ?? []));
  if (options.users === undefined) return [...lines, 'allow_anonymous true'];
  if (options.mayRead !== undefined) return [...lines, ...dynamicSecurity(options, folder)];
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, '', { mode: 0o600 });
  for (const [name, password] of Object.entries(options.users)) {
    spawnSync('mosquitto_passwd', ['-b', passwords, name, password]);
  }
  return [...lines, 'allow_anonymous false', `password_file ${passwords}`];
}

/** The only part of mosquitto that refuses a SUBSCRIBE; an acl_file lets it pass and sends nothing. */
function dynamicSecurity(options: MosquittoOptions, folder: string): string[] {
  const file = join(folder, 'dynamic-security.json');
  const [[name, password] = ['', '']] = Object.entries(options.users ?? {});
  spawnSync('mosquitto_ctrl', ['dynsec', 'init', file, name, password]);
  const acls = (options.mayRead ?? []).flatMap((topic) => [
    { acltype: 'subscribePattern', topic, priority: 0, allow: true },
    { acltype: 'publishClientReceive', topic, priority: 0, allow: true }
  ]);
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { clients: { roles: unknown }[]; roles: unknown[] };
  stored.roles = [{ rolename: 'reader', acls }];
  for (const client of stored.clients) client.roles = [{ rolename: 'reader' }];
  writeFileSync(file, JSON.stringify(stored), { mode: 0o600 });
  const plugin = spawnSync('sh', ['-c', 'ls /usr/lib/*/mosquitto_dynamic_security.so']).stdout.toString().trim();
  return ['allow_anonymous false', `plugin ${plugin}`, `plugin_opt_config_file ${file}`];
}

function listenerLines(options: MosquittoOptions, ports: ReadonlyMap<Protocol, number>): string[] {
  return [...ports].flatMap(([protocol, port]) => {
    const webSocket = protocol === 'ws' || protocol === 'wss';
    // A websocket listener ignores its bind address, and with one fails where the name has none of its family.
    const lines = [webSocket ? `listener ${port}` : `listener ${port} 127.0.0.1`];
    if (webSocket) lines.push('protocol websockets');
    if (protocol === 'mqtts' || protocol === 'wss') {
      const { certificateFile, keyFile, caFile } = options.tls ?? missingTls();
      lines.push(`certfile ${certificateFile}`, `keyfile ${keyFile}`, `cafile ${caFile}`);
      if (options.requireClientCertificate === true) lines.push('require_certificate true');
    }
    return lines;
  });
}

function missingTls(): never {
  throw new Error('mqtts and wss need options.tls');
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
    if (!socket.closed) await once(socket, 'close');
  }
}
