import { formatAddress, isUnixSocket } from '#contract/address';
import { assertNever } from '#contract/assert-never';
import { fail, succeed, type Result } from '#contract/failure';
import type { ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import { fileSecrets, type PlanBasis, type ProfilePlan } from './profile-plan';

/** Saved secrets are about to go where they were not given for. */
export interface SecretMove {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export type SecretMoveAnswer = 'send' | 'leave-out' | 'cancel';
export type AskSecretMove = (move: SecretMove) => Promise<SecretMoveAnswer>;

/**
 * The page never sees a secret, but it says where to connect: a page gone bad could have a saved password sent anywhere. So
 * when the broker's or the proxy's origin changes and secrets stay that were saved for the old one, a person is asked in a
 * dialog of main's own. What was allowed once holds for this run.
 */
export class SecretMoves {
  readonly #allowed = new Set<string>();

  /** The plan as a person wants it. Failure: secret-kept-back (facts `from`, `to`). */
  async settle(basis: PlanBasis, plan: ProfilePlan, ask: AskSecretMove): Promise<Result<ProfilePlan>> {
    const { before } = basis;
    const kept = basis.kinds.filter((kind) => !fileSecrets.has(kind) && !plan.secrets.has(kind));
    const to = before ? newDestination(before, plan.fields) : null;
    if (!before || to === null || kept.length === 0) return succeed(plan);
    const permission = JSON.stringify([before.id, to]);
    if (this.#allowed.has(permission)) return succeed(plan);
    const from = formatAddress(before.address);
    const answer = await ask({ name: before.name, from, to });
    switch (answer) {
      case 'send':
        this.#allowed.add(permission);
        return succeed(plan);
      case 'leave-out':
        return succeed(withoutSecrets(plan, kept));
      case 'cancel':
        return fail('secret-kept-back', '', { from, to });
      default:
        return assertNever(answer);
    }
  }
}

/** The same plan without what was saved for elsewhere: for an import, where nobody is asked one by one. */
export function withoutMovedSecrets(basis: PlanBasis, plan: ProfilePlan): ProfilePlan {
  const moved = basis.before !== null && newDestination(basis.before, plan.fields) !== null;
  const kept = basis.kinds.filter((kind) => !fileSecrets.has(kind) && !plan.secrets.has(kind));
  return moved ? withoutSecrets(plan, kept) : plan;
}

/** Where secrets would go that they did not go before; null: nowhere. */
function newDestination(before: ProfileFields, after: ProfileFields): string | null {
  if (brokerOf(before) !== brokerOf(after)) return formatAddress(after.address);
  const proxy = proxyOf(after);
  return proxy !== null && proxy !== proxyOf(before) ? proxy : null;
}

function brokerOf({ address }: ProfileFields): string {
  const { protocol, host, port, path } = address;
  return JSON.stringify([protocol, host.toLowerCase(), port, isUnixSocket(protocol) ? path : '']);
}

function proxyOf({ proxy }: ProfileFields): string | null {
  return proxy.kind === 'http' || proxy.kind === 'socks5'
    ? `${proxy.kind}://${proxy.host.toLowerCase()}:${proxy.port}`
    : null;
}

function withoutSecrets(plan: ProfilePlan, kinds: readonly SecretKind[]): ProfilePlan {
  return { ...plan, secrets: new Map([...plan.secrets, ...kinds.map((kind) => [kind, null] as const)]) };
}
