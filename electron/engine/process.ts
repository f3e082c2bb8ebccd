import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ControlMessage, ControlReport } from '#contract/engine-control';
import type { Port } from '#contract/port';
import { WorkerJobs } from './decode/worker-jobs';
import { Engine } from './engine';

/** What this file needs of Electron's MessagePortMain. */
interface MessagePort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** What this file needs of Electron's `process.parentPort`. */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly MessagePort[] }) => void
  ): void;
  postMessage(report: ControlReport): void;
}

/** A last report crosses to main before this process goes. */
const lastWordsMs = 100;

// MQTT.js would silently reroute every connection through it (mqtt-and-node.md 11).
delete process.env.MQTTJS_SOCKS_PROXY;

const parentPort = (process as NodeJS.Process & { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('an engine runs as a utility process of Treeline');

const bug = (cause: unknown): void => {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  parentPort.postMessage({ kind: 'bug', text });
  setTimeout(() => process.exit(1), lastWordsMs);
};
process.on('uncaughtException', bug);
process.on('unhandledRejection', bug);

/** Of decoders' own objects; payloads and layouts are bytes beside the heap. */
const workerHeapMb = 512;
const jobs = new WorkerJobs({
  start: (heartbeat) =>
    new Worker(path.join(__dirname, 'decode-worker.cjs'), {
      workerData: { heartbeat },
      resourceLimits: { maxOldGenerationSizeMb: workerHeapMb }
    })
});
const engine = new Engine((report) => parentPort.postMessage(report), jobs);

parentPort.on('message', ({ data, ports }) => {
  // Main is our own and the more privileged side: its messages are trusted.
  const message = data as ControlMessage;
  if (message.kind === 'stop') return void engine.stop().finally(() => process.exit(0));
  // Somebody will look at a message soon.
  if (message.kind === 'attach') jobs.prepare();
  const port = ports[0];
  engine.handle(message, port === undefined ? null : adapt(port));
});
parentPort.postMessage({ kind: 'ready' });

/** Listeners first, then start: what was posted before waits. */
function adapt(port: MessagePort): Port {
  queueMicrotask(() => port.start());
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close()
  };
}
