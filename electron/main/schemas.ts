import path from 'node:path';
import type { DecoderRule } from '#contract/decoder-rule';
import type { EngineSchema } from '#contract/engine-control';
import { fail, succeed, type Result } from '#contract/failure';
import { decodingBounds } from '#contract/limits';
import type { Profile } from '#contract/profile';
import type { SchemaFacts } from '#contract/schema-facts';
import type { SchemaFiles } from '../storage/schema-files';
import type { StoredProfile } from '../storage/stored-profile';
import { readBounded } from './bounded-file';
import type { ProfileShelf } from './profile-shelf';
import type { SchemaExchange } from './profile-transfer';

const maxNameCharacters = 255;

/** How an engine reads payloads. */
export interface EngineDecoding {
  readonly rules: readonly DecoderRule[];
  readonly schemas: readonly EngineSchema[];
}

/** Protobuf schemas of profiles: read and copied here when they are chosen, handed to engines; the page never names a path. */
export class Schemas implements SchemaExchange {
  readonly #shelf: ProfileShelf;
  readonly #files: SchemaFiles;
  readonly #copied = new WeakMap<Uint8Array, SchemaFacts>();

  constructor(shelf: ProfileShelf, files: SchemaFiles) {
    this.#shelf = shelf;
    this.#files = files;
  }

  /**
   * All of these files or none; one of a name that is there takes its place. Failures: profile-not-found, file-unreadable (facts
   * `fileName`; `reason` 'too-large' with `limitBytes`, 'too-many' with `limit`), profiles-unwritable, profiles-newer.
   */
  async add(profileId: string, files: readonly string[]): Promise<Result<Profile>> {
    const chosen: SchemaFacts[] = [];
    for (const file of files) {
      const name = path.basename(file).slice(-maxNameCharacters);
      const bytes = await readBounded(file, name, decodingBounds.schemaBytes);
      if (!bytes.ok) return bytes;
      const kept = await this.#copy(name, bytes.value);
      if (!kept.ok) return kept;
      chosen.push(kept.value);
    }
    return this.#join(profileId, chosen);
  }

  /** The same with what an import brings. */
  async bringIn(
    profileId: string,
    schemas: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  ): Promise<Result<Profile>> {
    const brought: SchemaFacts[] = [];
    for (const { name, bytes } of schemas) {
      // Hundreds of connections of one import may share a file.
      const known = this.#copied.get(bytes);
      const kept = known === undefined ? await this.#copy(name, bytes) : succeed({ ...known, name });
      if (!kept.ok) return kept;
      this.#copied.set(bytes, kept.value);
      brought.push(kept.value);
    }
    return this.#join(profileId, brought);
  }

  /** Null: its copy is gone. */
  read(schemaId: string): Promise<Uint8Array | null> {
    return this.#files.read(schemaId);
  }

  /** Failures: profile-not-found, profiles-unwritable, profiles-newer. */
  remove(profileId: string, fileName: string): Promise<Result<Profile>> {
    return this.#change(profileId, (before) => before.filter(({ name }) => name !== fileName));
  }

  /** A schema whose copy is gone is left out: the rule that needs it then says which type is not known. */
  async decoding(profileId: string): Promise<EngineDecoding> {
    const profile = this.#shelf.store.get(profileId);
    if (!profile) return { rules: [], schemas: [] };
    const read = await Promise.all(
      profile.schemas.map(async ({ id, name }) => {
        const bytes = await this.#files.read(id);
        return bytes === null ? [] : [{ id, name, bytes }];
      })
    );
    return { rules: profile.decoders, schemas: read.flat() };
  }

  /** At start: what no profile has any more goes. */
  sweep(): Promise<void> {
    const all = this.#shelf.store.all();
    return this.#files.sweep(new Set(all.flatMap(({ schemas }) => schemas.map(({ id }) => id))));
  }

  async #copy(name: string, bytes: Uint8Array): Promise<Result<SchemaFacts>> {
    const id = await this.#files.keep(bytes);
    return id.ok ? succeed({ id: id.value, name, sizeBytes: bytes.length }) : id;
  }

  /** No name twice. The same bytes may stand under several: another file imports them by either. */
  #join(profileId: string, chosen: readonly SchemaFacts[]): Promise<Result<Profile>> {
    const byName = new Map(chosen.map((schema) => [schema.name, schema]));
    return this.#change(profileId, (before) => [...before.filter(({ name }) => !byName.has(name)), ...byName.values()]);
  }

  async #change(
    profileId: string,
    change: (before: readonly SchemaFacts[]) => readonly SchemaFacts[]
  ): Promise<Result<Profile>> {
    const before = this.#shelf.store.get(profileId);
    if (!before) return fail('profile-not-found');
    const schemas: StoredProfile['schemas'] = [...change(before.schemas)];
    if (schemas.length > decodingBounds.schemas) {
      return fail('file-unreadable', '', { reason: 'too-many', limit: decodingBounds.schemas });
    }
    return this.#shelf.keep({ ...before, schemas }, []);
  }
}
