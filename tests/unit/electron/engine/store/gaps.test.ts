import { describe, expect, it } from 'vitest';
import type { Gap } from '#contract/message';
import { Gaps } from '../../../../../electron/engine/store/gaps';
import { randomFrom } from '../../../../support/arrival';

const gap = (fromMs: number, toMs: number, cause: Gap['cause'] = 'offline'): Gap => ({ fromMs, toMs, cause });

describe('Gaps', () => {
  it('finds the newest gap between two messages, none when they followed each other', () => {
    const gaps = new Gaps();
    expect(gaps.last).toBeNull();
    expect(gaps.between(0, 1_000)).toBeNull();
    gaps.note(gap(100, 200));
    gaps.note(gap(300, 400, 'stopped'));
    expect(gaps.count).toBe(2);
    expect(gaps.last).toEqual(gap(300, 400, 'stopped'));
    expect(gaps.between(50, 250)).toEqual(gap(100, 200));
    expect(gaps.between(50, 450)).toEqual(gap(300, 400, 'stopped'));
    // The last message before it and the first one after.
    expect(gaps.between(100, 200)).toEqual(gap(100, 200));
    expect(gaps.between(0, 100)).toBeNull();
    expect(gaps.between(200, 300)).toBeNull();
    expect(gaps.between(400, 9_000)).toBeNull();
  });

  it('agrees with a plain search over 20,000 gaps, of which it keeps the newest thousand and counts all', () => {
    const random = randomFrom(17);
    const gaps = new Gaps();
    const all: Gap[] = [];
    let atMs = 0;
    for (let step = 0; step < 20_000; step += 1) {
      const fromMs = atMs + 1 + Math.floor(random() * 50);
      atMs = fromMs + 1 + Math.floor(random() * 50);
      all.push(gap(fromMs, atMs));
      gaps.note(gap(fromMs, atMs));
      if (step % 10 !== 0) continue;
      const afterMs = atMs - Math.floor(random() * 30_000);
      const untilMs = afterMs + Math.floor(random() * 80);
      const plain = all.slice(-1_000).findLast((one) => one.toMs > afterMs && one.fromMs < untilMs) ?? null;
      expect(gaps.between(afterMs, untilMs)).toEqual(plain);
    }
    expect(gaps.count).toBe(20_000);
    expect(gaps.between(0, all[15_000]?.toMs ?? 0)).toBeNull();
  });

  it('lets a gap stand for those noted within it, and goes on when the clock is set back', () => {
    const gaps = new Gaps();
    gaps.note(gap(120, 140, 'stopped'));
    gaps.note(gap(160, 170, 'stopped'));
    gaps.note(gap(100, 200));
    expect(gaps.between(0, 1_000)).toEqual(gap(100, 200));
    gaps.note(gap(150, 160, 'stopped'));
    expect(gaps.between(0, 1_000)).toEqual(gap(100, 200));
    gaps.note(gap(10, 20));
    gaps.note(gap(30, 40));
    expect(gaps.between(0, 25)).toEqual(gap(10, 20));
    expect(gaps.between(0, 1_000)).toEqual(gap(30, 40));
    expect(gaps.count).toBe(6);
  });
});
