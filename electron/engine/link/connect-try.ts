import type { ConnectStep } from '#contract/connect-step';
import type { Diagnosis } from '#contract/diagnosis';
import type { EngineBudgets } from '#contract/engine-control';
import type { Failure, FailureFacts } from '#contract/failure';
import type { SpokenVersion } from '#contract/profile';
import type { Subscription } from '#contract/subscription';
import { Attempt, type LiveClient } from './attempt';
import type { BrokerSession } from './broker-session';
import type { Clock } from './clock';
import { DiagnosisLog, plannedSteps } from './diagnosis-log';
import type { Intake, Receiving } from './fast-lane';
import type { LinkConfig } from './link-config';
import type { AttemptEvents, RunningAttempt } from './supervisor';

export interface ConnectTryParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  readonly events: AttemptEvents;
  readonly receiving: Receiving;
  readonly session: BrokerSession;
  /** `auto`: the broker speaks another version than is remembered. */
  readonly versionFound: (version: SpokenVersion) => void;
  /** The filters are asked for as a step of the diagnosis; told while it happens, the end is in `ended`. */
  readonly test: { readonly diagnosed: (diagnosis: Diagnosis) => void } | null;
}

/** Ends that a broker without MQTT 5 gives a CONNECT of MQTT 5 (faults.md row 8), beside the plain refusal. */
const silentRefusals: ReadonlySet<Failure['code']> = new Set(['closed-before-connack', 'malformed-packet']);
/** These say less than any refusal a broker takes the trouble to send. */
const tellLittle: ReadonlySet<Failure['code']> = new Set([
  'closed-before-connack',
  'malformed-packet',
  'no-mqtt-answer',
  'no-answer',
  'refused',
  'reset'
]);

/**
 * One try of the supervisor: one attempt, and with the version `auto` a second one at once in the other version where the
 * broker does not take the first. What is remembered is tried first, and then given up only for a plain refusal: a broker
 * that restarts closes without a word, too.
 */
export class ConnectTry implements RunningAttempt {
  readonly #parts: ConnectTryParts;
  #budgets: EngineBudgets;
  #attempt: Attempt;
  #open = 0;
  #over = false;
  #closed: () => void = () => {};
  /** Resolves when nothing of this try is open any more. */
  readonly closed: Promise<void>;

  constructor(parts: ConnectTryParts) {
    this.#parts = parts;
    this.#budgets = parts.config.budgets;
    this.closed = new Promise((resolve) => {
      this.#closed = resolve;
    });
    this.#attempt = this.#start(firstVersion(parts.config), null);
  }

  /** Null until CONNACK and after the end. */
  get live(): LiveClient | null {
    return this.#attempt.live;
  }

  /** Null: no stream yet. */
  get intake(): Intake | null {
    return this.#attempt.intake;
  }

  /** Online only: changes the subscriptions of the link that is up. */
  want(subscriptions: readonly Subscription[]): void {
    this.#attempt.want(subscriptions);
  }

  setBudgets(budgets: EngineBudgets): void {
    this.#budgets = budgets;
    this.#attempt.setBudgets(budgets);
  }

  proveLife(): void {
    this.#attempt.proveLife();
  }

  /** A test is through with its last step; `problem` null: all went well. Closes, and gives the whole diagnosis. */
  finishTest(facts: FailureFacts, problem: Failure | null): Diagnosis {
    this.#over = true;
    return this.#attempt.finishTest(facts, problem);
  }

  close(): void {
    this.#over = true;
    this.#attempt.close();
  }

  #start(version: SpokenVersion, refused: Refused | null): Attempt {
    const { config, clock, events, receiving, session, test } = this.#parts;
    const log = new DiagnosisLog(clock, plannedSteps(config, test !== null), (diagnosis) => {
      if (!diagnosis.done) test?.diagnosed(diagnosis);
    });
    this.#open += 1;
    const attempt = new Attempt({
      config: { ...config, budgets: this.#budgets },
      version,
      fellBack: refused !== null && version === '3.1.1',
      strict: refused === null && this.#mayRefuseSilently(version),
      test: test !== null,
      clock,
      log,
      receiving,
      session,
      events: {
        step: (step: ConnectStep) => events.step(step),
        online: (clientId, facts) => {
          if (config.fields.mqttVersion === 'auto' && config.rememberedVersion !== version) {
            this.#parts.versionFound(version);
          }
          events.online(clientId, facts);
        },
        subscriptions: (subscriptions) => events.subscriptions(subscriptions),
        ended: (failure, diagnosis) => this.#ended(version, refused, { failure, diagnosis })
      }
    });
    void attempt.closed.then(() => {
      this.#open -= 1;
      if (this.#open === 0 && this.#over) this.#closed();
    });
    return attempt;
  }

  #ended(version: SpokenVersion, before: Refused | null, now: Refused): void {
    if (before === null && this.#triesOther(version, now)) {
      this.#attempt = this.#start(version === '5' ? '3.1.1' : '5', now);
      return;
    }
    this.#over = true;
    const told = before !== null && !cameUp(now) && tellLittle.has(now.failure.code) ? before : now;
    this.#parts.events.ended(told.failure, told.diagnosis);
  }

  #triesOther(version: SpokenVersion, { failure, diagnosis }: Refused): boolean {
    const { fields } = this.#parts.config;
    // The broker would refuse the sign-in instead, and the cause would be hidden.
    if (this.#over || fields.mqttVersion !== 'auto' || needsVersion5(fields)) return false;
    if (cameUp({ failure, diagnosis })) return false;
    if (failure.code === 'protocol-version-refused') return true;
    return silentRefusals.has(failure.code) && this.#mayRefuseSilently(version);
  }

  #mayRefuseSilently(version: SpokenVersion): boolean {
    const { fields, rememberedVersion } = this.#parts.config;
    return fields.mqttVersion === 'auto' && rememberedVersion === null && version === '5';
  }
}

function firstVersion({ fields, rememberedVersion }: LinkConfig): SpokenVersion {
  if (fields.mqttVersion !== 'auto') return fields.mqttVersion;
  return needsVersion5(fields) ? '5' : (rememberedVersion ?? '5');
}

/** 3.1.1 has no such sign-in. */
function needsVersion5({ signIn, mqtt5 }: LinkConfig['fields']): boolean {
  return signIn === 'enhanced' && mqtt5.authenticationMethod !== '';
}

interface Refused {
  readonly failure: Failure;
  readonly diagnosis: Diagnosis;
}

/** CONNACK accepted it: what ended it then is not about the version. */
function cameUp({ diagnosis }: Refused): boolean {
  return diagnosis.steps.some(({ step, outcome }) => step === 'mqtt' && outcome === 'done');
}
