import { DiffScript } from './diff-script';

const linesPerSign = 8_192;
/** 20 bytes each: what differs line by line beyond that is one change. */
const mostSegments = 1_000_000;

export interface InPlaceDiff {
  readonly script: DiffScript;
  /** Lines that differ. */
  readonly changes: number;
}

/** Line 1 with line 1, and so on: for what is too large to look for more. */
export function diffInPlace(
  aCount: number,
  bCount: number,
  equal: (rank: number) => boolean,
  alive: () => void
): InPlaceDiff {
  const script = new DiffScript();
  const both = Math.min(aCount, bCount);
  let changes = Math.abs(aCount - bCount);
  let from = 0;
  let same = true;
  const end = (rank: number): void => {
    if (same) script.same(from, from, rank - from);
    else if (rank > from) script.change(from, rank - from, from, rank - from);
    from = rank;
  };
  for (let rank = 0; rank < both; rank += 1) {
    if (rank % linesPerSign === 0) alive();
    const here = equal(rank);
    if (!here) changes += 1;
    if (here === same || (script.length >= mostSegments && !same)) continue;
    end(rank);
    same = here;
  }
  end(both);
  if (aCount !== bCount) script.change(both, aCount - both, both, bCount - both);
  return { script, changes };
}
