import type { FieldPath } from '#contract/chart';

const kind = 'application/x-treeline-message-field';

/** A number of a message on its way to a chart. */
export interface DraggedField {
  readonly node: number;
  /** Display-safe, for the person who lets it go. */
  readonly topic: string;
  /** Empty: the payload is the number. */
  readonly path: FieldPath;
}

export function writeDraggedField(transfer: DataTransfer | null, field: DraggedField): void {
  transfer?.setData(kind, JSON.stringify([field.node, field.topic, field.path]));
}

/** While it is dragged only its kind can be seen. */
export function bringsField(transfer: Pick<DataTransfer, 'types'> | null): boolean {
  return transfer?.types.includes(kind) === true;
}

/** Null: something else was let go. Other programs can drop anything under any name. */
export function readDraggedField(transfer: Pick<DataTransfer, 'getData'> | null): DraggedField | null {
  const parts = parsed(transfer?.getData(kind) ?? '');
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [node, topic, path] = parts as readonly unknown[];
  if (typeof node !== 'number' || !Number.isSafeInteger(node) || node < 0) return null;
  return typeof topic === 'string' && typeof path === 'string' ? { node, topic, path } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
