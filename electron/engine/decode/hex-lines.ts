import type { BodyLines, LineText } from './body-lines';

const bytesPerLine = 16;

/** A body as a hex dump, made line by line when read: offset, 16 bytes in two halves, ASCII. */
export class HexLines implements BodyLines {
  readonly #bytes: Uint8Array;
  readonly #offsetDigits: number;
  readonly count: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#offsetDigits = bytes.length > 0x10000 ? 8 : 4;
    this.count = Math.ceil(bytes.length / bytesPerLine);
  }

  line(rank: number): LineText {
    const bytes = this.bytes(rank);
    const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    const half = bytesPerLine / 2;
    const hex = `${pairs.slice(0, half).join(' ').padEnd(23)}  ${pairs.slice(half).join(' ').padEnd(23)}`;
    const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const offset = (rank * bytesPerLine).toString(16).padStart(this.#offsetDigits, '0');
    return { text: `${offset}  ${hex}  ${ascii}`, cutCharacters: 0 };
  }

  bytes(rank: number): Uint8Array {
    return this.#bytes.subarray(rank * bytesPerLine, (rank + 1) * bytesPerLine);
  }
}
