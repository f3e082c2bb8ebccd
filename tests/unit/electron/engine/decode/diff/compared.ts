import type { DiffRow } from '../../../../../../electron/contract/diff';
import { openDiff, type HeldDiff } from '../../../../../../electron/engine/decode/diff/open-diff';
import type { Decoded } from '../../../../../../electron/engine/decode/decoded';
import type { ReadPayload } from '../../../../../../electron/engine/decode/read-payload';

export type Kind = 'json' | 'notation' | 'text' | 'bytes';

export function readAs(kind: Kind, payload: string | Uint8Array): ReadPayload {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  return {
    payload: bytes,
    decoding: {
      chain: [],
      reason: { kind: 'detected' },
      messageType: null,
      problem: null,
      byteOrderMark: false,
      decodedBytes: bytes.length,
      sparkplug: null
    },
    decoded: decodedAs(kind, bytes)
  };
}

function decodedAs(kind: Kind, bytes: Uint8Array): Decoded {
  if (kind === 'bytes') return { kind: 'inner', bytes };
  if (kind === 'text') return { kind, text: bytes };
  return { kind: 'json', text: bytes, notation: kind === 'notation' };
}

interface More {
  readonly layout?: 'inline' | 'split';
  readonly ignore?: readonly string[];
}

export function compare(kind: Kind, a: string | Uint8Array, b: string | Uint8Array, more: More = {}): HeldDiff {
  const wish = { layout: more.layout ?? 'inline', ignore: more.ignore ?? [] };
  return openDiff(readAs(kind, a), readAs(kind, b), wish, () => undefined);
}

/** Every row there is, read in the pieces a page reads. */
export function rowsOf({ rows }: HeldDiff): readonly DiffRow[] {
  const all: DiffRow[] = [];
  for (let first = 0; first < rows.count; first += 400) all.push(...rows.rows(first, 400));
  return all;
}

/** All rows with every fold opened, the last one first. */
export function unfolded(held: HeldDiff): readonly DiffRow[] {
  for (let rank = held.rows.count - 1; rank >= 0; rank -= 1) {
    if (held.rows.rows(rank, 1)[0]?.kind === 'folded') held.rows.unfold(rank);
  }
  return rowsOf(held);
}

/** As inline rows are drawn: `- `, `+ `, two spaces, or how many lines are folded; marks in `⟦⟧`. */
export function drawn(rows: readonly DiffRow[]): readonly string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'folded') return [`(${row.lines})`];
    if (row.kind === 'same') return [`  ${row.b.text}`];
    return [row.a && `- ${withMarks(row.a)}`, row.b && `+ ${withMarks(row.b)}`].filter((line) => line !== null);
  });
}

function withMarks({ text, marks }: { readonly text: string; readonly marks: readonly (readonly [number, number])[] }) {
  let shown = '';
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at || end <= start || end > text.length) throw new Error(`mark ${start}-${end} in ${text}`);
    shown += `${text.slice(at, start)}⟦${text.slice(start, end)}⟧`;
    at = end;
  }
  return shown + text.slice(at);
}

/** What one side reads when the other side's rows are left out. */
export function sideOf(rows: readonly DiffRow[], side: 'a' | 'b'): readonly string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'folded') throw new Error('folded');
    const cell = row[side];
    return cell === null ? [] : [cell.text];
  });
}
