import type { DemoOrder, DemoReport } from '#contract/demo';
import { startDemo } from './demo';

/** What this file needs of Electron's `process.parentPort`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(report: DemoReport): void;
}

/** Beside the ports people's own brokers use; any free one when it is taken. */
const PORTS = [18_830, 0];
const SEED = 2_026;

const parentPort = (process as NodeJS.Process & { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('the demo runs as a utility process of Treeline');

const starting = startDemo({ ports: PORTS, seed: SEED, nowMs: () => Date.now() });

const stop = (): void => {
  void starting
    .then((demo) => demo.close())
    // What could not start or close has been reported or dies with the process
    .catch(() => undefined)
    .finally(() => process.exit(0));
};

parentPort.on('message', ({ data }) => {
  if (isOrder(data)) stop();
});
parentPort.on('close', stop);
// Started by a plain Node parent
process.on('disconnect', stop);

starting.then(
  ({ port }) => parentPort.postMessage({ kind: 'listening', port }),
  (cause: unknown) => parentPort.postMessage({ kind: 'failed', message: String(cause) })
);

function isOrder(data: unknown): data is DemoOrder {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'stop';
}
