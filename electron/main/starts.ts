import { parseAddress } from '#contract/address';
import type { AppEvent } from '#contract/app';
import { fail, succeed, type Result } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { DemoBroker } from './demo-broker';
import type { Profiles } from './profiles';

export interface StartsWorld {
  readonly profiles: Profiles;
  readonly demo: Pick<DemoBroker, 'start' | 'stop'>;
  readonly connections: {
    connect(profileId: string): Promise<Result<null>>;
    retryNow(profileId: string): boolean;
    isWanted(profileId: string): boolean;
  };
  readonly broadcast: (event: AppEvent) => void;
}

/** The ways a connection begins: the demo, an address, a profile; from the page and from the command line alike. */
export class Starts {
  readonly #world: StartsWorld;

  constructor(world: StartsWorld) {
    this.#world = world;
  }

  /** Failures: demo-failed, and connect's. */
  async demo(): Promise<Result<Profile>> {
    const ready = await this.#demoProfile();
    if (!ready.ok) return ready;
    const connected = await this.#world.connections.connect(ready.value.id);
    return connected.ok ? ready : connected;
  }

  stopDemo(): void {
    this.#world.demo.stop();
  }

  /** Failures: address-invalid, profiles-unwritable, profiles-newer, and connect's. */
  async address(text: string): Promise<Result<Profile>> {
    const typed = parseAddress(text);
    if (!typed.ok) return typed;
    const profile = await this.#world.profiles.forAddress(typed.value);
    if (!profile.ok) return profile;
    const connected = await this.#world.connections.connect(profile.value.id);
    return connected.ok ? profile : connected;
  }

  /** Failures: profile-not-found, secret-unreadable, demo-failed. */
  async connect(profileId: string): Promise<Result<null>> {
    const profile = this.#world.profiles.get(profileId);
    if (!profile) return fail('profile-not-found');
    if (profile.demo) {
      const ready = await this.#demoProfile();
      if (!ready.ok) return ready;
    }
    return this.#world.connections.connect(profileId);
  }

  /** At start: every connection that is to be there by itself. One that cannot be shows why, and is no obstacle to others. */
  async automatic(): Promise<void> {
    const ids = this.#world.profiles.all().flatMap(({ id, autoConnect }) => (autoConnect ? [id] : []));
    await Promise.all(ids.map((id) => this.connect(id)));
  }

  /** A wait cut short; where no engine waits, or the demo may have to start, a connect. Failures: connect's. */
  async retryNow(profileId: string): Promise<Result<null>> {
    const demo = this.#world.profiles.get(profileId)?.demo === true;
    return !demo && this.#world.connections.retryNow(profileId) ? succeed(null) : this.connect(profileId);
  }

  /** The demo broker died and came back: whoever was connected to it follows. */
  async demoListensAgain(port: number): Promise<void> {
    const { profile } = await this.#world.profiles.forDemo(port);
    if (this.#world.connections.isWanted(profile.id)) await this.#world.connections.connect(profile.id);
  }

  async #demoProfile(): Promise<Result<Profile>> {
    const port = await this.#world.demo.start();
    if (!port.ok) return port;
    const { profile, unsaved } = await this.#world.profiles.forDemo(port.value);
    if (unsaved) this.#world.broadcast({ kind: 'notice', failure: unsaved });
    return succeed(profile);
  }
}
