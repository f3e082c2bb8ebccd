import { describe, expect, it } from 'vitest';
import { fail, succeed, type Failure, type Result } from '../../../../../electron/contract/failure';
import { settingsSchema, type SettingsPatch } from '../../../../../electron/contract/settings';
import { SettingsState } from '../../../../../renderer/src/state/settings.svelte';

const defaults = settingsSchema.parse({});

class FakeQuery extends EventTarget {
  matches = false;
  set(dark: boolean) {
    this.matches = dark;
    this.dispatchEvent(new Event('change'));
  }
}

describe('SettingsState', () => {
  it('takes main’s answer as the truth', async () => {
    const state = new SettingsState(
      { changeSettings: () => Promise.resolve(succeed({ ...defaults, railWidthPx: 480 })) },
      defaults,
      () => undefined
    );
    const changing = state.change({ railWidthPx: 9_999 });
    expect(state.current.railWidthPx).toBe(9_999);
    await changing;
    expect(state.current.railWidthPx).toBe(480);
  });

  it('keeps what was changed after the question that is answered', async () => {
    const answers: (() => void)[] = [];
    const changeSettings = (patch: SettingsPatch) =>
      new Promise<Result<typeof defaults>>((resolve) => {
        answers.push(() => resolve(succeed({ ...defaults, ...patch } as typeof defaults)));
      });
    const state = new SettingsState({ changeSettings }, defaults, () => undefined);
    const hiding = state.change({ inspectorShown: false });
    const showing = state.change({ inspectorShown: true });
    answers[0]?.();
    await hiding;
    expect(state.current.inspectorShown).toBe(true);
    state.accept({ ...defaults, inspectorShown: false });
    expect(state.current.inspectorShown).toBe(true);
    answers[1]?.();
    await showing;
    expect(state.current.inspectorShown).toBe(true);
  });

  it('reports a change that could not be saved and keeps it for this window', async () => {
    const reported: Failure[] = [];
    const changeSettings = (_patch: SettingsPatch) => Promise.resolve(fail<typeof defaults>('settings-unwritable'));
    const state = new SettingsState({ changeSettings }, defaults, (reason) => reported.push(reason));
    await state.change({ theme: 'dark' });
    expect(reported.map(({ code }) => code)).toEqual(['settings-unwritable']);
    expect(state.theme).toBe('dark');
  });

  it('follows the system while the theme is "system", and stops when told', () => {
    const state = new SettingsState(
      { changeSettings: () => Promise.resolve(succeed(defaults)) },
      { ...defaults, theme: 'system' },
      () => undefined
    );
    const query = new FakeQuery();
    const stop = state.followSystem(query as unknown as MediaQueryList);
    expect(state.theme).toBe('light');
    query.set(true);
    expect(state.theme).toBe('dark');
    state.accept({ ...defaults, theme: 'light' });
    expect(state.theme).toBe('light');
    stop();
    state.accept({ ...defaults, theme: 'system' });
    query.set(false);
    expect(state.theme).toBe('dark');
  });
});
