import type { Page } from 'playwright';

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

const edgesMs = [14, 18, 20, 25, 34, 50, 100] as const;

/** One line: median, p95, p99, longest, and how many frames fell between the edges. */
export function histogram(name: string, intervalsMs: readonly number[]): string {
  const sorted = [...intervalsMs].sort((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  const counts = [...edgesMs, Infinity].map((edge, index) => {
    const from = edgesMs[index - 1] ?? 0;
    const label = edge === Infinity ? `>${from}` : `<=${edge}`;
    return `${label}: ${sorted.filter((interval) => interval > from && interval <= edge).length}`;
  });
  return `  ${name.padEnd(14)} ${sorted.length} frames, median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)} | ${counts.join(', ')}`;
}
