// One locale for every machine: the order of a tree must not depend on where it is looked at.
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' });

/**
 * Order of two segments under one parent: `$SYS` first, then natural and case-insensitive (`line-2` before `line-10`).
 * The collator finds some different texts equal (`02` and `2`, control characters): their code units break the tie,
 * so that the order is total and two topics never swap.
 */
export function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '$SYS') return -1;
  if (b === '$SYS') return 1;
  return collator.compare(a, b) || (a < b ? -1 : 1);
}
