import type { BodyLines, LineText } from './body-lines';

/** How many bytes stand on one line. */
export type BytesPerLine = 8 | 16;

/** A body as a hex dump, made line by line when read: offset, 8 or 16 bytes in two halves, ASCII. */
export class HexLines implements BodyLines {
  readonly #bytes: Uint8Array;
  readonly #offsetDigits: number;
  readonly bytesPerLine: BytesPerLine;
  readonly count: number;

  constructor(bytes: Uint8Array, bytesPerLine: BytesPerLine) {
    this.#bytes = bytes;
    this.#offsetDigits = bytes.length > 0x10000 ? 8 : 4;
    this.bytesPerLine = bytesPerLine;
    this.count = Math.ceil(bytes.length / bytesPerLine);
  }

  line(rank: number): LineText {
    const bytes = this.bytes(rank);
    const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    const half = this.bytesPerLine / 2;
    const halves = [pairs.slice(0, half), pairs.slice(half)].map((some) => some.join(' ').padEnd(half * 3 - 1));
    const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const offset = (rank * this.bytesPerLine).toString(16).padStart(this.#offsetDigits, '0');
    return { text: `${offset}  ${halves.join('  ')}  ${ascii}`, cutCharacters: 0 };
  }

  bytes(rank: number): Uint8Array {
    return this.#bytes.subarray(rank * this.bytesPerLine, (rank + 1) * this.bytesPerLine);
  }
}
