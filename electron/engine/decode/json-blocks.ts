import type { LineBlocks } from './body-folds';
import type { Steps } from './run-steps';
import { jsonLineKind, type JsonLineTable } from './json-line-table';

const linesPerStep = 65_536;

/** The blocks of a formatted JSON text. One that the text ends in goes to its last line. */
export function* jsonBlocks(table: JsonLineTable): Steps<LineBlocks> {
  const { count } = table;
  const lasts = new Int32Array(count);
  const open: number[] = [];
  let depth = 0;
  for (let rank = 0; rank < count; rank += 1) {
    lasts[rank] = rank;
    const kind = table.kind(rank);
    if (kind === jsonLineKind.open) {
      open[depth] = rank;
      depth += 1;
    } else if (kind === jsonLineKind.close) {
      depth -= 1;
      lasts[open[depth] ?? rank] = rank;
    }
    if (rank % linesPerStep === 0) yield;
  }
  for (let at = 0; at < depth; at += 1) lasts[open[at] ?? 0] = count - 1;
  return { count, lastLine: (rank) => lasts[rank] ?? rank };
}
