import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port';

/** The topics and packets of a run, encoded before it (encoded-publishes.mjs). */
interface Packets {
  readonly name: string;
  readonly topics: number;
  readonly shape?: 'regular' | 'wide' | 'flat';
  /** Before every topic, with its slash. */
  readonly root?: string;
  /** Null: a number alone. */
  readonly payloadBytes?: number | null;
  readonly retain?: boolean;
  readonly version?: 4 | 5;
  /** How often every topic comes, each time with another value, before it starts over. */
  readonly rounds?: number;
}

/** What a generator says of a run. */
export interface Sent {
  /** Without the markers. */
  readonly sent: number;
  readonly sentMarkers: number;
  readonly tookMs: number;
  /** Messages per second. */
  readonly achieved: number;
  /** Slices of 10 ms in which nothing was sent, because too much waited for the receiver. */
  readonly heldBack: number;
  /** Epoch ms of the first write. */
  readonly startedAtMs: number;
}

interface GeneratorEvent {
  readonly event: 'ready' | 'connected' | 'subscribed' | 'closed';
  readonly atMs: number;
}

type Line =
  GeneratorEvent | { readonly id: number; readonly answer: unknown } | { id: number; readonly failed: string };

/** A process that sends PUBLISH packets: as a broker of its own, or through one. */
export interface Generator {
  readonly port: number;
  readonly pid: number;
  prepare(packets: Packets): Promise<void>;
  atRate(name: string, order: { perSecond: number; seconds: number; markers?: number }): Promise<Sent>;
  /** As fast as they are taken; without `count` every topic once. */
  atOnce(name: string, count?: number): Promise<Sent>;
  /** Closes its connection in MQTT's way; resolves once the other side has read all and closed too. */
  goodbye(): Promise<void>;
  /** The next event of this kind after `afterMs` (epoch ms): when it happened. */
  event(kind: GeneratorEvent['event'], afterMs?: number): Promise<number>;
  dispose(): Promise<void>;
}

/** A broker that blasts at its one client. */
export async function startFakeBroker(): Promise<Generator> {
  return start('fake-broker.mjs', await freePort());
}

/** A client of the broker on this port. */
export function startPublisher(port: number): Promise<Generator> {
  return start('publisher.mjs', port);
}

async function start(script: string, port: number): Promise<Generator> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, script), String(port)], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const ended = once(child, 'exit');
  const events: GeneratorEvent[] = [];
  const waiting = new Map<number, (line: { answer?: unknown; failed?: string }) => void>();
  const wake: (() => void)[] = [];
  let lastId = 0;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if ('event' in line) {
      events.push(line);
      for (const go of wake.splice(0)) go();
    } else {
      waiting.get(line.id)?.(line);
      waiting.delete(line.id);
    }
  });
  child.once('exit', () => {
    for (const answer of waiting.values()) answer({ failed: `${script} ended` });
    for (const go of wake.splice(0)) go();
  });

  const order = async (what: object): Promise<unknown> => {
    const id = (lastId += 1);
    const answered = new Promise<{ answer?: unknown; failed?: string }>((settle) => waiting.set(id, settle));
    child.stdin.write(`${JSON.stringify({ id, ...what })}\n`);
    const { answer, failed } = await answered;
    if (failed !== undefined) throw new Error(`${script}: ${failed}`);
    return answer;
  };
  const event = async (kind: GeneratorEvent['event'], afterMs = 0): Promise<number> => {
    for (;;) {
      const found = events.find((one) => one.event === kind && one.atMs >= afterMs);
      if (found) return found.atMs;
      if (child.exitCode !== null) throw new Error(`${script} ended before it was ${kind}`);
      await new Promise<void>((go) => wake.push(go));
    }
  };
  const dispose = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  await event('ready');
  return {
    port,
    pid: child.pid ?? Number.NaN,
    prepare: async (packets) => void (await order({ order: 'prepare', ...packets })),
    atRate: async (name, run) => (await order({ order: 'rate', name, ...run })) as Sent,
    atOnce: async (name, count) =>
      (await order({ order: 'once', name, ...(count === undefined ? {} : { count }) })) as Sent,
    goodbye: async () => void (await order({ order: 'goodbye' })),
    event,
    dispose
  };
}
