import type { Failure } from '#contract/failure';
import { settingsSchema, type Settings, type SettingsPatch } from '#contract/settings';
import { AtomicJsonFile } from './atomic-json-file';

interface SettingsFile {
  readonly settings: Settings;
  /** As read, with the keys this program does not know. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly rest: Readonly<Record<string, unknown>>;
}

/**
 * settings.json. A value that makes no sense costs only itself; what cannot be saved holds for this run. Failure:
 * settings-unwritable (facts `version`: the file is a newer Treeline's and is left alone).
 */
export class SettingsStore {
  readonly #file: AtomicJsonFile<SettingsFile>;
  /** Not on disk, or not yet. */
  #held: SettingsPatch = {};

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
    return merged(this.#file.value.settings, this.#held);
  }

  /** In force at once; `unsaved` says why it will be gone at the next start. */
  async change(patch: SettingsPatch): Promise<{ readonly settings: Settings; readonly unsaved: Failure | null }> {
    this.#held = { ...this.#held, ...given(patch) };
    const saved = await this.#file.update((file) => ({ ...file, settings: merged(file.settings, this.#held) }));
    if (saved.ok) this.#held = this.#stillHeld(saved.value.settings);
    return { settings: this.current, unsaved: saved.ok ? null : saved.failure };
  }

  /** A change made while the last one was being written may still have to be. */
  #stillHeld(saved: Settings): SettingsPatch {
    const onDisk = new Map<string, unknown>(Object.entries(saved));
    return Object.fromEntries(Object.entries(this.#held).filter(([name, value]) => onDisk.get(name) !== value));
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}

function merged(settings: Settings, patch: SettingsPatch): Settings {
  return settingsSchema.parse({ ...settings, ...patch });
}

/** zod's partial types allow `undefined`; it means "leave as it is". */
function given(patch: SettingsPatch): SettingsPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
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
