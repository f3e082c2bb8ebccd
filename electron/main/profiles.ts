import { randomUUID } from 'node:crypto';
import type { BrokerAddress, ParsedAddress } from '#contract/address';
import { fail, succeed, type Failure, type Result } from '#contract/failure';
import { profileFieldsSchema, type Profile } from '#contract/profile';
import type { FileFacts } from '#contract/file-facts';
import type { ProfileDraft } from '#contract/profile-change';
import type { Settings } from '#contract/settings';
import type { ProfileStore } from '../storage/profile-store';
import type { SecretKind, SecretStore } from '../storage/secret-store';
import type { StoredCertificate, StoredProfile } from '../storage/stored-profile';
import { checkPair, type CertificateKind, type CheckedFile } from './certificate-check';
import type { CertificateFiles } from './certificate-files';
import { engineBudgets } from './engine-budgets';
import type { EngineOrders } from './engine-orders';
import { profileForAddress } from './profile-for-address';
import { demoConnectionName } from '#contract/words/dialogs';

/** What a draft says of one file: keep, remove, or this one. */
type FileChange = 'keep' | 'remove' | CheckedFile;

/** Profiles, their secrets and certificates, as one thing: what the page sees of them and what an engine is told. */
export class Profiles {
  readonly #store: ProfileStore;
  readonly #secrets: SecretStore;
  readonly #files: CertificateFiles;
  readonly #changed: (profiles: readonly Profile[]) => void;

  constructor(
    store: ProfileStore,
    secrets: SecretStore,
    files: CertificateFiles,
    changed: (profiles: readonly Profile[]) => void
  ) {
    this.#store = store;
    this.#secrets = secrets;
    this.#files = files;
    this.#changed = changed;
  }

  /** For the page: secrets only as "there is one". */
  all(): readonly Profile[] {
    return this.#store.all().map((profile) => this.#shown(profile));
  }

  get(profileId: string): Profile | null {
    const profile = this.#store.get(profileId);
    return profile && this.#shown(profile);
  }

  /** Failures: profile-not-found, key-file-invalid, request-invalid (a ticket nobody gave out), profiles-unwritable, -newer. */
  async save(draft: ProfileDraft): Promise<Result<Profile>> {
    const before = draft.id === null ? null : this.#store.get(draft.id);
    if (draft.id !== null && !before) return fail('profile-not-found');
    const files = this.#filesOf(draft);
    if (!files) return fail('request-invalid', 'ticket');
    const pair = this.#checkPair(before, files);
    if (pair && !pair.ok) return pair;

    const id = before?.id ?? randomUUID();
    const secrets = await this.#saveSecrets(id, draft, files.key);
    const saved = secrets.ok
      ? await this.#put({
          ...before,
          ...draft.fields,
          id,
          demo: before?.demo ?? false,
          ca: certificateAfter(before?.ca, files.ca),
          certificate: certificateAfter(before?.certificate, files.certificate),
          key: keyAfter(before?.key, files.key)
        })
      : secrets;
    if (!saved.ok) {
      if (!before) await this.#removeSecrets(id);
      return saved;
    }
    for (const change of [draft.ca, draft.certificate, draft.key]) {
      if (change.kind === 'set') this.#files.forget(change.ticket);
    }
    return saved;
  }

  /**
   * Whether the client certificate and its key belong together once these changes are made; null: one of them is not known.
   * Failure: key-file-invalid.
   */
  pairAfter(profileId: string | null, changes: Pick<ProfileDraft, 'certificate' | 'key'>): Result<null> | null {
    const certificate = this.#fileOf(changes.certificate, 'certificate');
    const key = this.#fileOf(changes.key, 'key');
    const before = profileId === null ? null : this.#store.get(profileId);
    return certificate && key ? this.#checkPair(before, { certificate, key }) : null;
  }

  /** Failures: profile-not-found, profiles-unwritable, profiles-newer. */
  async delete(profileId: string): Promise<Result<null>> {
    if (!this.#store.get(profileId)) return fail('profile-not-found');
    // First: a secret without its profile could never be removed.
    const removed = await this.#removeSecrets(profileId);
    if (!removed.ok) return removed;
    const deleted = await this.#store.delete(profileId);
    this.#changed(this.all());
    return deleted.ok ? succeed(null) : deleted;
  }

  /** The profile of this address and user, made if there is none. A password typed with it becomes its secret. */
  async forAddress(typed: ParsedAddress): Promise<Result<Profile>> {
    const { known, fresh } = profileForAddress(typed, this.#store.all());
    const id = known?.id ?? randomUUID();
    const fields = profileFieldsSchema.safeParse(fresh);
    if (!known && !fields.success) return fail('address-invalid');
    if (typed.password !== null) {
      const kept = await this.#secrets.set(id, 'password', typed.password);
      if (!kept.ok) return kept;
    }
    if (known) {
      this.#changed(this.all());
      return succeed(this.#shown(known));
    }
    const made = await this.#put({ ...fresh, id, demo: false, ca: null, certificate: null, key: null });
    if (!made.ok) await this.#removeSecrets(id);
    return made;
  }

  /** The demo broker's profile, at the port it listens on now. It works for this run even if it cannot be saved. */
  async forDemo(port: number): Promise<{ readonly profile: Profile; readonly unsaved: Failure | null }> {
    const address: BrokerAddress = { protocol: 'mqtt', host: '127.0.0.1', port, path: '/' };
    const known = this.#store.all().find((profile) => profile.demo);
    const { fresh } = profileForAddress({ address, username: null, password: null }, []);
    const profile: StoredProfile = known
      ? { ...known, address: { ...known.address, ...address } }
      : { ...fresh, name: demoConnectionName, id: randomUUID(), demo: true, ca: null, certificate: null, key: null };
    const saved = await this.#put(profile);
    if (saved.ok) return { profile: saved.value, unsaved: null };
    this.#store.hold(profile);
    this.#changed(this.all());
    return { profile: this.#shown(profile), unsaved: saved.failure };
  }

  /** Failures: profile-not-found, secret-unreadable. Never leaves main but to the engine. */
  ordersFor(profileId: string, settings: Settings): Result<EngineOrders> {
    const profile = this.#store.get(profileId);
    if (!profile) return fail('profile-not-found');
    const password = this.#secrets.read(profileId, 'password');
    if (!password.ok) return password;
    const keyPem = this.#secrets.read(profileId, 'key');
    if (!keyPem.ok) return keyPem;
    const { protocol, host, port, path } = profile.address;
    return succeed({
      config: {
        profileId,
        fields: profileFieldsSchema.parse(profile),
        password: password.value,
        caPem: profile.ca?.pem ?? null,
        certificatePem: profile.certificate?.pem ?? null,
        keyPem: keyPem.value,
        budgets: engineBudgets(settings)
      },
      // The demo's port changes from start to start; its world does not.
      identity: profile.demo ? 'demo' : JSON.stringify([protocol, host.toLowerCase(), port, path, profile.username])
    });
  }

  async #put(profile: StoredProfile): Promise<Result<Profile>> {
    const saved = await this.#store.put(profile);
    if (!saved.ok) return saved;
    this.#changed(this.all());
    return succeed(this.#shown(profile));
  }

  #shown(profile: StoredProfile): Profile {
    return {
      ...profileFieldsSchema.parse(profile),
      id: profile.id,
      demo: profile.demo,
      hasPassword: this.#secrets.has(profile.id, 'password'),
      secretsForThisRunOnly: this.#secrets.forThisRunOnly(profile.id),
      ca: profile.ca?.facts ?? null,
      certificate: profile.certificate?.facts ?? null,
      // Without a key store the key itself is gone after a restart; its name alone would promise too much.
      key: this.#secrets.has(profile.id, 'key') ? profile.key : null
    };
  }

  #filesOf(draft: ProfileDraft): Readonly<Record<CertificateKind, FileChange>> | null {
    const ca = this.#fileOf(draft.ca, 'ca');
    const certificate = this.#fileOf(draft.certificate, 'certificate');
    const key = this.#fileOf(draft.key, 'key');
    return ca && certificate && key ? { ca, certificate, key } : null;
  }

  #fileOf(change: ProfileDraft[CertificateKind], kind: CertificateKind): FileChange | null {
    return change.kind === 'set' ? this.#files.get(change.ticket, kind) : change.kind;
  }

  /** Where both the client certificate and its key will be known, they must belong together; null: they are not, or stay. */
  #checkPair(
    before: StoredProfile | null,
    files: Readonly<Record<'certificate' | 'key', FileChange>>
  ): Result<null> | null {
    if (files.certificate === 'keep' && files.key === 'keep') return null;
    const certificatePem = certificateAfter(before?.certificate, files.certificate)?.pem;
    const keyPem = this.#keyPemAfter(before, files.key);
    if (certificatePem === undefined || keyPem === null) return null;
    return checkPair(certificatePem, keyPem, keyAfter(before?.key, files.key)?.fileName ?? '');
  }

  #keyPemAfter(before: StoredProfile | null, change: FileChange): string | null {
    if (change === 'remove') return null;
    if (change !== 'keep') return change.pem;
    const kept = before ? this.#secrets.read(before.id, 'key') : succeed(null);
    return kept.ok ? kept.value : null;
  }

  async #saveSecrets(id: string, draft: ProfileDraft, key: FileChange): Promise<Result<unknown>> {
    const { password } = draft;
    const changes: readonly (readonly [SecretKind, string | null])[] = [
      ...(password.kind === 'keep' ? [] : [['password', password.kind === 'set' ? password.value : null] as const]),
      ...(key === 'keep' ? [] : [['key', key === 'remove' ? null : key.pem] as const])
    ];
    for (const [kind, value] of changes) {
      const saved = await (value === null ? this.#secrets.remove(id, kind) : this.#secrets.set(id, kind, value));
      if (!saved.ok) return saved;
    }
    return succeed(null);
  }

  async #removeSecrets(id: string): Promise<Result<unknown>> {
    const password = await this.#secrets.remove(id, 'password');
    const key = await this.#secrets.remove(id, 'key');
    return password.ok ? key : password;
  }
}

function certificateAfter(before: StoredCertificate | null | undefined, change: FileChange): StoredCertificate | null {
  if (change === 'keep') return before ?? null;
  return change === 'remove' ? null : { facts: change.facts, pem: change.pem };
}

function keyAfter(before: FileFacts | null | undefined, change: FileChange): FileFacts | null {
  if (change === 'keep') return before ?? null;
  return change === 'remove' ? null : change.facts;
}
