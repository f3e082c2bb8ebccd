import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportSource } from '#contract/exchange';
import { knownPlaces } from '../exchange/known-places';

const mostNames = 10_000;

export interface SourcesWorld {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As Node has it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
}

/** Files of other tools that are there, under names that are no paths. */
export class ExchangeSources {
  readonly #world: SourcesWorld;
  readonly #idOfFile = new Map<string, string>();

  constructor(world: SourcesWorld) {
    this.#world = world;
  }

  async find(): Promise<readonly ImportSource[]> {
    const sources = new Map<string, ImportSource>();
    for (const { tool, file } of knownPlaces({ ...this.#world, list: namesIn })) {
      // A snap's `current` is a link to one of the numbered folders.
      const real = await regularFile(file);
      if (real !== null && !sources.has(real)) {
        sources.set(real, { id: this.#idOf(file), tool, where: this.shown(file) });
      }
    }
    return [...sources.values()];
  }

  /** Null: nobody was told of such a source. */
  fileOf(sourceId: string): string | null {
    return [...this.#idOfFile].find(([, id]) => id === sourceId)?.[0] ?? null;
  }

  /** For the eye: `~/.config/MQTT-Explorer/settings.json`. */
  shown(file: string): string {
    const { home } = this.#world;
    return home !== '' && file.startsWith(home + path.sep) ? `~${file.slice(home.length)}` : file;
  }

  #idOf(file: string): string {
    const id = this.#idOfFile.get(file) ?? randomUUID();
    this.#idOfFile.set(file, id);
    return id;
  }
}

async function regularFile(file: string): Promise<string | null> {
  try {
    return (await stat(file)).isFile() ? await realpath(file) : null;
  } catch {
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, mostNames);
  } catch {
    return [];
  }
}
