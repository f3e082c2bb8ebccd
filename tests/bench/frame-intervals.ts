import type { Page } from 'playwright';
import { percentile, rounded, spread } from './report';

/** The time between one animation frame of the page and the next, in ms, for a while. */
export async function frameIntervals(page: Page, durationMs: number): Promise<number[]> {
  return page.evaluate(
    (limitMs) =>
      new Promise<number[]>((resolve) => {
        const intervals: number[] = [];
        const startedAt = performance.now();
        let last = startedAt;
        const step = (now: number): void => {
          if (now > last) intervals.push(now - last);
          last = now;
          if (now - startedAt >= limitMs) resolve(intervals);
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    durationMs
  );
}

export interface FrameFigures {
  readonly frames: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly over20Ms: number;
}

export function frameFigures(intervalsMs: readonly number[]): FrameFigures {
  const { median, max } = spread(intervalsMs);
  return {
    frames: intervalsMs.length,
    medianMs: rounded(median),
    p95Ms: rounded(percentile(intervalsMs, 0.95)),
    p99Ms: rounded(percentile(intervalsMs, 0.99)),
    longestMs: rounded(max),
    over20Ms: intervalsMs.filter((interval) => interval > 20).length
  };
}

const edgesMs = [14, 18, 20, 25, 34, 50, 100] as const;

/** How many frames fell between the edges, for a table. */
export function histogram(intervalsMs: readonly number[]): Record<string, number> {
  const columns = [...edgesMs, Infinity].map((edge, index): [string, number] => {
    const from = edgesMs[index - 1] ?? 0;
    const count = intervalsMs.filter((interval) => interval > from && interval <= edge).length;
    return [edge === Infinity ? `>${from} ms` : `<=${edge}`, count];
  });
  return Object.fromEntries(columns);
}
