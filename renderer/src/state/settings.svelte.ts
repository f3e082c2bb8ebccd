import type { TreelineApi } from '#contract/app';
import type { Failure } from '#contract/failure';
import type { Settings, SettingsPatch } from '#contract/settings';

/** What the person set for the whole program, and the theme that follows from it. */
export class SettingsState {
  current: Settings = $state.raw() as Settings;
  #systemDark = $state(false);
  /** What `data-theme` says: "System" resolved. */
  readonly theme: 'light' | 'dark' = $derived(
    this.current.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.current.theme
  );
  readonly #client: Pick<TreelineApi, 'changeSettings'>;
  readonly #report: (failure: Failure) => void;

  constructor(client: Pick<TreelineApi, 'changeSettings'>, settings: Settings, report: (failure: Failure) => void) {
    this.#client = client;
    this.current = settings;
    this.#report = report;
  }

  accept(settings: Settings): void {
    this.current = settings;
  }

  /** Shown at once; main's answer (clamped, saved) is the truth. */
  async change(patch: SettingsPatch): Promise<void> {
    this.current = { ...this.current, ...patch } as Settings;
    const answer = await this.#client.changeSettings(patch);
    if (answer.ok) this.current = answer.value;
    else this.#report(answer.failure);
  }

  /** Follows the system's theme until the returned function is called. */
  followSystem(query: MediaQueryList): () => void {
    const read = () => (this.#systemDark = query.matches);
    read();
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }
}
