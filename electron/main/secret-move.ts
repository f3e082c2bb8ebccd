import { formatAddress, isUnixSocket } from '#contract/address';
import { assertNever } from '#contract/assert-never';
import { fail, succeed, type Result } from '#contract/failure';
import type { ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import { secretMoveWords } from '#contract/words/secret-move';
import { cleanLine } from '../exchange/clean-line';
import type { StoredFiles } from '../storage/stored-profile';
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
    const moved = movedSecrets(basis, plan);
    if (!before || moved.kinds.length === 0) return succeed(plan);
    const permission = JSON.stringify([before.id, moved.to]);
    if (this.#allowed.has(permission)) return succeed(plan);
    const from = formatAddress(before.address);
    const answer = await ask({ name: shown(before.name), from: shown(from), to: shown(moved.to) });
    switch (answer) {
      case 'send':
        this.#allowed.add(permission);
        return succeed(plan);
      case 'leave-out':
        return succeed(withoutSecrets(plan, moved.kinds));
      case 'cancel':
        return fail('secret-kept-back', '', { from, to: moved.to });
      default:
        return assertNever(answer);
    }
  }
}

/**
 * The same plan without what was saved for elsewhere, or for a broker that was made sure of in another way: for an import, where
 * nobody is asked one by one. `removed`: there was such a secret.
 */
export function withoutMovedSecrets(
  basis: PlanBasis,
  plan: ProfilePlan
): { readonly plan: ProfilePlan; readonly removed: boolean } {
  const { before } = basis;
  const lessSure =
    before !== null &&
    before.verifyCertificate &&
    assuranceOf(before, before.files) !== assuranceOf(plan.fields, plan.files);
  const { kinds } = movedSecrets(basis, plan, lessSure);
  return { plan: withoutSecrets(plan, kinds), removed: kinds.length > 0 };
}

/** What tells the broker from another one that answers in its place. */
function assuranceOf({ verifyCertificate, tls }: ProfileFields, { ca }: StoredFiles): string {
  const { trust, serverName, trusted } = tls;
  const authorities = trust === 'system' ? null : (ca?.pem ?? null);
  return JSON.stringify([verifyCertificate, trust, serverName, trusted?.fingerprint ?? null, authorities]);
}

/** Which saved secrets would go where they did not go before. A proxy in between sees what the broker is sent, too. */
function movedSecrets(
  { before, kinds }: PlanBasis,
  { fields, secrets }: ProfilePlan,
  otherBroker = false
): { readonly kinds: readonly SecretKind[]; readonly to: string } {
  const proxy = proxyOf(fields);
  const proxyMoved = before !== null && proxy !== null && proxy !== proxyOf(before);
  const brokerMoved = before !== null && (otherBroker || brokerOf(before) !== brokerOf(fields));
  const kept = kinds.filter((kind) => !fileSecrets.has(kind) && !secrets.has(kind));
  const broker = formatAddress(fields.address);
  return {
    kinds: kept.filter((kind) => proxyMoved || (brokerMoved && kind !== 'proxy-password')),
    to: proxyMoved ? secretMoveWords.route(broker, proxy) : broker
  };
}

/** The page chose these words: no line break or turn of direction in them may push the rest of the question out of sight. */
function shown(text: string): string {
  return cleanLine(text, 1_000);
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
