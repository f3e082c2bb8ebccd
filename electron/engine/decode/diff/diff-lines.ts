import type { DiffCell } from '#contract/diff';
import type { LineText } from '../body-lines';

/** The lines of one side, by rank; made when they are read. */
export interface SideLines {
  readonly count: number;
  cell(rank: number): DiffCell;
}

/** Both sides, and what differs inside two lines that stand for each other. */
export interface DiffLines {
  readonly a: SideLines;
  readonly b: SideLines;
  pair(aRank: number, bRank: number): readonly [DiffCell, DiffCell];
}

/** A line as a cell without marks. A very long one is cut, and says so at its end. */
export function plainCell({ text, cutCharacters }: LineText, rank: number): DiffCell {
  return { text: cutCharacters > 0 ? `${text}…` : text, marks: [], number: rank + 1 };
}

/** Two cells that read the same although their lines differ: the difference is in what was cut. */
export function markCut(cell: DiffCell): DiffCell {
  const { length } = cell.text;
  return cell.text.endsWith('…') ? { ...cell, marks: [[length - 1, length]] } : cell;
}
