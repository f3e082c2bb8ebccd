import { describe, expect, it, vi } from 'vitest';
import type { AnswerTo } from '../../../../../electron/contract/app';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import { ExportState } from '../../../../../renderer/src/state/export.svelte';

function exporting(chosenId: string | null = null) {
  const exportProfiles = vi.fn((): Promise<Result<AnswerTo['exportProfiles']>> =>
    Promise.resolve(succeed({ path: '/x.json', profiles: 2, schemasLeftOut: 0 }))
  );
  return { exportProfiles, state: new ExportState({ exportProfiles }, ['a', 'b', 'c'], chosenId) };
}

describe('ExportState', () => {
  it('begins with all, or with the one it was asked for', () => {
    expect(exporting().state.count).toBe(3);
    const { state } = exporting('b');
    expect(state.count).toBe(1);
    expect(state.isChosen('b')).toBe(true);
  });

  it('saves what is chosen in the order of the rail, without secrets unless they are asked for', async () => {
    const { exportProfiles, state } = exporting('c');
    state.choose('a', true);
    await state.save();
    expect(exportProfiles).toHaveBeenCalledExactlyOnceWith({ profileIds: ['a', 'c'], passphrase: null });
    expect(state.saved).toEqual({ path: '/x.json', profiles: 2, schemasLeftOut: 0 });
  });

  it('wants the passphrase twice and the same', async () => {
    const { exportProfiles, state } = exporting();
    state.withSecrets = true;
    expect(state.ready).toBe(false);
    state.passphrase = 'correct horse';
    state.repeated = 'correct';
    expect(state.differs).toBe(true);
    await state.save();
    expect(exportProfiles).not.toHaveBeenCalled();
    state.repeated = 'correct horse';
    expect(state.differs).toBe(false);
    await state.save();
    expect(exportProfiles).toHaveBeenCalledWith(expect.objectContaining({ passphrase: 'correct horse' }));
    expect(state.passphrase).toBe('');
    expect(state.repeated).toBe('');
  });

  it('sends no passphrase that was typed and then not wanted', async () => {
    const { exportProfiles, state } = exporting();
    state.withSecrets = true;
    state.passphrase = state.repeated = 'x';
    state.withSecrets = false;
    await state.save();
    expect(exportProfiles).toHaveBeenCalledWith(expect.objectContaining({ passphrase: null }));
  });

  it('stays open when the dialog is closed or the disk is full', async () => {
    const { exportProfiles, state } = exporting();
    exportProfiles.mockResolvedValueOnce(succeed(null));
    await state.save();
    expect(state.saved).toBeNull();
    expect(state.failure).toBeNull();
    exportProfiles.mockResolvedValueOnce(fail('file-unwritable'));
    await state.save();
    expect(state.failure?.code).toBe('file-unwritable');
  });

  it('exports nothing where nothing is chosen', async () => {
    const { exportProfiles, state } = exporting();
    state.chooseAll(false);
    expect(state.ready).toBe(false);
    await state.save();
    expect(exportProfiles).not.toHaveBeenCalled();
  });
});
