import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../electron/contract/failure';
import { settingsSchema, type SettingsPatch } from '../../../../../electron/contract/settings';
import { LayoutState } from '../../../../../renderer/src/state/layout.svelte';
import { SettingsState } from '../../../../../renderer/src/state/settings.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function layout() {
  const saved: SettingsPatch[] = [];
  let current = settingsSchema.parse({});
  const settings = new SettingsState(
    {
      changeSettings: (patch) => {
        saved.push(patch);
        current = settingsSchema.parse({ ...current, ...patch });
        return Promise.resolve(succeed(current));
      }
    },
    current,
    () => undefined
  );
  return { saved, state: new LayoutState(settings) };
}

describe('LayoutState', () => {
  it('draws every step of a drag and saves where the hand rested', async () => {
    const { saved, state } = layout();
    for (const px of [220, 260, 300]) state.resize('rail', px);
    expect(state.size('rail')).toBe(300);
    expect(saved).toEqual([]);
    await vi.runAllTimersAsync();
    expect(saved).toEqual([{ railWidthPx: 300 }]);
    expect(state.size('rail')).toBe(300);
  });

  it('saves two panels that were sized in one go', async () => {
    const { saved, state } = layout();
    state.resize('rail', 300);
    state.resize('publish', 240);
    await vi.runAllTimersAsync();
    expect(saved).toEqual([{ railWidthPx: 300, publishHeightPx: 240 }]);
  });

  it('goes back to the usual size, which is the setting’s default', async () => {
    const { state } = layout();
    const defaults = settingsSchema.parse({});
    for (const panel of ['rail', 'inspector', 'publish'] as const) {
      state.resize(panel, state.max(panel));
      state.reset(panel);
    }
    await vi.runAllTimersAsync();
    expect([state.size('rail'), state.size('inspector'), state.size('publish')]).toEqual([
      defaults.railWidthPx,
      defaults.inspectorWidthPx,
      defaults.publishHeightPx
    ]);
  });

  it('allows no size that the settings refuse', () => {
    const { state } = layout();
    const sizes = { rail: 'railWidthPx', inspector: 'inspectorWidthPx', publish: 'publishHeightPx' } as const;
    for (const [panel, name] of Object.entries(sizes) as [keyof typeof sizes, string][]) {
      expect(settingsSchema.safeParse({ [name]: state.min(panel) }).success).toBe(true);
      expect(settingsSchema.safeParse({ [name]: state.max(panel) }).success).toBe(true);
    }
  });

  it('hides and shows a panel', async () => {
    const { saved, state } = layout();
    state.show('inspector', false);
    await vi.runAllTimersAsync();
    expect(state.shown('inspector')).toBe(false);
    state.show('inspector', false);
    expect(saved).toEqual([{ inspectorShown: false }]);
  });
});
