import { settingLimits } from '#contract/limits';
import type { Settings } from '#contract/settings';
import type { SettingsState } from './settings.svelte';

export type Panel = 'rail' | 'inspector' | 'publish';

/** Where the settings keep a panel's size (CSS px) and whether it is shown. */
const panels = {
  rail: { size: 'railWidthPx', shown: 'railShown' },
  inspector: { size: 'inspectorWidthPx', shown: 'inspectorShown' },
  publish: { size: 'publishHeightPx', shown: 'publishShown' }
} as const satisfies Record<Panel, { size: keyof typeof settingLimits; shown: keyof Settings }>;

/** A drag asks for a size on every pointer move; the disk hears of it when the hand rests. */
const saveAfterMs = 400;

/** Which panels stand in the window and how large they are. */
export class LayoutState {
  readonly #settings: SettingsState;
  #dragged: Partial<Record<Panel, number>> = $state.raw({});
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(settings: SettingsState) {
    this.#settings = settings;
  }

  min(panel: Panel): number {
    return settingLimits[panels[panel].size].min;
  }

  max(panel: Panel): number {
    return settingLimits[panels[panel].size].max;
  }

  size(panel: Panel): number {
    return this.#dragged[panel] ?? this.#settings.current[panels[panel].size];
  }

  shown(panel: Panel): boolean {
    return this.#settings.current[panels[panel].shown];
  }

  resize(panel: Panel, px: number): void {
    this.#dragged = { ...this.#dragged, [panel]: px };
    if (this.#saving !== null) clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.#save(), saveAfterMs);
  }

  reset(panel: Panel): void {
    this.resize(panel, settingLimits[panels[panel].size].usual);
  }

  show(panel: Panel, shown: boolean): void {
    if (this.shown(panel) !== shown) void this.#settings.change({ [panels[panel].shown]: shown });
  }

  async #save(): Promise<void> {
    this.#saving = null;
    const sizes = this.#dragged;
    await this.#settings.change(
      Object.fromEntries(Object.entries(sizes).map(([panel, px]) => [panels[panel as Panel].size, px]))
    );
    if (this.#dragged === sizes) this.#dragged = {};
  }
}
