import { readMqttxDatabase } from './mqttx-database';

/** What this file needs of Electron's `process.parentPort`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(read: Awaited<ReturnType<typeof readMqttxDatabase>>): void;
}

const parentPort = (process as NodeJS.Process & { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('the reader of databases runs as a utility process of Treeline');

parentPort.on('message', ({ data }) => {
  // Main names a copy of its own and ends this process when it has its answer.
  if (typeof data === 'string') void readMqttxDatabase(data).then((read) => parentPort.postMessage(read));
});
