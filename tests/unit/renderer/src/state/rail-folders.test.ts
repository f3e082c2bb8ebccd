import { describe, expect, it } from 'vitest';
import { RailFolders } from '../../../../../renderer/src/state/rail-folders.svelte';

function store(text: string | null = null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_key: string, value: string) => (kept = value) };
}

describe('RailFolders', () => {
  it('opens what was never closed, and remembers the rest over a reload', () => {
    const kept = store();
    const before = new RailFolders(kept);
    expect(before.closed('Plant')).toBe(false);
    before.toggle('Plant');
    before.toggle('Home');
    before.toggle('Home');
    const after = new RailFolders(kept);
    expect(after.closed('Plant')).toBe(true);
    expect(after.closed('Home')).toBe(false);
    after.open('Plant');
    expect(new RailFolders(kept).closed('Plant')).toBe(false);
  });

  it.each(['', '{', 'null', '{"a":1}', '[1,null,{}]'])('begins anew with %j in the store', (text) => {
    expect(new RailFolders(store(text)).closed('a')).toBe(false);
  });
});
