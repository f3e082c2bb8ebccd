import { formatWhole } from './numbers';

/** Budgets count in steps of 1,000, as the setting is typed: `212`, `4,000`; one decimal under ten. */
export function formatMegabytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes < 10 ? String(Math.round(megabytes * 10) / 10) : formatWhole(megabytes);
}
