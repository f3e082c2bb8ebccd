import type { ConnectionState, SubscriptionState } from '../../../../../electron/contract/connection';
import type { SessionFacts } from '../../../../../electron/contract/session-facts';
import { usualSession } from '../../../../support/usual-session';

type Online = Extract<ConnectionState, { kind: 'online' }>;

/** A connection that is up, to a broker that said nothing beyond what it must. */
export function exampleOnline(
  subscriptions: readonly SubscriptionState[] = [],
  more: Partial<SessionFacts> = {}
): Online {
  return {
    kind: 'online',
    sinceMs: 1_000,
    clientId: 'treeline-1',
    subscriptions,
    session: usualSession('5', more)
  };
}
