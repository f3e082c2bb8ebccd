const units: readonly (readonly [ms: number, word: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
  [1, 'ms']
];

/** A span of time in one unit: `250 ms`, `1 s`, `5 min`, `1.5 h`. */
export function formatSpan(spanMs: number): string {
  const [unitMs, word] = units.find(([ms]) => spanMs >= ms) ?? [1, 'ms'];
  return `${Number((spanMs / unitMs).toPrecision(3))} ${word}`;
}
