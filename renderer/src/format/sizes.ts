import { formatTenths, formatWhole } from './numbers';

const units = ['B', 'KB', 'MB', 'GB'] as const;

/** `214 B`, `256 KB`, `4.2 MB`: steps of 1,000 as in the budgets, one decimal under ten unless it is whole. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (unit < units.length - 1 && value >= 999.5) {
    value /= 1_000;
    unit += 1;
  }
  const round = unit === 0 || value >= 9.95 || Number.isInteger(value);
  return `${round ? formatWhole(value) : formatTenths(value)} ${units[unit] ?? ''}`;
}
