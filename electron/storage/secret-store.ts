import { fail, succeed, type Failure, type Result } from '#contract/failure';
import { secretKindSchema, type SecretKind } from '#contract/secret-kind';
import { AtomicJsonFile } from './atomic-json-file';
import type { Cipher } from './cipher';
import { parseSecretFile, type SealedSecret, type SecretFile } from './secret-file';

/** All secrets of one profile, sealed ones as they are: nothing has to be opened to be kept, copied or put back. */
export interface KeptSecrets {
  readonly sealed: readonly Pick<SealedSecret, 'kind' | 'scheme' | 'data'>[];
  readonly thisRun: readonly (readonly [kind: SecretKind, secret: string])[];
}

/** `value` null: remove it. */
export interface SecretToKeep {
  readonly kind: SecretKind;
  readonly value: string | null;
}

export const noSecrets: KeptSecrets = { sealed: [], thisRun: [] };

/** What a person agreed to where there is no key store. Base64 and no more. */
const unprotected = 'unprotected';
/** No secret, but that there was one, kept for that run only. */
const lastRun = 'last-run';

/**
 * secrets.json: each secret sealed by the cipher on its own and tagged with its scheme. Without a key store a secret is kept in
 * memory for this run and never written, unless a person allowed it to be written unprotected; that there was one is written, so
 * that the next run can say what it lacks. What a lost key store sealed stays until it is replaced. Failures: secret-unreadable
 * (facts `what`: its kind; `why` 'last-run': it was kept for that run only), and those of its file, told with the profile file's
 * codes (facts `file`: secrets.json).
 */
export class SecretStore {
  readonly #file: AtomicJsonFile<SecretFile>;
  readonly #cipher: Cipher;
  readonly #thisRun = new Map<string, Map<SecretKind, string>>();
  #unprotectedAllowed = false;

  constructor(path: string, cipher: Cipher) {
    this.#cipher = cipher;
    this.#file = new AtomicJsonFile<SecretFile>(path, {
      version: 1,
      codes: { unreadable: 'profiles-unreadable', newer: 'profiles-newer', unwritable: 'profiles-unwritable' },
      empty: { sealed: [], unread: [], rest: {} },
      parse: parseSecretFile,
      serialise: ({ sealed, unread, rest }) => ({ ...rest, secrets: [...sealed, ...unread] }),
      copyHasMore: (copy, file) => copy.unread.length < file.unread.length && copy.sealed.length > file.sealed.length
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

  /** The secrets there are, be it for this run only. */
  kinds(profileId: string): readonly SecretKind[] {
    const sealed = this.#sealedOf(profileId).filter(({ scheme }) => scheme !== lastRun);
    return [...new Set([...kindsOf(sealed), ...(this.#thisRun.get(profileId)?.keys() ?? [])])];
  }

  /** The secrets there should be and that cannot be read now. One that only opening it would show to be broken is not among them. */
  lost(profileId: string): readonly SecretKind[] {
    const held = this.#thisRun.get(profileId);
    return kindsOf(this.#sealedOf(profileId).filter((each) => this.#isOutOfReach(each))).filter(
      (kind) => held?.has(kind) !== true
    );
  }

  /** Whether any of the profile's secrets will be gone at the next start. */
  forThisRunOnly(profileId: string): boolean {
    return (this.#thisRun.get(profileId)?.size ?? 0) > 0;
  }

  /** Null: there is none. Failure secret-unreadable: it stays on disk until replaced, as the key store may come back. */
  read(profileId: string, kind: SecretKind): Result<string | null> {
    const held = this.#thisRun.get(profileId)?.get(kind);
    if (held !== undefined) return succeed(held);
    const sealed = this.#sealedOf(profileId).find((each) => each.kind === kind);
    if (!sealed) return succeed(null);
    if (sealed.scheme === lastRun) return fail('secret-unreadable', '', { what: kind, why: lastRun });
    const secret = this.#open(sealed);
    return secret === null ? fail('secret-unreadable', '', { what: kind }) : succeed(secret);
  }

  /**
   * Keeps and removes secrets in one save. What cannot be sealed is kept for this run only, and an older one on disk gives way to
   * the mark that there was one.
   */
  async change(profileId: string, changes: readonly SecretToKeep[]): Promise<Result<unknown>> {
    const sealed = changes.map(({ kind, value }) => ({ kind, value, seal: value === null ? null : this.#seal(value) }));
    const named = new Set<string>(changes.map(({ kind }) => kind));
    const onDisk = this.#sealedOf(profileId).filter(({ kind }) => named.has(kind));
    const fresh = sealed.flatMap(({ kind, value, seal }) => {
      const written = seal ?? (value === null ? null : { scheme: lastRun, data: '' });
      return written === null ? [] : [{ profileId, kind, ...written }];
    });
    if (onDisk.length > 0 || fresh.length > 0) {
      const saved = await this.#file.update((file) => ({
        ...file,
        sealed: [...file.sealed.filter((each) => each.profileId !== profileId || !named.has(each.kind)), ...fresh]
      }));
      // With nothing but marks to write, a disk that cannot be written to is no obstacle.
      if (!saved.ok && [...onDisk, ...fresh].some(({ scheme }) => scheme !== lastRun)) return saved;
    }
    const held = new Map(this.#thisRun.get(profileId));
    for (const { kind, value, seal } of sealed) {
      if (value !== null && seal === null) held.set(kind, value);
      else held.delete(kind);
    }
    this.#thisRun.set(profileId, held);
    return succeed(null);
  }

  /** All that is kept for a profile, to be put back or given to another one. */
  kept(profileId: string): KeptSecrets {
    return {
      sealed: this.#sealedOf(profileId).map(({ kind, scheme, data }) => ({ kind, scheme, data })),
      thisRun: [...(this.#thisRun.get(profileId) ?? [])]
    };
  }

  /** Makes these, and no other, the secrets of a profile. */
  async putBack(profileId: string, { sealed, thisRun }: KeptSecrets): Promise<Result<unknown>> {
    if (sealed.length > 0 || this.#sealedOf(profileId).length > 0) {
      const saved = await this.#file.update((file) => ({
        ...file,
        sealed: [
          ...file.sealed.filter((each) => each.profileId !== profileId),
          ...sealed.map((each) => ({ profileId, ...each }))
        ]
      }));
      if (!saved.ok) return saved;
    }
    this.#thisRun.set(profileId, new Map(thisRun));
    return succeed(null);
  }

  /**
   * Whether secrets may be written unprotected where there is no key store. Brings what is kept in line with it at once: what
   * was kept for this run is written, or what was written unprotected is removed and kept for this run. With a key store
   * everything unprotected is sealed.
   */
  async allowUnprotected(allowed: boolean): Promise<Result<unknown>> {
    this.#unprotectedAllowed = allowed;
    const open = this.#file.value.sealed.flatMap((each) => (each.scheme === unprotected ? [each.profileId] : []));
    const ids = new Set([...open, ...this.#thisRun.keys()]);
    for (const profileId of ids) {
      const held = this.#thisRun.get(profileId) ?? new Map<SecretKind, string>();
      const written = this.#sealedOf(profileId).flatMap((each): SecretToKeep[] => {
        const kind = secretKindSchema.safeParse(each.kind).data;
        return each.scheme === unprotected && kind !== undefined && !held.has(kind)
          ? [{ kind, value: this.#open(each) }]
          : [];
      });
      const changed = await this.change(profileId, [
        ...written,
        ...[...held].map(([kind, value]) => ({ kind, value }))
      ]);
      if (!changed.ok) return changed;
    }
    return succeed(null);
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }

  #seal(secret: string): Pick<SealedSecret, 'scheme' | 'data'> | null {
    if (this.keyStore) {
      try {
        return { scheme: this.#cipher.scheme, data: Buffer.from(this.#cipher.encrypt(secret)).toString('base64') };
      } catch {
        // the key store locked itself just now: as if there were none
      }
    }
    return this.#unprotectedAllowed
      ? { scheme: unprotected, data: Buffer.from(secret, 'utf8').toString('base64') }
      : null;
  }

  /** Null: it cannot be opened now. */
  #open(sealed: SealedSecret): string | null {
    const { scheme, data } = sealed;
    const bytes = Buffer.from(data, 'base64');
    if (scheme === unprotected) return bytes.toString('utf8');
    if (this.#isOutOfReach(sealed)) return null;
    try {
      return this.#cipher.decrypt(bytes);
    } catch {
      return null;
    }
  }

  #isOutOfReach({ scheme }: SealedSecret): boolean {
    return scheme !== unprotected && (scheme !== this.#cipher.scheme || !this.keyStore);
  }

  #sealedOf(profileId: string): readonly SealedSecret[] {
    return this.#file.value.sealed.filter((each) => each.profileId === profileId);
  }
}

function kindsOf(sealed: readonly SealedSecret[]): readonly SecretKind[] {
  return sealed.flatMap(({ kind }) => secretKindSchema.safeParse(kind).data ?? []);
}
