import type { AppEvent } from '#contract/app';
import type { Diagnosis } from '#contract/diagnosis';
import type { ConnectionConfig, ControlMessage, ControlReport } from '#contract/engine-control';
import { fail, failure, succeed, type Failure, type Result } from '#contract/failure';
import type { ForkedProcess } from './forked-process';

export interface ConnectionTestsWorld {
  /** A fresh engine process; it makes one attempt and is ended. */
  readonly fork: () => ForkedProcess<unknown>;
  readonly bug: (text: string) => void;
  readonly nowMs: () => number;
}

interface TestWindow {
  readonly id: number;
  send(event: AppEvent): void;
}

interface ConnectionTest {
  readonly windowId: number;
  readonly probe: ForkedProcess<unknown>;
  readonly tell: (event: AppEvent) => void;
  readonly limit: ReturnType<typeof setTimeout>;
  diagnosis: Diagnosis;
}

/** A probe holds to its own limits (name and TCP once, the stream 1.5 times, CONNACK once); this is for one that does not. */
const timeoutsPerTest = 3;
const extraMs = 20_000;

/** Tests of connections: each in a process of its own, told to the window that asked and to no other. One at a time for a window. */
export class ConnectionTests {
  readonly #world: ConnectionTestsWorld;
  readonly #running = new Map<string, ConnectionTest>();
  /** By window: the test it asked for last, before it is known how to connect. */
  readonly #asked = new Map<number, string>();

  constructor(world: ConnectionTestsWorld) {
    this.#world = world;
  }

  /**
   * `gather` finds out how to connect, which may take a while: a person or the system's proxies are asked. A test that was
   * cancelled or overtaken by then does not begin. Failures: request-invalid (this test runs already), and those of `gather`.
   */
  async begin(
    testId: string,
    window: TestWindow,
    gather: () => Promise<Result<ConnectionConfig>>
  ): Promise<Result<null>> {
    if (this.#running.has(testId)) return fail('request-invalid', 'testId');
    this.windowGone(window.id);
    this.#asked.set(window.id, testId);
    const config = await gather();
    if (this.#asked.get(window.id) !== testId || this.#running.has(testId)) return succeed(null);
    this.#asked.delete(window.id);
    if (config.ok) this.#start(testId, config.value, window);
    return config.ok ? succeed(null) : config;
  }

  /** Only the window that asked may. */
  cancel(testId: string, windowId: number): void {
    if (this.#asked.get(windowId) === testId) this.#asked.delete(windowId);
    if (this.#running.get(testId)?.windowId === windowId) this.#end(testId);
  }

  /** Its page is another one now, or gone. */
  windowGone(windowId: number): void {
    this.#asked.delete(windowId);
    for (const [testId, test] of this.#running) if (test.windowId === windowId) this.#end(testId);
  }

  stopAll(): void {
    this.#asked.clear();
    for (const testId of this.#running.keys()) this.#end(testId);
  }

  #start(testId: string, config: ConnectionConfig, window: TestWindow): void {
    const probe = this.#world.fork();
    const limitMs = timeoutsPerTest * config.fields.connectTimeoutSeconds * 1_000 + extraMs;
    const test: ConnectionTest = {
      windowId: window.id,
      probe,
      tell: (event) => window.send(event),
      limit: setTimeout(() => this.#giveUp(testId, failure('no-answer', 'the test did not end')), limitMs),
      diagnosis: { startedAtMs: this.#world.nowMs(), steps: [], chain: [], failure: null, done: false }
    };
    this.#running.set(testId, test);
    // A probe is our own file and speaks ControlReport; a late word of one that was ended is passed over.
    probe.onMessage((message) => this.#heard(testId, test, message as ControlReport));
    probe.onExit((code) => {
      if (this.#running.get(testId) !== test) return;
      this.#world.bug(`a connection test ended by itself with exit code ${code}`);
      this.#giveUp(testId, failure('engine-stopped'));
    });
    const order: ControlMessage = { kind: 'probe', config };
    probe.post(order);
  }

  #heard(testId: string, test: ConnectionTest, report: ControlReport): void {
    if (report.kind === 'bug') this.#world.bug(`connection test: ${report.text}`);
    if (report.kind !== 'probe' || this.#running.get(testId) !== test) return;
    test.diagnosis = report.diagnosis;
    test.tell({ kind: 'test', testId, diagnosis: report.diagnosis });
    if (report.diagnosis.done) this.#end(testId);
  }

  #giveUp(testId: string, why: Failure): void {
    const test = this.#running.get(testId);
    if (!test) return;
    const steps = test.diagnosis.steps.map((step) =>
      step.outcome === 'running' ? { ...step, outcome: 'failed' as const } : step
    );
    this.#end(testId);
    test.tell({ kind: 'test', testId, diagnosis: { ...test.diagnosis, steps, failure: why, done: true } });
  }

  #end(testId: string): void {
    const test = this.#running.get(testId);
    if (!test) return;
    this.#running.delete(testId);
    clearTimeout(test.limit);
    test.probe.kill();
  }
}
