import { parentPort, workerData } from 'node:worker_threads';
import { DecodeDesk } from './decode/worker/decode-desk';
import { Heartbeat } from './decode/worker/heartbeat';
import { JobCancelled } from './decode/worker/job-cancelled';
import type { JobOrder, WorkerMessage } from './decode/worker/worker-message';

// The decode worker of one engine: jobs one after the other, in the order they come.

if (parentPort === null) throw new Error('the decode worker runs in a worker of an engine');
const port = parentPort;
const heartbeat = new Heartbeat((workerData as { readonly heartbeat: SharedArrayBuffer }).heartbeat);

const desk = new DecodeDesk(() => {
  heartbeat.beat();
  if (heartbeat.isCancelled(heartbeat.running)) throw new JobCancelled();
});
let before = Promise.resolve();

port.on('message', (order: JobOrder) => {
  before = before.then(() => work(order));
});
say({ kind: 'ready' });

async function work({ id, job, input }: JobOrder): Promise<void> {
  if (heartbeat.isCancelled(id)) return say({ kind: 'cancelled', id });
  heartbeat.begin(id);
  try {
    const result = await desk.run(job, input);
    say({ kind: 'done', id, result }, result.ok ? desk.handedOver(result.value) : []);
  } catch (error) {
    if (error instanceof JobCancelled) say({ kind: 'cancelled', id });
    else say({ kind: 'bug', id, text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    heartbeat.begin(0);
  }
}

function say(message: WorkerMessage, handedOver: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, [...handedOver]);
}
