import { describe, expect, it } from 'vitest';
import { dropped, folderNames, railGroups, renamedFolder, stepped } from '../../../../../renderer/src/state/rail-order';

/** `a b Plant/c`: two in no folder, one in Plant. */
const list = (text: string) =>
  text.split(' ').map((entry) => {
    const at = entry.lastIndexOf('/');
    return { id: entry.slice(at + 1), folder: at === -1 ? '' : entry.slice(0, at) };
  });
const text = (order: readonly { profileId: string; folder: string }[] | null) =>
  order?.map(({ profileId, folder }) => (folder === '' ? profileId : `${folder}/${profileId}`)).join(' ') ?? null;

describe('railGroups', () => {
  it('puts what is in no folder first, then the folders as they come', () => {
    const groups = railGroups(list('P/a b Q/c P/d'));
    expect(groups.map(({ folder, profiles }) => [folder, profiles.map(({ id }) => id)])).toEqual([
      ['', ['b']],
      ['P', ['a', 'd']],
      ['Q', ['c']]
    ]);
    expect(folderNames(list('P/a b Q/c P/d'))).toEqual(['P', 'Q']);
  });

  it('keeps an empty place for no folder', () => {
    expect(railGroups(list('P/a'))[0]).toEqual({ folder: '', profiles: [] });
  });

  it('takes a folder called like a key of every object for a folder', () => {
    expect(folderNames(list('__proto__/a constructor/b'))).toEqual(['__proto__', 'constructor']);
  });
});

describe('dropped', () => {
  it('goes before another row, also of another folder', () => {
    expect(text(dropped(list('a b c'), 'c', { folder: '', beforeId: 'a' }))).toBe('c a b');
    expect(text(dropped(list('a b P/c'), 'a', { folder: 'P', beforeId: 'c' }))).toBe('b P/a P/c');
  });

  it('goes to the end of a folder, a new one included', () => {
    expect(text(dropped(list('a b P/c'), 'a', { folder: 'P', beforeId: null }))).toBe('b P/c P/a');
    expect(text(dropped(list('a b'), 'a', { folder: 'New', beforeId: null }))).toBe('b New/a');
    expect(text(dropped(list('P/a b'), 'a', { folder: '', beforeId: null }))).toBe('b a');
  });

  it('is nothing where the rail would look the same', () => {
    expect(dropped(list('a b'), 'a', { folder: '', beforeId: 'b' })).toBeNull();
    expect(dropped(list('a b'), 'b', { folder: '', beforeId: null })).toBeNull();
    expect(dropped(list('a b'), 'a', { folder: '', beforeId: 'a' })).toBeNull();
    expect(dropped(list('a b'), 'gone', { folder: '', beforeId: 'a' })).toBeNull();
  });

  it('goes to the end where the row it was to go before is gone', () => {
    expect(text(dropped(list('a b c'), 'a', { folder: '', beforeId: 'gone' }))).toBe('b c a');
  });
});

describe('stepped', () => {
  it('trades places with a neighbour', () => {
    expect(text(stepped(list('a b c'), 'b', -1))).toBe('b a c');
    expect(text(stepped(list('a b c'), 'b', 1))).toBe('a c b');
    expect(text(stepped(list('a b c'), 'a', 1))).toBe('b a c');
  });

  it('goes on into the next folder and out again', () => {
    expect(text(stepped(list('a b P/c'), 'b', 1))).toBe('a P/b P/c');
    expect(text(stepped(list('a P/b P/c'), 'b', -1))).toBe('a b P/c');
    expect(text(stepped(list('P/a P/b Q/c'), 'b', 1))).toBe('P/a Q/b Q/c');
    expect(text(stepped(list('P/a'), 'a', -1))).toBe('a');
  });

  it('stops at both ends', () => {
    expect(stepped(list('a b'), 'a', -1)).toBeNull();
    expect(stepped(list('a P/b'), 'b', 1)).toBeNull();
    expect(stepped(list('a'), 'gone', 1)).toBeNull();
  });
});

describe('renamedFolder', () => {
  it('takes everything along, into a folder that is there already too', () => {
    expect(text(renamedFolder(list('a P/b Q/c'), 'P', 'R'))).toBe('a R/b Q/c');
    expect(text(renamedFolder(list('a P/b Q/c'), 'Q', 'P'))).toBe('a P/b P/c');
  });

  it('leaves a removed folder’s connections in none', () => {
    expect(text(renamedFolder(list('a P/b Q/c'), 'P', ''))).toBe('a b Q/c');
  });

  it('is nothing for a folder that is not there', () => {
    expect(renamedFolder(list('a P/b'), 'X', 'Y')).toBeNull();
  });
});
