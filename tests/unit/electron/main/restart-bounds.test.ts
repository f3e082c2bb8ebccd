import { describe, expect, it } from 'vitest';
import { RestartBounds } from '../../../../electron/main/restart-bounds';

describe('RestartBounds', () => {
  it('allows so many within the time, and more as old ones leave it', () => {
    const bounds = new RestartBounds(2, 1_000);
    expect([0, 10, 20].map((nowMs) => bounds.allow(nowMs))).toEqual([true, true, false]);
    expect(bounds.allow(999)).toBe(false);
    expect(bounds.allow(1_000)).toBe(true);
    expect(bounds.allow(1_005)).toBe(false);
    expect(bounds.allow(1_010)).toBe(true);
  });

  it('starts counting anew when told to', () => {
    const bounds = new RestartBounds(1, 1_000);
    bounds.allow(0);
    bounds.forget();
    expect(bounds.allow(1)).toBe(true);
  });
});
