import { isSecure, isUnixSocket, isWebSocket } from '#contract/address';
import type { ChainCertificate, Diagnosis, DiagnosisStep, StepReport } from '#contract/diagnosis';
import type { Failure, FailureFacts } from '#contract/failure';
import type { Clock } from './clock';
import type { LinkConfig } from './link-config';

/** The steps this configuration takes, in order; those that do not apply are absent. `test`: filters are asked for too. */
export function plannedSteps({ fields, proxy }: LinkConfig, test: boolean): readonly DiagnosisStep[] {
  const { protocol } = fields.address;
  return [
    ...(isUnixSocket(protocol) ? (['tcp'] as const) : (['name', 'tcp'] as const)),
    ...(proxy === null ? [] : (['proxy'] as const)),
    ...(isSecure(protocol) ? (['tls'] as const) : []),
    ...(isWebSocket(protocol) ? (['websocket'] as const) : []),
    'mqtt',
    ...(test ? (['subscribe'] as const) : [])
  ];
}

/** Writes down one try to connect while it happens: each step with its time, what was found, and why it stopped. */
export class DiagnosisLog {
  readonly #changed: (diagnosis: Diagnosis) => void;
  readonly #startedAtMs: number;
  readonly #steps: StepReport[];
  #chain: readonly ChainCertificate[] = [];
  #failure: Failure | null = null;
  #done = false;
  #running = -1;
  #stepStartedMs = 0;

  constructor(clock: Clock, steps: readonly DiagnosisStep[], changed: (diagnosis: Diagnosis) => void = () => {}) {
    this.#changed = changed;
    this.#startedAtMs = clock.now();
    this.#steps = steps.map((step) => ({ step, outcome: 'not-reached', durationMs: null, facts: {} }));
  }

  get diagnosis(): Diagnosis {
    return {
      startedAtMs: this.#startedAtMs,
      steps: [...this.#steps],
      chain: this.#chain,
      failure: this.#failure,
      done: this.#done
    };
  }

  /** Ends the step before as done. A step that is not planned is passed over. */
  begin(step: DiagnosisStep): void {
    const next = this.#steps.findIndex((report) => report.step === step);
    if (this.#done || next === -1 || next <= this.#running) return;
    this.#endStep('done');
    this.#running = next;
    this.#stepStartedMs = performance.now();
    this.#write({ outcome: 'running' });
  }

  /** What the running step found; keys as in StepReport. */
  note(facts: FailureFacts): void {
    const running = this.#steps[this.#running];
    if (!this.#done && running) this.#write({ facts: { ...running.facts, ...facts } });
  }

  /** The chain the broker sent, leaf first. */
  chain(chain: readonly ChainCertificate[]): void {
    this.#chain = chain;
  }

  /** The end; null: all steps are through. Only the first end counts. */
  end(failure: Failure | null): void {
    if (this.#done) return;
    this.#done = true;
    this.#failure = failure;
    this.#endStep(failure === null ? 'done' : 'failed');
    this.#changed(this.diagnosis);
  }

  #endStep(outcome: 'done' | 'failed'): void {
    const running = this.#steps[this.#running];
    if (!running) return;
    const durationMs = performance.now() - this.#stepStartedMs;
    this.#steps[this.#running] = { ...running, outcome, durationMs };
  }

  #write(news: Partial<StepReport>): void {
    const running = this.#steps[this.#running];
    if (!running) return;
    this.#steps[this.#running] = { ...running, ...news };
    this.#changed(this.diagnosis);
  }
}
