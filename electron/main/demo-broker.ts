import type { DemoOrder, DemoReport } from '#contract/demo';
import { fail, succeed, type Result } from '#contract/failure';
import { assertNever } from '#contract/assert-never';
import type { ForkedProcess } from './forked-process';
import { RestartBounds } from './restart-bounds';

export interface DemoWorld {
  readonly fork: () => ForkedProcess<never>;
  /** It died and listens again, maybe on another loopback port. */
  readonly listensAgain: (port: number) => void;
  readonly bug: (text: string) => void;
  readonly nowMs: () => number;
}

const startLimitMs = 10_000;
const maxRestarts = 5;
const restartWindowMs = 60_000;

/** The demo broker's process: started on demand, started again when it dies, ended with the program. */
export class DemoBroker {
  readonly #world: DemoWorld;
  readonly #restarts = new RestartBounds(maxRestarts, restartWindowMs);
  #process: ForkedProcess<never> | null = null;
  #listening: Promise<Result<number>> | null = null;

  constructor(world: DemoWorld) {
    this.#world = world;
  }

  /** Resolves to its port when it listens. Failure: demo-failed, `raw` says why. */
  start(): Promise<Result<number>> {
    if (!this.#listening) {
      this.#restarts.forget();
      this.#listening = this.#launch();
    }
    return this.#listening;
  }

  stop(): void {
    const broker = this.#process;
    this.#process = null;
    this.#listening = null;
    const order: DemoOrder = { kind: 'stop' };
    broker?.post(order);
  }

  async #launch(): Promise<Result<number>> {
    const broker = this.#world.fork();
    this.#process = broker;
    const listening = await new Promise<Result<number>>((resolve) => {
      const limit = setTimeout(
        () => resolve(fail('demo-failed', `no word within ${startLimitMs / 1_000} s`)),
        startLimitMs
      );
      const settle = (result: Result<number>): void => {
        clearTimeout(limit);
        resolve(result);
      };
      // The demo is our own file and speaks DemoReport.
      broker.onMessage((message) => settle(resultOf(message as DemoReport)));
      broker.onExit((code) => {
        settle(fail('demo-failed', `exit code ${code}`));
        this.#ended(broker, code);
      });
    });
    if (!listening.ok && this.#process === broker) this.#giveUp(broker, listening.failure.raw);
    return listening;
  }

  #ended(broker: ForkedProcess<never>, code: number): void {
    if (this.#process !== broker) return;
    this.#process = null;
    const had = this.#listening;
    this.#listening = null;
    this.#world.bug(`the demo broker ended by itself with exit code ${code}`);
    // One that never listened is not tried again by itself: whoever started it is told.
    void had?.then(({ ok }) => {
      if (ok && !this.#listening && this.#restarts.allow(this.#world.nowMs())) void this.#restart();
    });
  }

  async #restart(): Promise<void> {
    this.#listening = this.#launch();
    const listening = await this.#listening;
    if (listening.ok) this.#world.listensAgain(listening.value);
  }

  #giveUp(broker: ForkedProcess<never>, reason: string): void {
    this.#process = null;
    this.#listening = null;
    this.#world.bug(`the demo broker did not start: ${reason}`);
    broker.kill();
  }
}

function resultOf(report: DemoReport): Result<number> {
  switch (report.kind) {
    case 'listening':
      return succeed(report.port);
    case 'failed':
      return fail('demo-failed', report.message);
    default:
      return assertNever(report);
  }
}
