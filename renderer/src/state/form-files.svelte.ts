import { SvelteMap } from 'svelte/reactivity';
import type { PickedFile, TreelineApi } from '#contract/app';
import type { Failure } from '#contract/failure';
import type { FileFacts } from '#contract/file-facts';
import type { FileKind, Profile } from '#contract/profile';
import type { FileChange } from '#contract/profile-change';

type Client = Pick<TreelineApi, 'pickFile' | 'unlockFile'>;

const kinds: readonly FileKind[] = ['ca', 'crl', 'certificate', 'key', 'pkcs12'];

/** One file of the form: as stored (`ticket` undefined), to be removed (null), or picked. */
interface Slot {
  readonly ticket: string | null | undefined;
  readonly facts: FileFacts | null;
  /** Picked and still under its passphrase: it cannot be saved so. */
  readonly locked: boolean;
}

/** The certificate files of a connection being edited. Nothing is stored before Save; main keeps what was picked. */
export class FormFiles {
  readonly #client: Client;
  readonly #profile: Profile | null;
  readonly #slots = new SvelteMap<FileKind, Slot>();
  readonly #failures = new SvelteMap<FileKind, Failure>();
  readonly #passphrases = new SvelteMap<FileKind, string>();
  readonly #passphraseFailures = new SvelteMap<FileKind, Failure>();
  readonly #unlocking = new SvelteMap<FileKind, Promise<void>>();
  #pair: PickedFile['pair'] = $state.raw(null);
  readonly dirty: boolean = $derived([...this.#slots.values()].some(({ ticket }) => ticket !== undefined));

  constructor(client: Client, profile: Profile | null) {
    this.#client = client;
    this.#profile = profile;
    for (const kind of kinds) this.#slots.set(kind, this.#stored(kind));
  }

  facts(kind: FileKind): FileFacts | null {
    return this.#slots.get(kind)?.facts ?? null;
  }

  locked(kind: FileKind): boolean {
    return this.#slots.get(kind)?.locked === true;
  }

  /** Why the file picked last was refused; what was there before stays. */
  failure(kind: FileKind): Failure | null {
    return this.#failures.get(kind) ?? null;
  }

  /** The refusal is read: what was there before stays, as it did. */
  forgetFailure(kind: FileKind): void {
    this.#failures.delete(kind);
  }

  /** As typed so far; empty once it opened the file. */
  passphrase(kind: FileKind): string {
    return this.#passphrases.get(kind) ?? '';
  }

  typePassphrase(kind: FileKind, text: string): void {
    this.#passphrases.set(kind, text);
    this.#passphraseFailures.delete(kind);
  }

  unlocking(kind: FileKind): boolean {
    return this.#unlocking.has(kind);
  }

  /** Why the passphrase typed last did not open the file. */
  passphraseFailure(kind: FileKind): Failure | null {
    return this.#passphraseFailures.get(kind) ?? null;
  }

  /** Whether certificate and key belong together; null: not known. */
  get pair(): PickedFile['pair'] {
    return this.#pair;
  }

  /** What the draft says of the files. */
  changes(): FileChange[] {
    return [...this.#slots].flatMap(([kind, { ticket }]) => (ticket === undefined ? [] : [{ kind, ticket }]));
  }

  /** The same without what is still under its passphrase: it is no use, and main would refuse all the rest with it. */
  open(): FileChange[] {
    return this.changes().filter(({ kind }) => !this.locked(kind));
  }

  /** Whether a file was taken; not, when the person closed the dialog or main refused it. */
  async pick(kind: FileKind): Promise<boolean> {
    const answer = await this.#client.pickFile({ kind, profileId: this.#profileId, beside: this.changes() });
    if (answer.ok && answer.value === null) return false;
    this.#failures.delete(kind);
    if (!answer.ok) this.#failures.set(kind, answer.failure);
    else if (answer.value) this.#take(kind, answer.value);
    return answer.ok;
  }

  /** With the passphrase that was typed: it is kept no longer than until it opens the file. One try at a time. */
  async unlock(kind: FileKind): Promise<void> {
    const running = this.#unlocking.get(kind);
    if (running) {
      await running;
      return this.#isUntried(kind) ? this.unlock(kind) : undefined;
    }
    const ticket = this.#slots.get(kind)?.ticket;
    if (typeof ticket !== 'string' || this.passphrase(kind) === '') return;
    const unlocking = this.#unlock(kind, ticket, this.passphrase(kind));
    this.#unlocking.set(kind, unlocking);
    await unlocking;
    this.#unlocking.delete(kind);
  }

  /** Every locked file that a passphrase was typed for and not tried with yet: nobody has to press Unlock. */
  async unlockTyped(): Promise<void> {
    await Promise.all(kinds.filter((kind) => this.#isUntried(kind)).map((kind) => this.unlock(kind)));
  }

  #isUntried(kind: FileKind): boolean {
    return this.locked(kind) && this.passphrase(kind) !== '' && !this.#passphraseFailures.has(kind);
  }

  async #unlock(kind: FileKind, ticket: string, passphrase: string): Promise<void> {
    const beside = this.changes();
    const answer = await this.#client.unlockFile({ ticket, passphrase, profileId: this.#profileId, beside });
    // Another file took its place meanwhile, or the passphrase was mended.
    if (this.#slots.get(kind)?.ticket !== ticket) return;
    if (answer.ok) this.#take(kind, answer.value);
    else if (this.passphrase(kind) === passphrase) this.#passphraseFailures.set(kind, answer.failure);
  }

  remove(kind: FileKind): void {
    this.#failures.delete(kind);
    this.#forgetPassphrase(kind);
    const stored = this.#stored(kind);
    this.#slots.set(kind, stored.facts ? { ticket: null, facts: null, locked: false } : stored);
    if (kind === 'certificate' || kind === 'key') this.#pair = null;
  }

  get #profileId(): string | null {
    return this.#profile?.id ?? null;
  }

  #stored(kind: FileKind): Slot {
    return { ticket: undefined, facts: this.#profile?.files[kind] ?? null, locked: false };
  }

  #forgetPassphrase(kind: FileKind): void {
    this.#passphrases.delete(kind);
    this.#passphraseFailures.delete(kind);
  }

  #take(kind: FileKind, picked: PickedFile): void {
    this.#forgetPassphrase(kind);
    this.#slots.set(kind, { ticket: picked.ticket, facts: picked.facts, locked: picked.locked });
    if (kind === 'certificate' || kind === 'key') this.#pair = picked.pair;
  }
}
