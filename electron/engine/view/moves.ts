import { assertNever } from '#contract/assert-never';
import type { MoveAnswer, Question } from '#contract/engine';
import type { TopicOrder } from '../store/topic-order';
import { shownRank } from './shown-rank';
import type { VisibleRows } from './visible-rows';

type MoveQuestion = Extract<Question, { ask: 'move' }>;
export type KeyMove = MoveQuestion & { readonly to: Exclude<MoveQuestion['to'], 'typeahead'> };

/** Where a key press leads (DESIGN.md 6, WAI-ARIA treegrid). A row that is folded away stands for its nearest shown one. */
export function findMove(question: KeyMove, rows: VisibleRows, order: TopicOrder): MoveAnswer | null {
  const rank = targetRank(question, shownRank(question.from, rows, order), rows, order);
  const node = rank === null ? undefined : rows.nodeAt(rank);
  return rank !== null && node !== undefined ? { node, rank } : null;
}

function targetRank(question: KeyMove, from: number | null, rows: VisibleRows, order: TopicOrder): number | null {
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
      const rank = row ? rows.rankOf(order.parent(row.top)) : -1;
      return rank < 0 ? null : rank;
    }
    case 'firstChild':
      return from !== null && row?.open ? from + 1 : null;
    default:
      return assertNever(question.to);
  }
}
