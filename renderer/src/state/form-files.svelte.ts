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
  readonly #profileId: string | null;
  readonly #slots = new SvelteMap<FileKind, Slot>();
  readonly #failures = new SvelteMap<FileKind, Failure>();
  #pair: PickedFile['pair'] = $state.raw(null);
  readonly dirty: boolean = $derived([...this.#slots.values()].some(({ ticket }) => ticket !== undefined));

  constructor(client: Client, profile: Profile | null) {
    this.#client = client;
    this.#profileId = profile?.id ?? null;
    for (const kind of kinds) {
      this.#slots.set(kind, { ticket: undefined, facts: profile?.files[kind] ?? null, locked: false });
    }
  }

  facts(kind: FileKind): FileFacts | null {
    return this.#slots.get(kind)?.facts ?? null;
  }

  locked(kind: FileKind): boolean {
    return this.#slots.get(kind)?.locked === true;
  }

  /** Why the file picked last, or its passphrase, was refused; what was there before stays. */
  failure(kind: FileKind): Failure | null {
    return this.#failures.get(kind) ?? null;
  }

  /** Whether certificate and key belong together; null: not known. */
  get pair(): PickedFile['pair'] {
    return this.#pair;
  }

  /** What the draft says of the files. */
  changes(): FileChange[] {
    return [...this.#slots].flatMap(([kind, { ticket }]) => (ticket === undefined ? [] : [{ kind, ticket }]));
  }

  async pick(kind: FileKind): Promise<void> {
    const beside = this.changes();
    const answer = await this.#client.pickFile({ kind, profileId: this.#profileId, beside });
    if (answer.ok && answer.value === null) return;
    this.#failures.delete(kind);
    if (!answer.ok) this.#failures.set(kind, answer.failure);
    else if (answer.value) this.#take(kind, answer.value);
  }

  async unlock(kind: FileKind, passphrase: string): Promise<void> {
    const ticket = this.#slots.get(kind)?.ticket;
    if (typeof ticket !== 'string') return;
    const beside = this.changes();
    const answer = await this.#client.unlockFile({ ticket, passphrase, profileId: this.#profileId, beside });
    this.#failures.delete(kind);
    if (answer.ok) this.#take(kind, answer.value);
    else this.#failures.set(kind, answer.failure);
  }

  remove(kind: FileKind): void {
    this.#failures.delete(kind);
    this.#slots.set(kind, { ticket: null, facts: null, locked: false });
    if (kind === 'certificate' || kind === 'key') this.#pair = null;
  }

  #take(kind: FileKind, picked: PickedFile): void {
    this.#slots.set(kind, { ticket: picked.ticket, facts: picked.facts, locked: picked.locked });
    if (kind === 'certificate' || kind === 'key') this.#pair = picked.pair;
  }
}
