/** A rectangle in device-independent px. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minimumSize = { width: 960, height: 640 } as const;
const defaultSize = { width: 1_440, height: 900 } as const;
/** So much of the title bar must be on some display to be grabbed: px across and down. */
const grabbable = { width: 120, height: 40 } as const;

/**
 * Where a window opens: where it was, if its title bar can still be reached on one of today's displays, else the default
 * size in the middle of the first one (no x and y: the system centres). Never larger than the display it is on.
 */
export function windowBounds(
  remembered: Bounds | null,
  workAreas: readonly Bounds[]
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const area = remembered ? workAreas.find((each) => isReachable(remembered, each)) : undefined;
  if (remembered && area) return { x: remembered.x, y: remembered.y, ...fitted(remembered, area) };
  return fitted(defaultSize, workAreas[0] ?? { ...defaultSize });
}

function isReachable(window: Bounds, area: Bounds): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const topInside = window.y >= area.y && window.y + grabbable.height <= area.y + area.height;
  return across >= grabbable.width && topInside;
}

function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  area: { readonly width: number; readonly height: number }
): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(Math.min(width, area.width), Math.min(minimumSize.width, area.width)),
    height: Math.max(Math.min(height, area.height), Math.min(minimumSize.height, area.height))
  };
}
