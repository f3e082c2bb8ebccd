import { SvelteSet } from 'svelte/reactivity';
import type { TreelineApi } from '#contract/app';
import type { ImportItem, ImportOutcome, ImportPreview, ImportSource } from '#contract/exchange';
import type { Failure, Result } from '#contract/failure';

type Client = Pick<TreelineApi, 'findImports' | 'openImport' | 'unlockImport' | 'runImport'>;

/** One import, from what was found on this computer to what became of it. Nothing is changed before `run`. */
export class ImportState {
  /** Null: still looking. */
  sources: readonly ImportSource[] | null = $state.raw(null);
  /** Null: nothing is opened. */
  preview: ImportPreview | null = $state.raw(null);
  /** Null: nothing was imported yet. */
  outcome: ImportOutcome | null = $state.raw(null);
  /** Why the last step could not be taken. */
  failure: Failure | null = $state.raw(null);
  /** Why the passphrase opened nothing. */
  passphraseFailure: Failure | null = $state.raw(null);
  /** Certificate files that are named by path may be read. */
  readFiles = $state(false);
  passphrase = $state('');
  busy = $state(false);
  readonly #chosen = new SvelteSet<string>();
  readonly #client: Client;
  /** Those that would be imported, in their order. */
  readonly chosen: readonly ImportItem[] = $derived(this.preview?.items.filter(({ id }) => this.#has(id)) ?? []);
  /** Files of the chosen ones that lie on this computer, each once. */
  readonly paths: readonly string[] = $derived([
    ...new Set(this.chosen.flatMap(({ files }) => files.flatMap(({ path }) => path ?? [])))
  ]);

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Looks for files of other tools. `straightOn`: whoever has seen what was found already goes on to the only one, or, where
   * there is none, chooses a file.
   */
  async find(straightOn = false): Promise<void> {
    const answer = await this.#client.findImports();
    this.sources = answer.ok ? answer.value : [];
    if (!answer.ok) this.failure = answer.failure;
    const [only = null, another] = this.sources;
    if (straightOn && answer.ok && !another) await this.open(only?.id ?? null);
  }

  /** Null: a person picks the file. */
  async open(sourceId: string | null): Promise<void> {
    const answer = await this.#step(() => this.#client.openImport({ sourceId }));
    if (answer?.ok && answer.value) this.#show(answer.value);
  }

  async unlock(): Promise<void> {
    const { preview, passphrase } = this;
    if (!preview || passphrase === '' || this.busy) return;
    this.busy = true;
    this.passphraseFailure = null;
    const answer = await this.#client.unlockImport({ ticket: preview.ticket, passphrase });
    this.busy = false;
    if (answer.ok) {
      this.passphrase = '';
      // What was chosen before stays chosen.
      this.preview = answer.value;
    } else this.passphraseFailure = answer.failure;
  }

  isChosen(id: string): boolean {
    return this.#has(id);
  }

  choose(id: string, on: boolean): void {
    if (on) this.#chosen.add(id);
    else this.#chosen.delete(id);
  }

  chooseAll(on: boolean): void {
    for (const { id } of this.preview?.items ?? []) this.choose(id, on);
  }

  async run(): Promise<void> {
    const { preview, chosen, readFiles } = this;
    if (!preview || chosen.length === 0) return;
    const items = chosen.map(({ id }) => id);
    const answer = await this.#step(() => this.#client.runImport({ ticket: preview.ticket, items, readFiles }));
    if (answer?.ok) this.outcome = answer.value;
  }

  /** To what was found, for another one. */
  back(): void {
    this.preview = null;
    this.outcome = null;
    this.failure = null;
    this.#forget();
  }

  #has(id: string): boolean {
    return this.#chosen.has(id);
  }

  /** What was imported before is not chosen by itself: it would replace what was changed since. */
  #show(preview: ImportPreview): void {
    this.#forget();
    this.preview = preview;
    for (const { id, known } of preview.items) if (known === null) this.#chosen.add(id);
  }

  #forget(): void {
    this.#chosen.clear();
    this.readFiles = false;
    this.passphrase = '';
    this.passphraseFailure = null;
  }

  /** One at a time; null: another one is under way. */
  async #step<T>(request: () => Promise<Result<T>>): Promise<Result<T> | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    const answer = await request();
    this.busy = false;
    if (!answer.ok) this.failure = answer.failure;
    return answer;
  }
}
