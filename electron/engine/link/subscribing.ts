import type { MqttClient } from 'mqtt';
import { failure, type Failure } from '#contract/failure';
import type { Subscription } from '#contract/profile';
import type { Clock } from './clock';
import { reasonCodeOf, subscribeFailure } from './link-failure';
import { linkLimits } from './link-limits';

/**
 * Subscribes each filter by itself, so that one refused filter costs no other. `problems` hears all that is known to be
 * wrong, each time it changes. The answer cancels the waits.
 */
export function subscribeAll(
  client: MqttClient,
  subscriptions: readonly Subscription[],
  clock: Clock,
  problems: (problems: readonly Failure[]) => void
): () => void {
  const known = new Map<number, Failure>();
  const waits = subscriptions.map(({ filter, qos }, index) => {
    let open = true;
    const settle = (problem: Failure | null): void => {
      cancel();
      if (problem !== null) known.set(index, problem);
      else if (!known.delete(index)) return;
      problems([...known.entries()].sort(([a], [b]) => a - b).map(([, value]) => value));
    };
    const cancel = clock.after(linkLimits.subackMs, () =>
      settle(failure('subscribe-unanswered', '', { filter, seconds: linkLimits.subackMs / 1_000 }))
    );
    client.subscribe(filter, { qos }, (error, _granted, suback) => {
      if (!open) return;
      if (!error) return settle(null);
      const first = suback?.granted[0];
      const reasonCode = reasonCodeOf(error) ?? (typeof first === 'number' ? first : null);
      // Without a code the connection closed under it: the link tells.
      if (reasonCode === null) return cancel();
      settle(subscribeFailure(filter, { reasonCode, reasonString: suback?.properties?.reasonString }));
    });
    return () => {
      open = false;
      cancel();
    };
  });
  return () => {
    for (const cancel of waits) cancel();
  };
}
