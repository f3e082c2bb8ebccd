import type { MqttClient } from 'mqtt';
import { failure, type Failure } from '#contract/failure';
import type { Subscription } from '#contract/subscription';
import type { Clock } from './clock';
import { reasonCodeOf, subscribeFailure } from './link-failure';
import { linkLimits } from './link-limits';
import type { SubscriptionsReport } from './supervisor';

type Standing = 'asked' | 'granted' | Failure;

interface Asked {
  readonly qos: Subscription['qos'];
  standing: Standing;
  /** Ends the wait for the SUBACK; what comes of it then is not heard. */
  readonly forget: () => void;
}

/**
 * The subscriptions of one client that is online. Each filter is subscribed by itself, so that one refused filter costs
 * no other. `changed` hears all that is known, each time it changes.
 */
export class Subscribing {
  readonly #client: MqttClient;
  readonly #clock: Clock;
  readonly #changed: (report: SubscriptionsReport) => void;
  #asked: ReadonlyMap<string, Asked> = new Map();

  constructor(client: MqttClient, clock: Clock, changed: (report: SubscriptionsReport) => void) {
    this.#client = client;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Unsubscribes what is no longer wanted, subscribes what is new or wanted with another QoS, leaves the rest alone. */
  want(subscriptions: readonly Subscription[]): void {
    const before = this.#asked;
    let changed = false;
    // A filter named twice is one subscription to the broker, with the last QoS [MQTT-3.8.4-3].
    const wanted = new Map(subscriptions.map(({ filter, qos }) => [filter, qos]));
    for (const [filter, asked] of before) {
      if (wanted.get(filter) === asked.qos) continue;
      changed = true;
      asked.forget();
      if (!wanted.has(filter)) this.#client.unsubscribe(filter, () => {});
    }
    this.#asked = new Map(
      [...wanted].map(([filter, qos]) => {
        const known = before.get(filter);
        return [filter, known?.qos === qos ? known : this.#ask(filter, qos)];
      })
    );
    if (changed) this.#report();
  }

  /** Ends all waits. */
  cancel(): void {
    for (const asked of this.#asked.values()) asked.forget();
  }

  #ask(filter: string, qos: Subscription['qos']): Asked {
    let open = true;
    const settle = (standing: Standing): void => {
      cancelWait();
      asked.standing = standing;
      this.#report();
    };
    const cancelWait = this.#clock.after(linkLimits.subackMs, () =>
      settle(failure('subscribe-unanswered', '', { filter, seconds: linkLimits.subackMs / 1_000 }))
    );
    const forget = (): void => {
      open = false;
      cancelWait();
    };
    const asked: Asked = { qos, standing: 'asked', forget };
    this.#client.subscribe(filter, { qos }, (error, _granted, suback) => {
      if (!open) return;
      if (!error) return settle('granted');
      const first = suback?.granted[0];
      const reasonCode = reasonCodeOf(error) ?? (typeof first === 'number' ? first : null);
      // Without a code the connection closed under it: the link tells.
      if (reasonCode === null) return cancelWait();
      const version5 = this.#client.options.protocolVersion === 5;
      settle(subscribeFailure(filter, { reasonCode, reasonString: suback?.properties?.reasonString }, version5));
    });
    return asked;
  }

  #report(): void {
    const granted: string[] = [];
    const problems: Failure[] = [];
    for (const [filter, { standing }] of this.#asked) {
      if (standing === 'granted') granted.push(filter);
      else if (standing !== 'asked') problems.push(standing);
    }
    this.#changed({ granted, problems });
  }
}
