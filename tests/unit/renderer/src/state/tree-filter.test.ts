import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { maxFilterCharacters } from '#contract/limits';
import { TreeFilter } from '../../../../../renderer/src/state/tree-filter.svelte';
import { EngineDouble } from './engine-double';

const found = (text: string, matches: number, complete = true, ignoredWords = 0) => ({
  text,
  matches,
  topics: 12_408,
  complete,
  ignoredWords
});

function open() {
  const engine = new EngineDouble();
  const filter = new TreeFilter(engine.client);
  onTestFinished(() => filter.close());
  return { engine, filter };
}

describe('TreeFilter', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => void vi.useRealTimers();
  });

  it('asks once the hand rests for 60 ms, for what stands there then', () => {
    const { engine, filter } = open();
    for (const text of ['t', 'te', 'tem']) {
      filter.type(text);
      vi.advanceTimersByTime(59);
    }
    expect(engine.commands).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(engine.commands).toEqual([{ kind: 'filter', text: 'tem' }]);
  });

  it('clears at once, and drops what was about to be asked', () => {
    const { engine, filter } = open();
    filter.type('temp');
    vi.advanceTimersByTime(60);
    filter.type('temper');
    filter.clear();
    vi.advanceTimersByTime(1_000);
    expect(engine.commands).toEqual([
      { kind: 'filter', text: 'temp' },
      { kind: 'filter', text: '' }
    ]);
    expect(filter.active).toBe(false);
  });

  it('never sends more than the contract takes', () => {
    const { engine, filter } = open();
    filter.type('x'.repeat(maxFilterCharacters + 5));
    vi.advanceTimersByTime(60);
    expect(engine.commands).toEqual([{ kind: 'filter', text: 'x'.repeat(maxFilterCharacters) }]);
  });

  it('shows and says how many words are left out', () => {
    const { filter } = open();
    filter.type('many words');
    filter.accept(found('many words', 9));
    expect(filter.ignored).toBe('');
    filter.accept(found('many words', 9, true, 2));
    expect(filter.ignored).toBe('2 words left out');
    vi.advanceTimersByTime(1_000);
    expect(filter.announcement).toBe('9 of 12,408 topics match, 2 words left out');
    filter.clear();
    expect(filter.ignored).toBe('');
  });

  it('counts, and shows calmly that the engine is still looking', () => {
    const { filter } = open();
    expect(filter.count).toBe('');
    filter.type('temp');
    filter.accept(found('temp', 9, false));
    expect(filter.count).toBe('9 of 12,408…');
    filter.accept(found('temp', 9));
    expect(filter.count).toBe('9 of 12,408');
    filter.type('tempe');
    expect(filter.count).toBe('9 of 12,408…');
    filter.clear();
    expect(filter.count).toBe('');
  });

  it('says that nothing matches only of what is typed, and only when all was looked at', () => {
    const { filter } = open();
    filter.type('tempratur');
    filter.accept(found('tempratu', 0));
    expect(filter.nothing).toBe(false);
    filter.accept(found('tempratur', 0, false));
    expect(filter.nothing).toBe(false);
    filter.accept(found('tempratur', 0));
    expect(filter.nothing).toBe(true);
  });

  it('says the count once, a second after the last key, or when the engine is done', () => {
    const { filter } = open();
    filter.type('temp');
    vi.advanceTimersByTime(999);
    filter.accept(found('temp', 9, false));
    expect(filter.announcement).toBe('');
    vi.advanceTimersByTime(1);
    expect(filter.announcement).toBe('');
    filter.accept(found('temp', 10));
    expect(filter.announcement).toBe('10 of 12,408 topics match');
    filter.accept(found('temp', 11));
    expect(filter.announcement).toBe('10 of 12,408 topics match');
    filter.type('x');
    expect(filter.announcement).toBe('');
  });

  it('goes on after a reload with what the engine kept, and tells a new engine what is typed', () => {
    const reloaded = open();
    reloaded.filter.begin('temp');
    expect(reloaded.filter.text).toBe('temp');
    expect(reloaded.engine.commands).toEqual([]);

    const { engine, filter } = open();
    filter.begin('');
    filter.type('pump');
    vi.advanceTimersByTime(60);
    filter.begin('');
    expect(engine.commands).toEqual([
      { kind: 'filter', text: 'pump' },
      { kind: 'filter', text: 'pump' }
    ]);
  });
});
