import type { ConnectStep } from '../../electron/contract/connect-step';
import type { Diagnosis } from '../../electron/contract/diagnosis';
import type { ConnectionConfig } from '../../electron/contract/engine-control';
import type { Result } from '../../electron/contract/failure';
import { systemClock, type Clock } from '../../electron/engine/link/clock';
import { DiagnosisLog, plannedSteps } from '../../electron/engine/link/diagnosis-log';
import { StreamOpening, type OpenedStream } from '../../electron/engine/link/streams/open-stream';

/** One way up to the stream of MQTT, and what was written down on it. */
export interface OpeningRun {
  readonly result: Result<OpenedStream>;
  readonly steps: readonly ConnectStep[];
  readonly diagnosis: Diagnosis;
}

/** The stream that is opened is destroyed at once: what is looked at is the way. */
export async function openOnce(config: ConnectionConfig, clock: Clock = systemClock): Promise<OpeningRun> {
  const log = new DiagnosisLog(clock, plannedSteps(config, false));
  const steps: ConnectStep[] = [];
  const result = await new Promise<Result<OpenedStream>>((resolve) => {
    new StreamOpening({ config, clock, log, step: (step) => steps.push(step), done: resolve });
  });
  if (result.ok) result.value.stream.destroy();
  log.end(result.ok ? null : result.failure);
  return { result, steps, diagnosis: log.diagnosis };
}
