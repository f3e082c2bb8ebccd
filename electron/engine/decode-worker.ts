import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Result } from '#contract/failure';
import type { DecodeJob, DecodeOutput } from './decode/decode-jobs';
import type { Steps } from './decode/run-steps';
import { prepareSvg } from './decode/svg-drawing';
import { SvgUnready } from './decode/svg-unready';
import { DecodeDesk } from './decode/worker/decode-desk';
import { Heartbeat } from './decode/worker/heartbeat';
import { JobCancelled } from './decode/worker/job-cancelled';
import { warmUp } from './decode/worker/warm-up';
import type { JobOrder, WorkerMessage } from './decode/worker/worker-message';

// The decode worker of one engine: jobs one after the other, in the order they come.

if (parentPort === null) throw new Error('the decode worker runs in a worker of an engine');
const port = parentPort;
const heartbeat = new Heartbeat((workerData as { readonly heartbeat: SharedArrayBuffer }).heartbeat);

const desk = new DecodeDesk({
  alive: () => {
    heartbeat.beat();
    if (heartbeat.isCancelled(heartbeat.running)) throw new JobCancelled();
  },
  trying: (format) => heartbeat.trying(format)
});
let before = Promise.resolve();

port.on('message', (order: JobOrder) => {
  before = before.then(() => work(order));
});
say({ kind: 'ready' });
goOn(warmUp());

/** A little at a time: jobs that have come are done in between. */
function goOn(steps: Steps<void>): void {
  setImmediate(() => {
    if (!steps.next().done) goOn(steps);
  });
}

async function work(order: JobOrder): Promise<void> {
  const { id } = order;
  if (heartbeat.isCancelled(id)) return say({ kind: 'cancelled', id });
  heartbeat.begin(id);
  try {
    const result = await done(order);
    say({ kind: 'done', id, result }, result.ok ? handedOver(result.value) : []);
  } catch (error) {
    if (error instanceof JobCancelled) say({ kind: 'cancelled', id });
    else say({ kind: 'bug', id, text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    heartbeat.begin(0);
  }
}

async function done({ job, input }: JobOrder): Promise<Result<DecodeOutput<DecodeJob>>> {
  try {
    return desk.run(job, input);
  } catch (error) {
    if (!(error instanceof SvgUnready)) throw error;
    await prepareSvg((name) => readFileSync(path.join(__dirname, name)));
    return desk.run(job, input);
  }
}

/** Bytes and numbers that were made for this answer alone. */
function handedOver(answer: unknown): readonly ArrayBuffer[] {
  return ArrayBuffer.isView(answer) && answer.buffer instanceof ArrayBuffer ? [answer.buffer] : [];
}

function say(message: WorkerMessage, buffers: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, [...buffers]);
}
