import type { DiffCell } from '#contract/diff';
import { markCut, plainCell, type DiffLines, type SideLines } from './diff-lines';
import type { TextSpans } from './text-spans';
import { visible, wordMarks } from './word-marks';

/** Of two lines that have less in common, all is new: marks would be specks. */
const leastCommon = 0.3;

/** Two texts line by line; in lines that stand for each other, the words that differ. */
export function textDiffLines(a: TextSpans, b: TextSpans): DiffLines {
  const aSide = side(a);
  const bSide = side(b);
  return {
    a: aSide,
    b: bSide,
    pair: (aRank, bRank) => {
      const aCell = aSide.cell(aRank);
      const bCell = bSide.cell(bRank);
      if (aCell.text !== bCell.text) return marked(aCell, bCell);
      if (aCell.text.endsWith('…')) return [markCut(aCell), markCut(bCell)];
      return [withEnding(aCell, a.ending(aRank)), withEnding(bCell, b.ending(bRank))];
    }
  };
}

function side(text: TextSpans): SideLines {
  return { count: text.count, cell: (rank) => plainCell(text.line(rank), rank) };
}

function marked(a: DiffCell, b: DiffCell): readonly [DiffCell, DiffCell] {
  const marks = wordMarks(a.text, b.text);
  if (marks.commonCharacters < leastCommon * Math.max(visible(a.text), visible(b.text))) return [a, b];
  return [
    { ...a, marks: marks.a },
    { ...b, marks: marks.b }
  ];
}

/** Lines that read the same and end differently show how. */
function withEnding(cell: DiffCell, ending: string): DiffCell {
  const { length } = cell.text;
  if (ending === '') return cell;
  return { ...cell, text: cell.text + ending, marks: [[length, length + ending.length]] };
}
