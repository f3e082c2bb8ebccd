import type { BrokerAddress, ParsedAddress } from '#contract/address';
import { fail, succeed, type Failure, type Result } from '#contract/failure';
import { profileFieldsSchema, type Profile, type ProfileFields, type SpokenVersion } from '#contract/profile';
import type { FileChange, ProfileDraft } from '#contract/profile-change';
import { usualFields } from '#contract/usual-fields';
import { copyName } from '#contract/words/copy-name';
import { demoConnectionName } from '#contract/words/dialogs';
import type { StoredProfile } from '../storage/stored-profile';
import type { CertificateFiles } from './certificate-files';
import { DeletedProfiles } from './deleted-profiles';
import { afterPlan, basisOf, changesOf, newProfile } from './planned-profile';
import { profileForAddress } from './profile-for-address';
import { filesOfTickets, pairOf, planProfile, type PlanBasis, type ProfilePlan } from './profile-plan';
import { fieldsOf, type ProfileShelf } from './profile-shelf';
import { SecretMoves, type AskSecretMove } from './secret-move';

/** A profile and what is to become of it. */
export interface PlannedProfile {
  readonly basis: PlanBasis;
  readonly plan: ProfilePlan;
}

/** What a person does with profiles: save, edit, copy, delete and bring back, put in order. */
export class Profiles {
  readonly #shelf: ProfileShelf;
  readonly #files: CertificateFiles;
  readonly #deleted: DeletedProfiles;
  readonly #moves = new SecretMoves();

  constructor(shelf: ProfileShelf, files: CertificateFiles, nowMs: () => number) {
    this.#shelf = shelf;
    this.#files = files;
    this.#deleted = new DeletedProfiles(shelf, nowMs);
  }

  /** For the page: secrets only as "there is one". */
  all(): readonly Profile[] {
    return this.#shelf.all();
  }

  get(profileId: string): Profile | null {
    const profile = this.#shelf.store.get(profileId);
    return profile && this.#shelf.shown(profile);
  }

  /**
   * What a draft would make of its profile, files and secrets merged. Failures: profile-not-found, key-file-invalid,
   * request-invalid (a ticket nobody gave out), secret-kept-back.
   */
  async plan(draft: ProfileDraft, ask: AskSecretMove): Promise<Result<PlannedProfile>> {
    const basis = this.#basis(draft.id);
    if (draft.id !== null && !basis.before) return fail('profile-not-found');
    const files = filesOfTickets(draft.files, (ticket, kind) => this.#files.get(ticket, kind));
    if (!files.ok) return files;
    const plan = planProfile(basis, { fields: draft.fields, secrets: draft.secrets, files: files.value });
    if (!plan.ok) return plan;
    const settled = await this.#moves.settle(basis, plan.value, ask);
    return settled.ok ? succeed({ basis, plan: settled.value }) : settled;
  }

  /** Failures: plan's, profiles-unwritable, profiles-newer. */
  async save(draft: ProfileDraft, ask: AskSecretMove): Promise<Result<Profile>> {
    const planned = await this.plan(draft, ask);
    if (!planned.ok) return planned;
    const saved = await this.#keep(draft.id, planned.value.plan);
    if (saved.ok) for (const { ticket } of draft.files) if (ticket !== null) this.#files.forget(ticket);
    return saved;
  }

  /** Changes some fields. Failures: profile-not-found, secret-kept-back, profiles-unwritable, profiles-newer. */
  async edit(profileId: string, changes: Partial<ProfileFields>, ask: AskSecretMove): Promise<Result<Profile>> {
    const before = this.#shelf.store.get(profileId);
    if (!before) return fail('profile-not-found');
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const fields = profileFieldsSchema.parse({ ...fieldsOf(before), ...Object.fromEntries(given) });
    return this.save({ id: profileId, fields, secrets: [], files: [] }, ask);
  }

  /** Right behind the original, with its files and secrets. Failures: profile-not-found, profiles-unwritable, profiles-newer. */
  async duplicate(profileId: string): Promise<Result<Profile>> {
    const original = this.#shelf.store.get(profileId);
    if (!original) return fail('profile-not-found');
    const name = copyName(
      original.name,
      this.#shelf.store.all().map((profile) => profile.name)
    );
    // Two that connect at once with the same client id would throw each other out.
    const copy = { ...original, id: newProfile(original).id, name, autoConnect: false, demo: false, origin: null };
    return this.#shelf.keepWith(copy, this.#shelf.secrets.kept(profileId), profileId);
  }

  /** Failures: profile-not-found, profiles-unwritable, profiles-newer. */
  delete(profileId: string): Promise<Result<null>> {
    return this.#deleted.delete(profileId);
  }

  /** Failures: undo-expired, profiles-unwritable, profiles-newer. */
  undoDelete(profileId: string): Promise<Result<Profile>> {
    return this.#deleted.undo(profileId);
  }

  /** Failures: profiles-unwritable, profiles-newer. */
  async arrange(order: readonly { readonly profileId: string; readonly folder: string }[]): Promise<Result<null>> {
    const saved = await this.#shelf.store.arrange(order);
    if (!saved.ok) return saved;
    this.#shelf.tell();
    return succeed(null);
  }

  /** What a broker was found to speak. A disk that cannot be written to costs a second try at the next start. */
  async rememberVersion(profileId: string, version: SpokenVersion): Promise<void> {
    const profile = this.#shelf.store.get(profileId);
    if (!profile || profile.mqttVersion !== 'auto' || profile.rememberedVersion === version) return;
    await this.#shelf.keep({ ...profile, rememberedVersion: version }, []);
  }

  /**
   * Whether the client certificate and its key belong together once these changes are made; null: one of them is not known.
   * Failure: key-file-invalid.
   */
  pairAfter(profileId: string | null, changes: readonly FileChange[]): Result<null> | null {
    const basis = this.#basis(profileId);
    const files = filesOfTickets(changes, (ticket, kind) => this.#files.get(ticket, kind));
    if (!files.ok) return null;
    const address: BrokerAddress = { protocol: 'mqtt', host: '', port: 0, path: '/' };
    const fields = basis.before ? fieldsOf(basis.before) : usualFields('', address);
    const plan = planProfile(basis, { fields, secrets: [], files: files.value });
    return plan.ok ? pairOf(basis, plan.value) : plan;
  }

  /** The profile of this address and user, made if there is none. A password typed with it becomes its secret. */
  async forAddress(typed: ParsedAddress): Promise<Result<Profile>> {
    const { known, fresh } = profileForAddress(typed, this.#shelf.store.all());
    const secrets = typed.password === null ? [] : [{ kind: 'password' as const, value: typed.password }];
    if (known) return secrets.length > 0 ? this.#shelf.keep(known, secrets) : succeed(this.#shelf.shown(known));
    if (!profileFieldsSchema.safeParse(fresh).success) return fail('address-invalid');
    return this.#shelf.keep(newProfile(fresh), secrets);
  }

  /** The demo broker's profile, at the port it listens on now. It works for this run even if it cannot be saved. */
  async forDemo(port: number): Promise<{ readonly profile: Profile; readonly unsaved: Failure | null }> {
    const address: BrokerAddress = { protocol: 'mqtt', host: '127.0.0.1', port, path: '/' };
    const known = this.#shelf.store.all().find((profile) => profile.demo);
    const profile: StoredProfile = known
      ? { ...known, address: { ...known.address, ...address } }
      : // Its broker speaks 3.1.1: nothing has to be found out.
        { ...newProfile({ ...usualFields(demoConnectionName, address), mqttVersion: '3.1.1' }), demo: true };
    const saved = await this.#shelf.keep(profile, []);
    if (saved.ok) return { profile: saved.value, unsaved: null };
    this.#shelf.store.hold(profile);
    this.#shelf.tell();
    return { profile: this.#shelf.shown(profile), unsaved: saved.failure };
  }

  /** As the setting says, at once. Failures: profiles-unwritable, profiles-newer. */
  async allowUnprotectedSecrets(allowed: boolean): Promise<Result<unknown>> {
    const done = await this.#shelf.secrets.allowUnprotected(allowed);
    this.#shelf.tell();
    return done;
  }

  async #keep(draftId: string | null, plan: ProfilePlan): Promise<Result<Profile>> {
    const before = draftId === null ? null : this.#shelf.store.get(draftId);
    // It may have been deleted while a person was asked.
    if (draftId !== null && !before) return fail('profile-not-found');
    return this.#shelf.keep(afterPlan(before, plan), changesOf(plan));
  }

  #basis(profileId: string | null): PlanBasis {
    const before = profileId === null ? null : this.#shelf.store.get(profileId);
    return basisOf(this.#shelf, before);
  }
}
