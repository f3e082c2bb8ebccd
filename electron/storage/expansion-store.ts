import { z } from 'zod';
import type { Failure } from '#contract/failure';
import { maxKeptExpansionCharacters, maxKeptExpansions } from '#contract/limits';
import { profileIdSchema } from '#contract/profile';
import { AtomicJsonFile } from './atomic-json-file';

type Expansions = ReadonlyMap<string, readonly string[]>;

const storedSchema = z.array(
  z.object({ profileId: profileIdSchema, expanded: z.array(z.string()).transform(withinBounds) })
);

/** A person opens branch after branch; the disk hears of it when the hand rests. */
const saveAfterMs = 2_000;

/**
 * expansion.json: the branches that stand open in each profile's tree, by path. Loss of it is never worth a word to anyone:
 * failures are for the log.
 */
export class ExpansionStore {
  readonly #file: AtomicJsonFile<Expansions>;
  /** In force, and on disk after the next save. */
  readonly #current = new Map<string, readonly string[]>();
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(path: string) {
    this.#file = new AtomicJsonFile<Expansions>(path, {
      version: 1,
      codes: { unreadable: 'settings-unwritable', newer: 'settings-unwritable', unwritable: 'settings-unwritable' },
      empty: new Map(),
      parse: parseFile,
      serialise: (expansions) => ({
        profiles: [...expansions].map(([profileId, expanded]) => ({ profileId, expanded }))
      })
    });
  }

  async load(): Promise<Failure | null> {
    const trouble = await this.#file.load();
    for (const [profileId, paths] of this.#file.value) this.#current.set(profileId, paths);
    return trouble;
  }

  /** Null: nobody ever opened or closed a branch of this profile's tree. */
  get(profileId: string): readonly string[] | null {
    return this.#current.get(profileId) ?? null;
  }

  put(profileId: string, paths: readonly string[]): void {
    this.#current.set(profileId, withinBounds(paths));
    this.#saveLater();
  }

  delete(profileId: string): void {
    if (this.#current.delete(profileId)) this.#saveLater();
  }

  /** Resolves when all of it is on disk, or could not be brought there. */
  async settled(): Promise<void> {
    if (this.#saving !== null) this.#save();
    await this.#file.settled();
  }

  #saveLater(): void {
    this.#saving ??= setTimeout(() => this.#save(), saveAfterMs);
  }

  #save(): void {
    if (this.#saving !== null) clearTimeout(this.#saving);
    this.#saving = null;
    void this.#file.update(() => new Map(this.#current));
  }
}

/** The first so many: an engine names them from the top of the tree. */
function withinBounds(paths: readonly string[]): readonly string[] {
  let characters = 0;
  const beyond = paths.findIndex((path, index) => {
    characters += path.length;
    return index >= maxKeptExpansions || characters > maxKeptExpansionCharacters;
  });
  return beyond === -1 ? paths : paths.slice(0, beyond);
}

function parseFile({ profiles }: Readonly<Record<string, unknown>>): Expansions | null {
  const parsed = storedSchema.safeParse(profiles);
  return parsed.success ? new Map(parsed.data.map(({ profileId, expanded }) => [profileId, expanded])) : null;
}
