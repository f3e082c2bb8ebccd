import type { DiffCell } from '#contract/diff';
import type { JsonLines } from '../json-lines';
import { markCut, plainCell, type DiffLines, type SideLines } from './diff-lines';
import { wordMarks } from './word-marks';

/** Two JSON texts as laid out; in lines that differ, the words that do. */
export function jsonDiffLines(a: JsonLines, b: JsonLines): DiffLines {
  const aSide = side(a);
  const bSide = side(b);
  return {
    a: aSide,
    b: bSide,
    pair: (aRank, bRank) => pair(aSide.cell(aRank), bSide.cell(bRank))
  };
}

function side(lines: JsonLines): SideLines {
  return { count: lines.count, cell: (rank) => plainCell(lines.line(rank), rank) };
}

function pair(a: DiffCell, b: DiffCell): readonly [DiffCell, DiffCell] {
  const [aText, bText] = [withoutComma(a.text), withoutComma(b.text)];
  if (aText === bText) return [markCut(a), markCut(b)];
  const marks = wordMarks(aText, bText);
  return [
    { ...a, marks: marks.a },
    { ...b, marks: marks.b }
  ];
}

/** Whether something follows is no change of this value. */
function withoutComma(text: string): string {
  return text.endsWith(',') ? text.slice(0, -1) : text;
}
