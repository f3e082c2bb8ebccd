import { startFakeBroker, type Generator } from '../support/generator';
import type { ProcessFigures } from '../support/process-figures';
import { settle, startBenchApp, type BenchApp } from './bench-app';
import { collectGarbage, seenMessages } from './page-probe';
import { bySize } from './report';

export const manyTopics = bySize({ small: 5_000, usual: 200_000, full: 1_000_000 });

/** The app with very many topics in it, each seen once, from one root. */
export interface MillionTopics {
  readonly broker: Generator;
  readonly app: BenchApp;
  /** Of the app connected to the same broker before the first message. */
  readonly idle: readonly ProcessFigures[];
  /** From the first write to the frame that tells of all. */
  readonly filledMs: number;
  readonly dispose: () => Promise<void>;
}

export const settledMs = bySize({ small: 500, usual: 3_000, full: 6_000 });

export async function startMillionTopics(shape: 'regular' | 'wide'): Promise<MillionTopics> {
  const broker = await startFakeBroker();
  let app: BenchApp | null = null;
  const dispose = async (): Promise<void> => {
    await app?.dispose();
    await broker.dispose();
  };
  try {
    await broker.prepare({ name: 'live', topics: manyTopics, shape, root: 'site/', version: 5 });
    app = await startBenchApp(`mqtt://127.0.0.1:${broker.port}`);
    await settle(settledMs);
    await collectGarbage(app.page);
    const idle = app.figures();
    const { sent, startedAtMs } = await broker.atOnce('live');
    const all = await seenMessages(app.page, sent, 120_000);
    await settle(settledMs);
    return { broker, app, idle, filledMs: all.atMs - startedAtMs, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
