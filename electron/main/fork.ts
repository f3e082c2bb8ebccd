import path from 'node:path';
import { app, utilityProcess, type MessagePortMain } from 'electron';
import { forkedEnvironment } from './forked-environment';
import type { ForkedProcess } from './forked-process';

/** Forks one of our own files beside this one. After app.whenReady only. */
export function fork(fileName: string, serviceName: string): ForkedProcess<MessagePortMain> {
  const child = utilityProcess.fork(path.join(__dirname, fileName), [], {
    serviceName,
    env: forkedEnvironment(process.env),
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
