import { randomBytes } from 'node:crypto';
import type { SubscriptionState } from '#contract/connection';
import type { Diagnosis } from '#contract/diagnosis';
import type { ProfileFields } from '#contract/profile';
import { newSession } from './broker-session';
import type { Clock } from './clock';
import { ConnectTry } from './connect-try';
import type { LinkConfig } from './link-config';

export interface ProbeParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  /** At each change; `done` at the end, once. */
  readonly changed: (diagnosis: Diagnosis) => void;
}

/**
 * Connects once to see how far it goes: the same way as a link, then each filter that is on is asked for, then a goodbye.
 * What messages come meanwhile is dropped.
 */
export class Probe {
  readonly #parts: ProbeParts;
  readonly #try: ConnectTry;
  #done = false;

  constructor(parts: ProbeParts) {
    this.#parts = parts;
    this.#try = new ConnectTry({
      config: { ...parts.config, fields: probeFields(parts.config.fields) },
      clock: parts.clock,
      receiving: { received: () => {}, stored: () => {}, overload: () => {} },
      session: newSession(),
      versionFound: () => {},
      test: { diagnosed: (diagnosis) => this.#tell(diagnosis) },
      events: {
        step: () => {},
        online: () => {},
        subscriptions: (subscriptions) => this.#asked(subscriptions),
        ended: (_failure, diagnosis) => this.#end(diagnosis)
      }
    });
  }

  /** Ends it where it stands, without a word; resolves when no socket and no timer is left. */
  async close(): Promise<void> {
    this.#done = true;
    this.#try.close();
    await this.#try.closed;
  }

  #tell(diagnosis: Diagnosis): void {
    if (!this.#done) this.#parts.changed(diagnosis);
  }

  #asked(subscriptions: readonly SubscriptionState[]): void {
    const open = subscriptions.some(({ standing, failure }) => standing === 'asked' && failure === null);
    if (this.#done || open) return;
    const granted = subscriptions.filter(({ standing }) => standing === 'granted').length;
    const problem = subscriptions.find(({ failure }) => failure !== null)?.failure ?? null;
    this.#done = true;
    const diagnosis = this.#try.finishTest({ granted, asked: subscriptions.length }, problem);
    // Whoever hears of the end ends this process: not before the goodbye is out.
    void this.#try.closed.then(() => this.#parts.changed(diagnosis));
  }

  #end(diagnosis: Diagnosis): void {
    if (this.#done) return;
    this.#done = true;
    this.#parts.changed(diagnosis);
  }
}

/** Nothing of it stays at the broker, and no client of the person's is pushed out. */
function probeFields(fields: ProfileFields): ProfileFields {
  return {
    ...fields,
    clientId: `treeline-test-${randomBytes(4).toString('hex')}`,
    cleanStart: true,
    will: { ...fields.will, on: false },
    mqtt5: { ...fields.mqtt5, sessionExpirySeconds: null },
    // A member of a shared subscription would take messages from the others.
    subscriptions: fields.subscriptions
      .filter(({ on, filter }) => on && !filter.startsWith('$share/'))
      .map((subscription) => ({ ...subscription, retainHandling: 2 }))
  };
}
