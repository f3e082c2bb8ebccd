import { assertNever } from '#contract/assert-never';
import type { MoveAnswer, Question } from '#contract/engine';
import type { StoreReader } from '../store/store-reader';
import type { ListedRow, RowList } from './row-list';

type MoveQuestion = Extract<Question, { ask: 'move' }>;

/** Where a key press leads (DESIGN.md 6, WAI-ARIA treegrid). A row that is folded away stands for its nearest shown one. */
export function findMove(
  question: MoveQuestion,
  rows: RowList,
  store: StoreReader,
  displayText: (text: string) => string
): MoveAnswer | null {
  const from = rankOfShown(question.from, rows, store);
  const rank = targetRank(question, from, rows, store, displayText);
  const row = rank === null ? undefined : rows.at(rank);
  return rank !== null && row ? { node: row.node, rank } : null;
}

function targetRank(
  question: MoveQuestion,
  from: number | null,
  rows: RowList,
  store: StoreReader,
  displayText: (text: string) => string
): number | null {
  const last = rows.length - 1;
  const row = from === null ? undefined : rows.at(from);
  switch (question.to) {
    case 'first':
      return 0;
    case 'last':
      return last;
    case 'previous':
      return from === null ? 0 : Math.max(0, from - question.step);
    case 'next':
      return from === null ? 0 : Math.min(last, from + question.step);
    case 'parent': {
      const rank = row ? rows.rankOf(store.parent(row.top)) : -1;
      return rank < 0 ? null : rank;
    }
    case 'firstChild':
      return from !== null && row?.open ? from + 1 : null;
    case 'typeahead':
      return typeahead(question.prefix, from, rows, (candidate) => {
        const length = question.prefix.length;
        return [candidate.top, candidate.node].some((node) => {
          const start = displayText(store.segment(node).slice(0, length)).toLowerCase();
          return start.startsWith(question.prefix.toLowerCase());
        });
      });
    default:
      return assertNever(question.to);
  }
}

function typeahead(
  prefix: string,
  from: number | null,
  rows: RowList,
  matches: (row: ListedRow) => boolean
): number | null {
  if (prefix === '') return null;
  for (let step = 1; step <= rows.length; step += 1) {
    const rank = ((from ?? -1) + step) % rows.length;
    const row = rows.at(rank);
    if (row && matches(row)) return rank;
  }
  return null;
}

function rankOfShown(node: number | null, rows: RowList, store: StoreReader): number | null {
  for (let at = node ?? 0; at > 0; at = store.parent(at)) {
    const rank = rows.rankOf(at);
    if (rank >= 0) return rank;
  }
  return null;
}
