const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const closeArray = 0x5d;

/** Takes a scalar of an array: where it starts, and behind its end. */
export type TakeElement = (start: number, end: number) => void;

/** The scalars of an array on one line that was laid out, so that its grammar is known to be right. `start`: its bracket. */
export function flatElements(bytes: Uint8Array, start: number, take: TakeElement): void {
  for (let at = start + 1; ;) {
    const byte = bytes[at];
    if (byte === undefined || byte === closeArray) return;
    if (byte <= 0x20 || byte === comma) {
      at += 1;
      continue;
    }
    const end = byte === quote ? stringEnd(bytes, at + 1) : wordEnd(bytes, at + 1);
    take(at, end);
    at = end;
  }
}

function stringEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at + 1;
}

function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined || byte <= 0x20 || byte === comma || byte === closeArray) return at;
    at += 1;
  }
}
