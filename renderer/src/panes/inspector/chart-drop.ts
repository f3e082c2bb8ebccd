import { bringsField, readDraggedField, type DraggedField } from './dragged-field';

const topicKind = 'application/x-treeline-topic';
const rowKind = 'application/x-treeline-chart-row';

type Dragged = Pick<DataTransfer, 'getData' | 'types'> | null;

/** What was let go over a chart. */
export interface Dropped {
  /** Key of a row of its own table; empty: none. */
  readonly row: string;
  /** A row of the tree. */
  readonly topic: { readonly node: number; readonly topic: string } | null;
  /** A number of a message. */
  readonly field: DraggedField | null;
}

export function writeDraggedRow(transfer: DataTransfer | null, key: string): void {
  transfer?.setData(rowKind, key);
}

export function takesDrop(dragged: Dragged): boolean {
  return bringsField(dragged) || dragged?.types.some((kind) => kind === topicKind || kind === rowKind) === true;
}

/** Other programs can drop anything under any name. */
export function droppedOn(dragged: Dragged): Dropped {
  const found = /^(\d{1,15}) (.*)$/s.exec(dragged?.getData(topicKind) ?? '');
  return {
    row: dragged?.getData(rowKind) ?? '',
    topic: found ? { node: Number(found[1]), topic: found[2] ?? '' } : null,
    field: readDraggedField(dragged)
  };
}
