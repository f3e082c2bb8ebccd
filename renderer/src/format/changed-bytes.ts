/** A line of a hex dump against what stood there before. */
export interface ChangedBytes {
  /** The line, cut where changed bytes begin and end. */
  readonly parts: readonly { readonly text: string; readonly changed: boolean }[];
  /** The old bytes from the first that changed to the last (`06 2b`); empty: there were none. */
  readonly was: string;
}

/** Offset, two spaces, then the bytes: a space between them, and one more between the halves. */
const offsetPattern = /^[0-9a-f]+ {2}/;

/** Null: one of the two is no line of a hex dump. */
export function changedBytes(text: string, before: string, bytesPerLine: number): ChangedBytes | null {
  const start = offsetPattern.exec(text)?.[0].length;
  const startBefore = offsetPattern.exec(before)?.[0].length;
  if (start === undefined || startBefore === undefined) return null;
  const parts: { text: string; changed: boolean }[] = [];
  const old: string[] = [];
  let until = 0;
  let cut = 0;
  let marking = false;
  for (let column = 0; column < bytesPerLine; column += 1) {
    const place = start + placeOf(column, bytesPerLine);
    const now = text.slice(place, place + 2).trim();
    const placeBefore = startBefore + placeOf(column, bytesPerLine);
    const was = before.slice(placeBefore, placeBefore + 2).trim();
    const differs = now !== was;
    if (differs) until = old.length + 1;
    if (differs || old.length > 0) old.push(was);
    // What is no longer there has no place to mark.
    const marked = differs && now !== '';
    if (marked === marking) continue;
    const end = marked ? place : start + placeOf(column - 1, bytesPerLine) + 2;
    parts.push({ text: text.slice(cut, end), changed: marking });
    cut = end;
    marking = marked;
  }
  const end = marking ? start + placeOf(bytesPerLine - 1, bytesPerLine) + 2 : text.length;
  parts.push({ text: text.slice(cut, end), changed: marking });
  if (end < text.length) parts.push({ text: text.slice(end), changed: false });
  return {
    parts,
    was: old
      .slice(0, until)
      .filter((byte) => byte !== '')
      .join(' ')
  };
}

function placeOf(column: number, bytesPerLine: number): number {
  return column * 3 + (column >= bytesPerLine / 2 ? 1 : 0);
}
