import type { Locator, Page } from 'playwright';
import { waitUntil } from '../support/wait-until';

/** Pixels of the colour of a line: fewer are its name and where it is mixed with the ground. */
const leastPixels = 40;
/** The area below a line has 20, a line between two pixels half of 255. */
const leastAlpha = 80;

/**
 * From a click to the first animation frame after which a canvas holds pixels in the colour of the first series; ms. `fromLeft`: some of them in
 * the first tenth of the width.
 */
export async function clickToLine(on: Locator, fromLeft = false): Promise<number> {
  return on.evaluate(
    async (element, { least, leastAlpha, fromLeft }) => {
      const token = getComputedStyle(document.documentElement).getPropertyValue('--s1').trim();
      const wanted = [1, 3, 5].map((at) => Number.parseInt(token.slice(at, at + 2), 16));
      const drawn = (): boolean =>
        [...document.querySelectorAll('canvas')].some((canvas) => {
          if (canvas.closest('[role="slider"]') === null || canvas.width === 0) return false;
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          let [found, leftmost] = [0, canvas.width];
          for (let at = 0; at < pixels.length; at += 4) {
            if (!wanted.every((value, part) => Math.abs((pixels[at + part] ?? 0) - value) < 16)) continue;
            if ((pixels[at + 3] ?? 0) < leastAlpha) continue;
            found += 1;
            leftmost = Math.min(leftmost, (at / 4) % canvas.width);
          }
          return found >= least && (!fromLeft || leftmost < canvas.width / 10);
        });
      const startedMs = performance.now();
      (element as HTMLElement).click();
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (!drawn() && performance.now() - startedMs < 20_000);
      if (!drawn()) throw new Error('no line was ever drawn');
      return performance.now() - startedMs;
    },
    { least: leastPixels, leastAlpha, fromLeft }
  );
}

/** Nothing is left to be read of what the chart shows. */
export async function untilWhole(page: Page): Promise<void> {
  const whole = (): Promise<boolean> => page.evaluate(() => document.querySelector('.progress') === null);
  await waitUntil('all points', whole, 60_000);
}
