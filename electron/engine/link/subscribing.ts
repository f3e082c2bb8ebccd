import type { MqttClient, Packet } from 'mqtt';
import type { SubscriptionState } from '#contract/connection';
import { failure, type Failure } from '#contract/failure';
import type { SessionFacts } from '#contract/session-facts';
import type { Subscription } from '#contract/subscription';
import type { Clock } from './clock';
import { miscountedFailure, reasonCodeOf, subscribeFailure } from './link-failure';
import { linkLimits } from './link-limits';

type Standing = Omit<SubscriptionState, 'filter'>;

interface Asked {
  readonly subscription: Subscription;
  standing: Standing;
  /** Ends the wait for the SUBACK; what comes of it then is not heard. */
  readonly forget: () => void;
}

export interface SubscribingParts {
  readonly client: MqttClient;
  readonly clock: Clock;
  readonly session: SessionFacts;
  /** What the broker may still have of earlier links; kept up to date. */
  readonly filters: Set<string>;
  /** Hears all that is known, each time it changes. */
  readonly changed: (subscriptions: readonly SubscriptionState[]) => void;
}

const asked: Standing = { standing: 'asked', grantedQos: null, failure: null };
/** Stands in a SUBACK for what MQTT.js would drop the whole link for. */
const unspecified = 0x80;

/**
 * The subscriptions of one client that is online. Each filter is subscribed by itself, so that one refused filter costs
 * no other, and a SUBACK is about one filter.
 */
export class Subscribing {
  readonly #parts: SubscribingParts;
  readonly #version5: boolean;
  /** Codes in a SUBACK that has not exactly one, by its packet identifier. */
  readonly #miscounted = new Map<number, number>();
  #asked: ReadonlyMap<string, Asked> = new Map();
  #first = true;

  constructor(parts: SubscribingParts) {
    this.#parts = parts;
    this.#version5 = parts.session.mqttVersion === '5';
    parts.client.on('packetreceive', this.#onPacket);
  }

  /**
   * Unsubscribes what is no longer wanted or off, subscribes what is new or wanted otherwise, leaves the rest alone. The
   * first time in a session the broker kept, what is off or gone is unsubscribed too: an earlier link, or an earlier run of
   * the program, may have asked for it.
   */
  want(subscriptions: readonly Subscription[]): void {
    const before = this.#asked;
    const { session, filters } = this.#parts;
    // A filter named twice is one subscription to the broker, the last [MQTT-3.8.4-3].
    const wanted = new Map(subscriptions.filter(({ on }) => on).map((one) => [one.filter, one]));
    let changed = this.#first || before.size !== wanted.size;
    if (this.#first && session.sessionPresent) {
      const known = new Set([...filters, ...subscriptions.map(({ filter }) => filter)]);
      for (const filter of known) if (!wanted.has(filter)) this.#giveUp(filter);
    }
    this.#first = false;
    for (const [filter, { subscription, forget }] of before) {
      const now = wanted.get(filter);
      if (now !== undefined && this.#sameOnTheWire(subscription, now)) continue;
      changed = true;
      forget();
      if (now === undefined) this.#giveUp(filter);
    }
    this.#asked = new Map(
      [...wanted].map(([filter, subscription]) => {
        const known = before.get(filter);
        const keeps = known !== undefined && this.#sameOnTheWire(known.subscription, subscription);
        return [filter, keeps ? known : this.#ask(subscription)];
      })
    );
    if (changed || [...before.keys()].join('\n') !== [...wanted.keys()].join('\n')) this.#report();
  }

  /** Ends all waits. */
  cancel(): void {
    this.#parts.client.off('packetreceive', this.#onPacket);
    for (const { forget } of this.#asked.values()) forget();
  }

  #giveUp(filter: string): void {
    const { client, filters } = this.#parts;
    filters.delete(filter);
    client.unsubscribe(filter, () => {});
  }

  #ask(subscription: Subscription): Asked {
    const { filter, qos } = subscription;
    const unsupported = this.#unsupported(subscription);
    if (unsupported !== null) return { subscription, standing: refused(unsupported), forget: () => {} };
    const { client, clock, filters } = this.#parts;
    filters.add(filter);
    let open = true;
    const settle = (standing: Standing): void => {
      cancelWait();
      entry.standing = standing;
      this.#report();
    };
    const cancelWait = clock.after(linkLimits.subackMs, () =>
      settle({
        ...asked,
        failure: failure('subscribe-unanswered', '', { filter, seconds: linkLimits.subackMs / 1_000 })
      })
    );
    const forget = (): void => {
      open = false;
      cancelWait();
    };
    const entry: Asked = { subscription, standing: asked, forget };
    client.subscribe(filter, this.#options(subscription), (error, _granted, suback) => {
      if (!open) return;
      const standing = this.#standing(filter, qos, error, suback);
      // Neither code nor SUBACK: the connection closed under it, and the link tells.
      if (standing === null) return cancelWait();
      settle(standing);
    });
    return entry;
  }

  /** What 3.1.1 has no word for is left out; [MQTT-3.8.3-4]: no local and shared do not go together. */
  #options(subscription: Subscription): Parameters<MqttClient['subscribe']>[1] & object {
    const { filter, qos, noLocal, retainAsPublished, retainHandling, subscriptionId } = subscription;
    if (!this.#version5) return { qos };
    return {
      qos,
      nl: noLocal && !isShared(filter),
      rap: retainAsPublished,
      rh: retainHandling,
      ...(subscriptionId === null ? {} : { properties: { subscriptionIdentifier: subscriptionId } })
    };
  }

  #sameOnTheWire(one: Subscription, other: Subscription): boolean {
    const [before, now] = [this.#options(one), this.#options(other)];
    return JSON.stringify(before) === JSON.stringify(now);
  }

  /** What the broker said in CONNACK it does not take: asking all the same is a protocol error that closes the link. */
  #unsupported({ filter, subscriptionId }: Subscription): Failure | null {
    const { subscriptionIdsAvailable, sharedAvailable, wildcardsAvailable } = this.#parts.session;
    if (sharedAvailable === false && isShared(filter)) return subscribeFailure(filter, { reasonCode: 0x9e }, true);
    if (subscriptionIdsAvailable === false && subscriptionId !== null) {
      return subscribeFailure(filter, { reasonCode: 0xa1 }, true);
    }
    if (wildcardsAvailable === false && /[+#]/.test(filter))
      return subscribeFailure(filter, { reasonCode: 0xa2 }, true);
    return null;
  }

  #standing(
    filter: string,
    qos: Subscription['qos'],
    error: Error | null,
    suback: Packet | undefined
  ): Standing | null {
    const answer = suback?.cmd === 'suback' ? suback : null;
    const codes = answer === null ? undefined : this.#miscounted.get(answer.messageId ?? 0);
    if (answer !== null && codes !== undefined) {
      this.#miscounted.delete(answer.messageId ?? 0);
      return refused(miscountedFailure(filter, codes));
    }
    const first = answer?.granted[0];
    const code = typeof first === 'number' ? first : null;
    if (!error) {
      return { standing: 'granted', grantedQos: code === 0 || code === 1 || code === 2 ? code : qos, failure: null };
    }
    const reasonCode = reasonCodeOf(error) ?? code;
    if (reasonCode === null) return null;
    const reasonString = answer?.properties?.reasonString;
    return refused(subscribeFailure(filter, { reasonCode, reasonString }, this.#version5));
  }

  /** Before MQTT.js, which would take the link down for a SUBACK of the wrong length: it is one filter's misfortune. */
  readonly #onPacket = (packet: Packet): void => {
    if (packet.cmd !== 'suback' || packet.granted.length === 1) return;
    this.#miscounted.set(packet.messageId ?? 0, packet.granted.length);
    packet.granted = [unspecified];
  };

  #report(): void {
    this.#parts.changed([...this.#asked].map(([filter, { standing }]) => ({ filter, ...standing })));
  }
}

function refused(reason: Failure): Standing {
  return { standing: 'refused', grantedQos: null, failure: reason };
}

function isShared(filter: string): boolean {
  return filter.startsWith('$share/');
}
