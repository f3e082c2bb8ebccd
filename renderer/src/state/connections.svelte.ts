import { SvelteMap } from 'svelte/reactivity';
import type { TreelineApi } from '#contract/app';
import type { ConnectionReport, ConnectionState } from '#contract/connection';
import type { Failure, Result } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { ProfileDraft } from '#contract/profile-change';

const idle: ConnectionState = { kind: 'idle' };

type Client = Pick<
  TreelineApi,
  'connect' | 'disconnect' | 'retryNow' | 'deleteProfile' | 'saveProfile' | 'addAddress' | 'startDemo' | 'show'
>;

/** Profiles, what main says of their connections, and which one this window shows. */
export class Connections {
  profiles: readonly Profile[] = $state.raw([]);
  readonly #reports = new SvelteMap<string, ConnectionReport>();
  #wantedId: string | null = $state(null);
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

  acceptReport(report: ConnectionReport): void {
    this.#reports.set(report.profileId, report);
  }

  acceptGone(profileId: string): void {
    this.#reports.delete(profileId);
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

  async delete(profileId: string): Promise<void> {
    await this.#do(this.#client.deleteProfile({ profileId }));
  }

  /** The answer goes to whoever asked: a failure belongs next to the field or the button. */
  async addAddress(address: string): Promise<Result<Profile>> {
    return this.#shownAfter(await this.#client.addAddress({ address }));
  }

  async startDemo(): Promise<Result<Profile>> {
    return this.#shownAfter(await this.#client.startDemo());
  }

  async save(draft: ProfileDraft): Promise<Result<Profile>> {
    const answer = await this.#client.saveProfile(draft);
    if (answer.ok && !this.profiles.some((profile) => profile.id === answer.value.id)) {
      this.profiles = [...this.profiles, answer.value];
    }
    return this.#shownAfter(answer);
  }

  /** For a connection that another client with the same ID pushes out: a fresh ID at each connect from now on. */
  async useNewClientId(profile: Profile): Promise<void> {
    const answer = await this.#client.saveProfile({
      id: profile.id,
      fields: {
        name: profile.name,
        address: profile.address,
        clientId: '',
        username: profile.username,
        mqttVersion: profile.mqttVersion,
        verifyCertificate: profile.verifyCertificate,
        subscriptions: [...profile.subscriptions]
      },
      password: { kind: 'keep' },
      ca: { kind: 'keep' },
      certificate: { kind: 'keep' },
      key: { kind: 'keep' }
    });
    if (answer.ok) await this.connect(profile.id);
    else this.#report(answer.failure);
  }

  #shownAfter(answer: Result<Profile>): Result<Profile> {
    if (answer.ok) this.show(answer.value.id);
    return answer;
  }

  async #do(request: Promise<Result<null>>): Promise<void> {
    const answer = await request;
    if (!answer.ok) this.#report(answer.failure);
  }
}
