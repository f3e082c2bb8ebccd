import type { Page } from 'playwright';

/** What the page's frames were like, from one moment to another. */
export interface WatchedFrames {
  /** Between one animation frame and the next. */
  readonly intervalsMs: readonly number[];
  /** Tasks of the page's thread that took more than 50 ms, as Chromium tells of them. */
  readonly longTasksMs: readonly number[];
  readonly tookMs: number;
}

/** Watches from now on until the answer is called, which waits for one more frame: what was asked for last counts, too. */
async function watchFrames(page: Page): Promise<() => Promise<WatchedFrames>> {
  const watch = await page.evaluateHandle(() => {
    const intervalsMs: number[] = [];
    const longTasksMs: number[] = [];
    const startedMs = performance.now();
    let last = startedMs;
    let on = true;
    const step = (now: number): void => {
      if (now > last) intervalsMs.push(now - last);
      last = now;
      if (on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    const keep = (entries: PerformanceEntryList): void => {
      longTasksMs.push(...entries.map(({ duration }) => duration));
    };
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ entryTypes: ['longtask'] });
    return {
      stop: async () => {
        const tookMs = performance.now() - startedMs;
        for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
        on = false;
        keep(observer.takeRecords());
        observer.disconnect();
        return { intervalsMs, longTasksMs, tookMs };
      }
    };
  });
  return async () => {
    const watched = await watch.evaluate((running) => running.stop());
    await watch.dispose();
    return watched;
  };
}

/** Frames while something is done. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<WatchedFrames> {
  const stop = await watchFrames(page);
  await act();
  return stop();
}
