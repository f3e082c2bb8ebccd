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
  /** What main said last. */
  #told: Settings;
  /** Changes that main has not answered yet, the newest last. */
  #asked: readonly SettingsPatch[] = [];

  constructor(client: Pick<TreelineApi, 'changeSettings'>, settings: Settings, report: (failure: Failure) => void) {
    this.#client = client;
    this.#told = this.current = settings;
    this.#report = report;
  }

  accept(settings: Settings): void {
    this.#told = settings;
    this.#show();
  }

  /** Shown at once; main's answer (clamped, saved) is the truth, but for what was changed after it was asked. */
  async change(patch: SettingsPatch): Promise<void> {
    this.#asked = [...this.#asked, patch];
    this.#show();
    const answer = await this.#client.changeSettings(patch);
    this.#asked = this.#asked.filter((asked) => asked !== patch);
    // What could not be saved holds as long as the window is open.
    this.#told = answer.ok ? answer.value : ({ ...this.#told, ...patch } as Settings);
    if (!answer.ok) this.#report(answer.failure);
    this.#show();
  }

  #show(): void {
    this.current = Object.assign({}, this.#told, ...this.#asked) as Settings;
  }

  /** Follows the system's theme until the returned function is called. */
  followSystem(query: MediaQueryList): () => void {
    const read = () => (this.#systemDark = query.matches);
    read();
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }
}
