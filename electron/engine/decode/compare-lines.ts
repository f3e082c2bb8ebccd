import type { BodyLines } from './body-lines';
import { maxWasCharacters, unchanged, type Comparison } from './comparison';

interface ByteLines extends BodyLines {
  bytes(rank: number): Uint8Array;
}

/** Of a folded block no more lines than this are looked at. */
const mostLooked = 2_000;

/** Text and hex, line by line at the same rank; found out when a line is read. */
export function compareLines(now: ByteLines, before: ByteLines): Comparison {
  const same = (rank: number): boolean =>
    rank < before.count && Buffer.compare(now.bytes(rank), before.bytes(rank)) === 0;
  return {
    removedNames: [],
    change: (rank) => {
      if (rank >= before.count) return { changed: true, was: null };
      if (same(rank)) return unchanged;
      const { text } = before.line(rank);
      return { changed: true, was: text.length > maxWasCharacters ? `${text.slice(0, maxWasCharacters)}…` : text };
    },
    changesWithin: (first, last) => {
      for (let rank = first; rank <= Math.min(last, first + mostLooked); rank += 1) if (!same(rank)) return true;
      return false;
    }
  };
}
