import type { BodyLines } from './body-lines';
import { maxWasCharacters, unchanged, type Comparison } from './comparison';

interface ByteLines extends BodyLines {
  bytes(rank: number): Uint8Array;
}

/** Text and hex, line by line at the same rank; found out when a line is read. */
export function compareLines(now: ByteLines, before: ByteLines): Comparison {
  return {
    removedNames: [],
    change: (rank) => {
      if (rank >= before.count) return { changed: true, was: null };
      if (Buffer.compare(now.bytes(rank), before.bytes(rank)) === 0) return unchanged;
      const { text } = before.line(rank);
      return { changed: true, was: text.length > maxWasCharacters ? `${text.slice(0, maxWasCharacters)}…` : text };
    }
  };
}
