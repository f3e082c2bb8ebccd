import { z } from 'zod';
import { fail, succeed, type Failure, type Result } from '#contract/failure';
import { AtomicJsonFile } from './atomic-json-file';
import type { Cipher } from './cipher';

export type SecretKind = 'password' | 'key';

/** One secret on disk, encrypted on its own: one that cannot be read costs only itself. */
const sealedSchema = z.looseObject({
  profileId: z.string(),
  kind: z.string(),
  scheme: z.string(),
  /** base64 */
  data: z.string()
});
type Sealed = z.infer<typeof sealedSchema>;

interface SecretFile {
  readonly sealed: readonly Sealed[];
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * secrets.json: passwords and private keys, each sealed by the cipher and tagged with its scheme. Without a key store a
 * secret is kept in memory for this run and never written. Failures: secret-unreadable (facts `what`: 'password' | 'key'),
 * and those of its file, told with the profile file's codes (facts `file`: secrets.json).
 */
export class SecretStore {
  readonly #file: AtomicJsonFile<SecretFile>;
  readonly #cipher: Cipher;
  /** By `profileId kind`; ids have no space. */
  readonly #thisRun = new Map<string, string>();

  constructor(path: string, cipher: Cipher) {
    this.#cipher = cipher;
    this.#file = new AtomicJsonFile<SecretFile>(path, {
      version: 1,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: { sealed: [], rest: {} },
      parse: parseFile,
      serialise: ({ sealed, rest }) => ({ ...rest, secrets: sealed })
    });
  }

  load(): Promise<Failure | null> {
    return this.#file.load();
  }

  /** Whether this computer can keep secrets safely. */
  get keyStore(): boolean {
    try {
      return this.#cipher.available();
    } catch {
      return false;
    }
  }

  has(profileId: string, kind: SecretKind): boolean {
    return this.#thisRun.has(slot(profileId, kind)) || this.#sealed(profileId, kind) !== null;
  }

  /** Whether any of the profile's secrets will be gone at the next start. */
  forThisRunOnly(profileId: string): boolean {
    return this.#thisRun.has(slot(profileId, 'password')) || this.#thisRun.has(slot(profileId, 'key'));
  }

  /** Null: there is none. Failure secret-unreadable: it stays on disk until replaced, as the key store may come back. */
  read(profileId: string, kind: SecretKind): Result<string | null> {
    const held = this.#thisRun.get(slot(profileId, kind));
    if (held !== undefined) return succeed(held);
    const sealed = this.#sealed(profileId, kind);
    if (!sealed) return succeed(null);
    const unreadable = fail('secret-unreadable', '', { what: kind });
    if (sealed.scheme !== this.#cipher.scheme || !this.keyStore) return unreadable;
    try {
      return succeed(this.#cipher.decrypt(Buffer.from(sealed.data, 'base64')));
    } catch {
      return unreadable;
    }
  }

  /** Keeps a secret: on disk if it can be sealed, else for this run only, and an older one on disk is removed. */
  async set(profileId: string, kind: SecretKind, secret: string): Promise<Result<unknown>> {
    const data = this.#seal(secret);
    const saved = await this.#replace(profileId, kind, data === null ? null : { scheme: this.#cipher.scheme, data });
    if (data === null) this.#thisRun.set(slot(profileId, kind), secret);
    else if (saved.ok) this.#thisRun.delete(slot(profileId, kind));
    return saved;
  }

  async remove(profileId: string, kind: SecretKind): Promise<Result<unknown>> {
    const saved = await this.#replace(profileId, kind, null);
    if (saved.ok) this.#thisRun.delete(slot(profileId, kind));
    return saved;
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }

  #seal(secret: string): string | null {
    if (!this.keyStore) return null;
    try {
      return Buffer.from(this.#cipher.encrypt(secret)).toString('base64');
    } catch {
      return null;
    }
  }

  #sealed(profileId: string, kind: SecretKind): Sealed | null {
    return this.#file.value.sealed.find((each) => each.profileId === profileId && each.kind === kind) ?? null;
  }

  async #replace(
    profileId: string,
    kind: SecretKind,
    next: { readonly scheme: string; readonly data: string } | null
  ): Promise<Result<unknown>> {
    // Nothing on disk and nothing to write: a disk that cannot be written to is no obstacle.
    if (!next && !this.#sealed(profileId, kind)) return succeed(null);
    return this.#file.update((file) => {
      const others = file.sealed.filter((each) => each.profileId !== profileId || each.kind !== kind);
      return { ...file, sealed: next ? [...others, { profileId, kind, ...next }] : others };
    });
  }
}

function slot(profileId: string, kind: SecretKind): string {
  return `${profileId} ${kind}`;
}

function parseFile(file: Readonly<Record<string, unknown>>): SecretFile | null {
  const { version: _version, secrets, ...rest } = file;
  const sealed = z.array(sealedSchema).safeParse(secrets);
  return sealed.success ? { sealed: sealed.data, rest } : null;
}
