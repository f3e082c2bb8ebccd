import { isSecure, isUnixSocket, isWebSocket } from '#contract/address';
import type { ConnectionConfig, EngineBudgets } from '#contract/engine-control';
import { fail, succeed, type Result } from '#contract/failure';
import type { ProxyRoute } from '#contract/proxy-options';
import type { SecretKind } from '#contract/secret-kind';
import type { EngineOrders } from './engine-orders';
import { basisOf } from './planned-profile';
import { secretAfter, type ProfilePlan } from './profile-plan';
import { fieldsOf, type ProfileShelf } from './profile-shelf';
import type { PlannedProfile } from './profiles';
import { proxyQuestion, systemProxy } from './system-proxy';

/** What a forked probe is told of a connection that was never saved. */
const testProfileId = 'test';

/** How long the system may look for its proxies: fetching a script from a server that is not there takes it a while. */
const systemProxyMs = 20_000;

type Secrets = Map<SecretKind, string>;

/**
 * All an engine needs of a profile, with the secrets its way of connecting uses and no other. Never leaves main but to an engine.
 */
export class ConnectionOrders {
  readonly #shelf: ProfileShelf;
  readonly #budgets: () => EngineBudgets;
  readonly #resolveProxy: (url: string) => Promise<string>;

  /** `resolveProxy` answers in the words of a PAC script. */
  constructor(shelf: ProfileShelf, budgets: () => EngineBudgets, resolveProxy: (url: string) => Promise<string>) {
    this.#shelf = shelf;
    this.#budgets = budgets;
    this.#resolveProxy = resolveProxy;
  }

  /** Failures: profile-not-found, secret-unreadable, proxy-unreachable. */
  async forProfile(profileId: string): Promise<Result<EngineOrders>> {
    const profile = this.#shelf.store.get(profileId);
    if (!profile) return fail('profile-not-found');
    const plan = { fields: fieldsOf(profile), files: profile.files, secrets: new Map() };
    const config = await this.forPlan({ basis: basisOf(this.#shelf, profile), plan });
    if (!config.ok) return config;
    const { protocol, host, port, path } = profile.address;
    return succeed({
      config: config.value,
      // The demo's port changes from start to start; its world does not.
      identity: profile.demo ? 'demo' : JSON.stringify([protocol, host.toLowerCase(), port, path, profile.username])
    });
  }

  /** Of a draft as it would be saved. Failures: secret-unreadable, proxy-unreachable. */
  async forPlan({ basis, plan }: PlannedProfile): Promise<Result<ConnectionConfig>> {
    const secrets: Secrets = new Map();
    for (const kind of neededSecrets(plan)) {
      const secret = secretAfter(basis, plan, kind);
      if (!secret.ok) return secret;
      if (secret.value !== null) secrets.set(kind, secret.value);
    }
    const proxy = await this.#proxyFor(plan, secrets);
    if (!proxy.ok) return proxy;
    const { fields, files } = plan;
    const { identity } = fields.tls;
    const certificate = identity === 'pem' ? files.certificate : identity === 'pkcs12' ? files.pkcs12 : null;
    return succeed({
      profileId: basis.before?.id ?? testProfileId,
      fields,
      password: secrets.get('password') ?? null,
      authenticationData: secrets.get('authentication-data') ?? null,
      headerSecrets: fields.headers.flatMap(({ id }) => {
        const value = secrets.get(`header-${id}`);
        return value === undefined ? [] : [[id, value] as const];
      }),
      caPem: fields.tls.trust === 'system' ? null : (files.ca?.pem ?? null),
      crlPem: files.crl?.pem ?? null,
      certificatePem: certificate?.pem ?? null,
      keyPem: secrets.get('key') ?? secrets.get('pkcs12-key') ?? null,
      proxy: proxy.value,
      rememberedVersion: fields.mqttVersion === 'auto' ? (basis.before?.rememberedVersion ?? null) : null,
      budgets: this.#budgets()
    });
  }

  async #proxyFor({ fields }: ProfilePlan, secrets: Secrets): Promise<Result<ProxyRoute | null>> {
    const { kind, host, port, username, namesAtProxy } = fields.proxy;
    const question = proxyQuestion(fields.address);
    if (kind === 'none' || question === null) return succeed(null);
    if (kind !== 'system') {
      const password = secrets.get('proxy-password') ?? null;
      return succeed({ kind, host, port, username, password, namesAtProxy, system: false });
    }
    // A script with an endless loop in it never answers.
    let impatience: ReturnType<typeof setTimeout> | undefined;
    const noAnswer = new Promise<never>((_resolve, reject) => {
      impatience = setTimeout(() => reject(new Error('no answer')), systemProxyMs);
    });
    try {
      return systemProxy(await Promise.race([this.#resolveProxy(question), noAnswer]));
    } catch {
      return fail('proxy-unreachable', 'the system did not answer', { proxySystem: 1 });
    } finally {
      clearTimeout(impatience);
    }
  }
}

/** One that is not used must not stop a connection when it cannot be opened. */
function neededSecrets({ fields }: ProfilePlan): readonly SecretKind[] {
  const { protocol } = fields.address;
  const { kind: proxy } = fields.proxy;
  const { identity } = fields.tls;
  return [
    ...(fields.signIn === 'username' || fields.signIn === 'enhanced' ? ['password' as const] : []),
    ...(fields.signIn === 'enhanced' ? ['authentication-data' as const] : []),
    ...((proxy === 'http' || proxy === 'socks5') && !isUnixSocket(protocol) ? ['proxy-password' as const] : []),
    ...(isSecure(protocol) && identity === 'pem' ? ['key' as const] : []),
    ...(isSecure(protocol) && identity === 'pkcs12' ? ['pkcs12-key' as const] : []),
    ...(isWebSocket(protocol)
      ? fields.headers.flatMap(({ id, secret }) => (secret ? [`header-${id}` as const] : []))
      : [])
  ];
}
