import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WindowPlaceStore } from '../../../../electron/storage/window-place';
import { temporaryFolder } from './temporary-folder';

describe('WindowPlaceStore', () => {
  it('keeps the place, and what the window showed, over a restart', async () => {
    const file = path.join(temporaryFolder(), 'window.json');
    const store = new WindowPlaceStore(file);
    await store.load();
    await store.change({ bounds: { x: -10, y: 20, width: 1000, height: 700 } });
    await store.change({ shownProfileId: 'p-1' });
    const again = new WindowPlaceStore(file);
    expect(await again.load()).toBeNull();
    expect(again.current).toEqual({
      bounds: { x: -10, y: 20, width: 1000, height: 700 },
      maximised: false,
      shownProfileId: 'p-1'
    });
  });

  it('starts anew after nonsense', async () => {
    const file = path.join(temporaryFolder(), 'window.json');
    writeFileSync(file, JSON.stringify({ version: 1, place: { bounds: { x: 'left' } } }));
    const store = new WindowPlaceStore(file);
    await store.load();
    expect(store.current.bounds).toBeNull();
  });
});
