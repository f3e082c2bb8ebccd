import type { OpenedBody } from '#contract/document';

/** Whether its lines are bytes, so that their width decides how many there are. */
export function drawsBytes(opened: Pick<OpenedBody, 'view' | 'format'>): boolean {
  return opened.view === 'hex' || (opened.view === 'decoded' && opened.format === 'binary');
}

/** The byte of a hex dump that could not be read; null: none, or it is one of other bytes than those (inside of packed ones). */
export function problemByte(opened: Pick<OpenedBody, 'view' | 'format' | 'decoding'>): number | null {
  const { chain, problem } = opened.decoding;
  if (problem === null || chain.length > 0 || !drawsBytes(opened)) return null;
  return problem.byte;
}

/** A line of a hex dump cut around one byte (`0010  9f 1c `, `1f`, ` 00 44 …`); null: it is not on this line. */
export function aroundByte(
  text: string,
  rank: number,
  bytesPerLine: number,
  byte: number
): readonly [string, string, string] | null {
  if (Math.floor(byte / bytesPerLine) !== rank) return null;
  const column = byte % bytesPerLine;
  const offset = /^[0-9a-f]+ {2}/.exec(text)?.[0].length;
  if (offset === undefined) return null;
  // Two digits and a space for each byte, one space more between the halves.
  const start = offset + column * 3 + (column >= bytesPerLine / 2 ? 1 : 0);
  return [text.slice(0, start), text.slice(start, start + 2), text.slice(start + 2)];
}
