/** A piece of text: as it is, or one control picture with the letters that name it. */
export interface ControlRun {
  readonly text: string;
  readonly mark: string | null;
}

/** The ASCII control characters by number (RFC 20), and DEL, as their pictures U+2400 to U+2421 stand for them. */
const names = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US' +
  ' SP DEL'
).split(' ');
const picture = /[\u2400-\u2421]/;
const pictures = /([\u2400-\u2421])/;

/** Null: no control picture in it, as in nearly all text. */
export function controlRuns(text: string): readonly ControlRun[] | null {
  if (!picture.test(text)) return null;
  const runs: ControlRun[] = [];
  for (const piece of text.split(pictures)) {
    if (piece === '') continue;
    const mark = picture.test(piece) ? (names[piece.charCodeAt(0) - 0x2400] ?? null) : null;
    runs.push({ text: piece, mark });
  }
  return runs;
}
