import type { NumericField } from '#contract/chart';

const mostFields = 3;
/** Clocks, counters and identifiers: numbers that say little as a line. */
const bookkeeping =
  /^(ts|t|time|timestamp|epoch|date|seq|sequence|id|uptime|version|counter|rev|revision)$|(_|\b)(ts|id|seq|ms|at|timestamp|epoch)$|(Id|Seq|At|Timestamp)$/;

/** The fields a chart begins with: at most three, measured values before switches, lists and bookkeeping. */
export function firstFields(fields: readonly NumericField[]): readonly string[] {
  const ranked = fields.map((field, place) => ({ field, place, cost: cost(field) }));
  ranked.sort((one, other) => one.cost - other.cost || one.place - other.place);
  const best = ranked[0]?.cost ?? 0;
  // Where something is measured, only that; else one line of what there is.
  const chosen = best < 2 ? ranked.filter(({ cost: of }) => of < 2).slice(0, mostFields) : ranked.slice(0, 1);
  return chosen.toSorted((one, other) => one.place - other.place).map(({ field }) => field.path);
}

function cost({ path, kind, value, unit }: NumericField): number {
  const name = path.split(/[.[]/).at(-1) ?? path;
  const looksLikeTime = unit === null && Number.isInteger(value) && value > 1e9;
  if (path !== '' && (bookkeeping.test(name) || looksLikeTime)) return 4;
  if (path.includes('[')) return 3;
  if (kind === 'boolean') return 2;
  return kind === 'number' ? 0 : 1;
}
