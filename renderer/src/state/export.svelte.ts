import { SvelteSet } from 'svelte/reactivity';
import type { AnswerTo, TreelineApi } from '#contract/app';
import type { Failure } from '#contract/failure';

type Client = Pick<TreelineApi, 'exportProfiles'>;

/** One export: which connections, and whether their secrets go along under a passphrase. */
export class ExportState {
  withSecrets = $state(false);
  passphrase = $state('');
  repeated = $state('');
  busy = $state(false);
  failure: Failure | null = $state.raw(null);
  /** Null: nothing was saved yet. */
  saved: NonNullable<AnswerTo['exportProfiles']> | null = $state.raw(null);
  readonly #chosen: SvelteSet<string>;
  readonly #ids: readonly string[];
  readonly #client: Client;
  readonly count: number = $derived(this.#count);
  /** The two passphrases are typed, and differ. */
  readonly differs: boolean = $derived(this.withSecrets && this.repeated !== '' && this.passphrase !== this.repeated);
  readonly ready: boolean = $derived(
    this.count > 0 && (!this.withSecrets || (this.passphrase !== '' && this.passphrase === this.repeated))
  );

  /** `ids`: all there are, in their order; `chosenId` null: all of them are chosen. */
  constructor(client: Client, ids: readonly string[], chosenId: string | null) {
    this.#client = client;
    this.#ids = ids;
    this.#chosen = new SvelteSet(chosenId === null ? ids : [chosenId]);
  }

  get #count(): number {
    return this.#chosen.size;
  }

  isChosen(id: string): boolean {
    return this.#chosen.has(id);
  }

  choose(id: string, on: boolean): void {
    if (on) this.#chosen.add(id);
    else this.#chosen.delete(id);
  }

  chooseAll(on: boolean): void {
    for (const id of this.#ids) this.choose(id, on);
  }

  async save(): Promise<void> {
    if (!this.ready || this.busy) return;
    this.busy = true;
    this.failure = null;
    const profileIds = this.#ids.filter((id) => this.#chosen.has(id));
    const answer = await this.#client.exportProfiles({
      profileIds,
      passphrase: this.withSecrets ? this.passphrase : null
    });
    this.busy = false;
    if (!answer.ok) this.failure = answer.failure;
    else if (answer.value) {
      this.saved = answer.value;
      this.passphrase = '';
      this.repeated = '';
    }
  }
}
