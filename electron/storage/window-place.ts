import { z } from 'zod';
import type { Failure } from '#contract/failure';
import { profileIdSchema } from '#contract/profile';
import { AtomicJsonFile } from './atomic-json-file';

/** Where the window was, in device-independent px, and what it showed. */
const windowPlaceSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }).nullable(),
  maximised: z.boolean(),
  shownProfileId: profileIdSchema.nullable()
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

/** window.json. Loss of it is never worth a word to anyone: failures are for the log. */
export class WindowPlaceStore {
  readonly #file: AtomicJsonFile<WindowPlace>;

  constructor(path: string) {
    this.#file = new AtomicJsonFile<WindowPlace>(path, {
      version: 1,
      codes: { unreadable: 'settings-unwritable', newer: 'settings-unwritable', unwritable: 'settings-unwritable' },
      empty: { bounds: null, maximised: false, shownProfileId: null },
      parse: ({ place }) => windowPlaceSchema.safeParse(place).data ?? null,
      serialise: (place) => ({ place })
    });
  }

  load(): Promise<Failure | null> {
    return this.#file.load();
  }

  get current(): WindowPlace {
    return this.#file.value;
  }

  async change(patch: Partial<WindowPlace>): Promise<Failure | null> {
    const saved = await this.#file.update((place) => ({ ...place, ...patch }));
    return saved.ok ? null : saved.failure;
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}
