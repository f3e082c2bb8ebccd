import { describe, expect, it } from 'vitest';
import { windowBounds } from '../../../../electron/main/window-bounds';

const laptop = { x: 0, y: 25, width: 1_600, height: 975 };
const second = { x: 1_600, y: 0, width: 1_920, height: 1_080 };

describe('windowBounds', () => {
  it('opens in the default size, left to the system to place', () => {
    expect(windowBounds(null, [laptop])).toEqual({ width: 1_440, height: 900 });
    expect(windowBounds(null, [{ x: 0, y: 0, width: 1_280, height: 720 }])).toEqual({ width: 1_280, height: 720 });
    expect(windowBounds(null, [])).toEqual({ width: 1_440, height: 900 });
  });

  it('opens where it was, on any display', () => {
    const there = { x: 1_700, y: 40, width: 1_000, height: 700 };
    expect(windowBounds(there, [laptop, second])).toEqual(there);
  });

  it.each([
    ['its display is gone', { x: 1_700, y: 40, width: 1_000, height: 700 }],
    ['its title bar is above the display', { x: 0, y: -60, width: 1_000, height: 700 }],
    ['its title bar is below the display', { x: 0, y: 990, width: 1_000, height: 700 }],
    ['too little of it can be grabbed', { x: -950, y: 40, width: 1_000, height: 700 }]
  ])('opens anew when %s', (_why, remembered) => {
    expect(windowBounds(remembered, [laptop])).toEqual({ width: 1_440, height: 900 });
  });

  it('shrinks to a smaller display', () => {
    expect(windowBounds({ x: 10, y: 30, width: 3_000, height: 2_000 }, [laptop])).toEqual({
      x: 10,
      y: 30,
      width: 1_600,
      height: 975
    });
  });
});
