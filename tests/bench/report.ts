import { appendFileSync } from 'node:fs';

/** `small` inside `npm test`, `usual` for `npm run bench`, `full` for `npm run bench -- <name> --full`: the sizes of the issue. */
type Size = 'small' | 'usual' | 'full';

const size: Size = process.env['BENCH_SMALL'] === '1' ? 'small' : process.env['BENCH_FULL'] === '1' ? 'full' : 'usual';

export const small = size === 'small';

/** One number of three for the three sizes. */
export function bySize<T>(sizes: Readonly<Record<Size, T>>): T {
  return sizes[size];
}

interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Of an even count the upper of the two in the middle: a value that was measured. NaN when there is none. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** The value that `part` (0 to 1) of all are not above; NaN when there is none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** At most `digits` after the point, for tables and lines of JSON. */
export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

/** A table alone: its columns are every key in order of first appearance. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  process.stdout.write(`\n${title}\n${table(rows)}`);
}

/**
 * Prints a table of `rows`, then ONE line of JSON, `{"bench":…, "size":…, …line}`. A bench of several tables tells them apart
 * by `part`. Under `npm run bench` the line goes to the file that BENCH_LINES names, so that it comes last of all.
 */
export function report(
  bench: string,
  rows: readonly Readonly<Record<string, string | number>>[],
  line: Readonly<Record<string, unknown>>
): void {
  const { part } = line;
  printTable(typeof part === 'string' ? `${bench}: ${part}` : bench, rows);
  const json = `${JSON.stringify({ bench, size, ...line })}\n`;
  const file = process.env['BENCH_LINES'];
  if (file === undefined) process.stdout.write(json);
  else appendFileSync(file, json);
}

function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => {
    const cells = rows.map((row) => shown(row[name]));
    const numeric = rows.every((row) => typeof row[name] !== 'string');
    return { name, cells, numeric, width: Math.max(name.length, ...cells.map((cell) => cell.length)) };
  });
  const line = (cellOf: (column: (typeof columns)[number]) => string): string => {
    const cells = columns.map((column) =>
      column.numeric ? cellOf(column).padStart(column.width) : cellOf(column).padEnd(column.width)
    );
    return `  ${cells.join('  ')}`.trimEnd();
  };
  const head = line((column) => column.name);
  return [head, ...rows.map((_, index) => line((column) => column.cells[index] ?? '')), ''].join('\n');
}

function shown(value: string | number | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 3 }) : value;
}
