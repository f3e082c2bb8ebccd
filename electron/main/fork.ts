import path from 'node:path';
import { app, utilityProcess, type MessagePortMain } from 'electron';
import type { ForkedProcess } from './forked-process';

/** What must not reach a process that carries passwords: switches that print packets, and ones that weaken TLS or reroute. */
const withheld = new Set(['DEBUG', 'NODE_DEBUG', 'NODE_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'MQTTJS_SOCKS_PROXY']);

/** Forks one of our own files beside this one. After app.whenReady only. */
export function fork(fileName: string, serviceName: string): ForkedProcess<MessagePortMain> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.has(name)));
  const child = utilityProcess.fork(path.join(__dirname, fileName), [], {
    serviceName,
    env,
    stdio: app.isPackaged ? 'ignore' : 'inherit'
  });
  // Electron 45 emits 'error' before the exit of a process that ran out of memory; nobody listening would end main too.
  const emitter: NodeJS.EventEmitter = child;
  emitter.on('error', () => undefined);
  let gone = false;
  child.once('exit', () => (gone = true));
  return {
    post: (message, port) => {
      if (!gone) child.postMessage(message, port ? [port] : []);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill()
  };
}
