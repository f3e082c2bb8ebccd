const topicKind = 'application/x-treeline-topic';
const fieldKind = 'application/x-treeline-field';

type Dragged = Pick<DataTransfer, 'getData' | 'types'> | null;

/** What was let go over a chart. */
export interface Dropped {
  /** Key of a row of its own table; empty: none. */
  readonly field: string;
  /** A row of the tree. */
  readonly topic: { readonly node: number; readonly topic: string } | null;
}

export function takesDrop(dragged: Dragged): boolean {
  return dragged?.types.some((kind) => kind === topicKind || kind === fieldKind) === true;
}

/** Other programs can drop anything under any name. */
export function droppedOn(dragged: Dragged): Dropped {
  const found = /^(\d{1,15}) (.*)$/s.exec(dragged?.getData(topicKind) ?? '');
  return {
    field: dragged?.getData(fieldKind) ?? '',
    topic: found ? { node: Number(found[1]), topic: found[2] ?? '' } : null
  };
}
