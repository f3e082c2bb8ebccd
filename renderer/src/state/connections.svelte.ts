import { SvelteMap } from 'svelte/reactivity';
import type { RequestInput, TreelineApi } from '#contract/app';
import type { ConnectionReport, ConnectionState } from '#contract/connection';
import { fail, type Failure, type Result } from '#contract/failure';
import { undoDeleteMs } from '#contract/limits';
import type { Profile } from '#contract/profile';
import type { ProfileDraft } from '#contract/profile-change';
import type { Subscription } from '#contract/subscription';
import type { Place } from './rail-order';

const idle: ConnectionState = { kind: 'idle' };

type Client = Pick<
  TreelineApi,
  | 'connect'
  | 'disconnect'
  | 'retryNow'
  | 'deleteProfile'
  | 'undoDelete'
  | 'saveProfile'
  | 'editProfile'
  | 'duplicateProfile'
  | 'arrangeProfiles'
  | 'addAddress'
  | 'startDemo'
  | 'show'
  | 'pickSchemas'
  | 'removeSchema'
>;

type ProfileChanges = RequestInput<'editProfile'>['changes'];

/** Profiles, what main says of their connections, and which one this window shows. */
export class Connections {
  profiles: readonly Profile[] = $state.raw([]);
  /** The connection deleted last, for as long as it can be brought back. */
  deleted: { readonly profileId: string; readonly name: string } | null = $state.raw(null);
  readonly #reports = new SvelteMap<string, ConnectionReport>();
  /** The order main was asked for last and has not answered yet. */
  #arranging: readonly Place[] | null = null;
  #wantedId: string | null = $state(null);
  #forgetting: ReturnType<typeof setTimeout> | null = null;
  /** The wanted one, while it exists; else the first. */
  readonly shown: Profile | null = $derived(
    this.profiles.find((profile) => profile.id === this.#wantedId) ?? this.profiles[0] ?? null
  );
  readonly #client: Client;
  readonly #report: (failure: Failure) => void;

  constructor(client: Client, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  start(profiles: readonly Profile[], reports: readonly ConnectionReport[], shownId: string | null): void {
    this.profiles = profiles;
    for (const report of reports) this.#reports.set(report.profileId, report);
    this.#wantedId = shownId;
  }

  /** Main's list, after any change of it. */
  acceptProfiles(profiles: readonly Profile[]): void {
    this.profiles = this.#asArranged(profiles);
    if (profiles.some(({ id }) => id === this.deleted?.profileId)) this.forgetDeleted();
  }

  /** What main tells of an earlier move does not take a later one back, which is still under way. */
  #asArranged(profiles: readonly Profile[]): readonly Profile[] {
    if (this.#arranging === null) return profiles;
    const places = new Map(this.#arranging.map(({ profileId, folder }, index) => [profileId, { folder, index }]));
    return profiles
      .map((profile) => ({ ...profile, folder: places.get(profile.id)?.folder ?? profile.folder }))
      .sort((one, other) => (places.get(one.id)?.index ?? places.size) - (places.get(other.id)?.index ?? places.size));
  }

  acceptReport(report: ConnectionReport): void {
    this.#reports.set(report.profileId, report);
  }

  acceptGone(profileId: string): void {
    this.#reports.delete(profileId);
  }

  find(profileId: string): Profile | null {
    return this.profiles.find(({ id }) => id === profileId) ?? null;
  }

  report(profileId: string): ConnectionReport | null {
    return this.#reports.get(profileId) ?? null;
  }

  state(profileId: string): ConnectionState {
    return this.#reports.get(profileId)?.state ?? idle;
  }

  show(profileId: string): void {
    if (this.#wantedId === profileId) return;
    this.#wantedId = profileId;
    void this.#do(this.#client.show({ profileId }));
  }

  async connect(profileId: string): Promise<void> {
    await this.#do(this.#client.connect({ profileId }));
  }

  async disconnect(profileId: string): Promise<void> {
    await this.#do(this.#client.disconnect({ profileId }));
  }

  async retryNow(profileId: string): Promise<void> {
    await this.#do(this.#client.retryNow({ profileId }));
  }

  /** It can be brought back until the next one is deleted or `undoDeleteMs` have passed. */
  async delete({ id, name }: Pick<Profile, 'id' | 'name'>): Promise<boolean> {
    const answer = await this.#client.deleteProfile({ profileId: id });
    if (!answer.ok) {
      this.#report(answer.failure);
      return false;
    }
    this.forgetDeleted();
    this.deleted = { profileId: id, name };
    this.#forgetting = setTimeout(() => this.forgetDeleted(), undoDeleteMs);
    return true;
  }

  /** Null: there was nothing to bring back, or it could not be. */
  async undoDelete(): Promise<Profile | null> {
    const { deleted } = this;
    if (!deleted) return null;
    this.forgetDeleted();
    const answer = await this.#client.undoDelete({ profileId: deleted.profileId });
    return this.#shownOrReported(answer);
  }

  forgetDeleted(): void {
    this.deleted = null;
    if (this.#forgetting !== null) clearTimeout(this.#forgetting);
    this.#forgetting = null;
  }

  async duplicate(profileId: string): Promise<Profile | null> {
    return this.#shownOrReported(await this.#client.duplicateProfile({ profileId }));
  }

  /** The rail in its new order: at once here, then as main keeps it. */
  async arrange(order: readonly Place[]): Promise<void> {
    const before = this.profiles;
    // The first of the list is shown where nobody chose: another first must not turn the window over.
    this.#wantedId ??= this.shown?.id ?? null;
    const known = new Map(before.map((profile) => [profile.id, profile]));
    this.profiles = order.flatMap(({ profileId, folder }) => {
      const profile = known.get(profileId);
      return profile ? [{ ...profile, folder }] : [];
    });
    this.#arranging = order;
    const answer = await this.#client.arrangeProfiles({ order: [...order] });
    if (this.#arranging === order) this.#arranging = null;
    if (answer.ok) return;
    this.profiles = before;
    this.#report(answer.failure);
  }

  /** The answer goes to whoever asked: a failure belongs next to the field or the button. */
  async addAddress(address: string): Promise<Result<Profile>> {
    return this.#shownAfter(await this.#client.addAddress({ address }));
  }

  async startDemo(): Promise<Result<Profile>> {
    return this.#shownAfter(await this.#client.startDemo());
  }

  async save(draft: ProfileDraft): Promise<Result<Profile>> {
    return this.#shownAfter(await this.#client.saveProfile(draft));
  }

  /** Mute or unmute a filter, or add one; a connection that is up is told at once. */
  setSubscriptions(profileId: string, subscriptions: readonly Subscription[]): Promise<boolean> {
    return this.change(profileId, { subscriptions: [...subscriptions] });
  }

  /** Some fields, here at once, so that a second click starts from the first one's; taken back when main refuses. */
  async change(profileId: string, changes: ProfileChanges): Promise<boolean> {
    if (!this.find(profileId)) return false;
    const answer = await this.requestChange(profileId, changes);
    if (!answer.ok) this.#report(answer.failure);
    return answer.ok;
  }

  /** The same, and the answer goes to whoever asked. */
  async requestChange(profileId: string, changes: ProfileChanges): Promise<Result<Profile>> {
    const before = this.find(profileId);
    if (!before) return fail('profile-not-found');
    this.#put({ ...before, ...changes } as Profile);
    const answer = await this.#client.editProfile({ profileId, changes });
    if (answer.ok) {
      this.#put(answer.value);
      return answer;
    }
    // It may be gone meanwhile, or have become another one.
    const now = this.find(profileId);
    if (now) this.#put({ ...now, ...pick(before, Object.keys(changes)) });
    return answer;
  }

  /** Asks for `.proto` files or descriptor sets, which are copied into the profile. Null: nothing was chosen. */
  async pickSchemas(profileId: string): Promise<Result<Profile | null>> {
    const answer = await this.#client.pickSchemas({ profileId });
    if (answer.ok && answer.value) this.#put(answer.value);
    return answer;
  }

  async removeSchema(profileId: string, fileName: string): Promise<Result<Profile>> {
    const answer = await this.#client.removeSchema({ profileId, fileName });
    if (answer.ok) this.#put(answer.value);
    return answer;
  }

  /** Changes what a failure was about, and connects anew with it. */
  async mend(profileId: string, changes: ProfileChanges): Promise<void> {
    const answer = await this.#client.editProfile({ profileId, changes });
    if (!answer.ok) return this.#report(answer.failure);
    this.#put(answer.value);
    await this.connect(profileId);
  }

  /** Main tells every window of the list too; what one has just done is not to wait for that. */
  #put(profile: Profile): void {
    const known = this.profiles.some(({ id }) => id === profile.id);
    this.profiles = known
      ? this.profiles.map((before) => (before.id === profile.id ? profile : before))
      : [...this.profiles, profile];
  }

  #shownOrReported(answer: Result<Profile>): Profile | null {
    if (!answer.ok) this.#report(answer.failure);
    return this.#shownAfter(answer).ok && answer.ok ? answer.value : null;
  }

  #shownAfter(answer: Result<Profile>): Result<Profile> {
    if (answer.ok) {
      if (!this.find(answer.value.id)) this.#put(answer.value);
      this.show(answer.value.id);
    }
    return answer;
  }

  async #do(request: Promise<Result<null>>): Promise<void> {
    const answer = await request;
    if (!answer.ok) this.#report(answer.failure);
  }
}

function pick(profile: Profile, names: readonly string[]): Partial<Profile> {
  return Object.fromEntries(Object.entries(profile).filter(([name]) => names.includes(name)));
}
