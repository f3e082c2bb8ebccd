import type { Failure, Result } from '#contract/failure';
import { succeed } from '#contract/failure';
import { settingsSchema, type Settings, type SettingsPatch } from '#contract/settings';
import { AtomicJsonFile } from './atomic-json-file';

interface SettingsFile {
  readonly settings: Settings;
  /** As read, with the keys this program does not know. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** settings.json. A value that makes no sense costs only itself. Failure: settings-unwritable. */
export class SettingsStore {
  readonly #file: AtomicJsonFile<SettingsFile>;

  constructor(path: string) {
    this.#file = new AtomicJsonFile<SettingsFile>(path, {
      version: 1,
      codes: { unreadable: 'settings-unwritable', newer: 'settings-unwritable', unwritable: 'settings-unwritable' },
      empty: { settings: settingsSchema.parse({}), raw: {}, rest: {} },
      parse: parseFile,
      serialise: ({ settings, raw, rest }) => ({ ...rest, settings: { ...raw, ...settings } })
    });
  }

  /** The failure is for the log: nothing a person made is lost. */
  load(): Promise<Failure | null> {
    return this.#file.load();
  }

  get current(): Settings {
    return this.#file.value.settings;
  }

  async change(patch: SettingsPatch): Promise<Result<Settings>> {
    const saved = await this.#file.update((file) => ({ ...file, settings: merged(file.settings, patch) }));
    return saved.ok ? succeed(saved.value.settings) : saved;
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}

/** zod's partial types allow `undefined`; it means "leave as it is". */
function merged(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return settingsSchema.parse({ ...settings, ...given });
}

function parseFile(file: Readonly<Record<string, unknown>>): SettingsFile | null {
  const { version: _version, settings: stored, ...rest } = file;
  if (typeof stored !== 'object' || stored === null) return null;
  const raw = { ...stored };
  const usable = Object.entries(raw).filter(([name, value]) => isUsable(name, value));
  return { settings: settingsSchema.parse(Object.fromEntries(usable)), raw, rest };
}

function isUsable(name: string, value: unknown): boolean {
  return Object.hasOwn(settingsSchema.shape, name) && settingsSchema.safeParse({ [name]: value }).success;
}
