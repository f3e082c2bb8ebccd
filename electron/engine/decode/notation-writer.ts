import { decodingBounds } from '#contract/limits';
import { DecodeError } from './decode-error';
import type { NotationSink } from './notation-sink';

/** Text waits as a string until it is this long: many small writes into bytes are slow. */
const waitingCharacters = 16_384;
const hexPieceBytes = 65_536;
/** Names that are containers are written twice, names inside names four times and so on. */
const mostNamesInNames = 8;

interface Frame {
  readonly map: boolean;
  /** Of a map: a name comes next. */
  nameNext: boolean;
  items: number;
  /** This container is a name of the one around it: where its text starts; else -1. */
  readonly nameFrom: number;
}

/**
 * Writes notation (see Decoded): JSON's grammar, with these bare words besides JSON's numbers, `true`, `false` and `null`:
 *
 * - `NaN`, `Infinity`, `-Infinity`, `undefined`: as they are called
 * - `h'0a0b'`: bytes, in lower case hex, always whole
 * - `word(…)` with a bare word or nothing inside: `1(1363896240)`, `simple(16)`, `ext5(h'0a')`, `timestamp(1700000000.5)`
 *
 * A bare word never holds white space, a comma, a colon, a quotation mark or a bracket other than `(` and `)`. Floating-point numbers
 * always have a point or an exponent, whole numbers never. Names that are no strings are their notation as a string: `{"1": …}`,
 * `{"[1,2]": …}`. Order and duplicate names stay. A stack of our own and bounds on depth and size: input decides both.
 */
export class NotationWriter implements NotationSink {
  byte = 0;
  readonly #alive: () => void;
  #bytes = Buffer.allocUnsafe(4_096);
  #length = 0;
  #waiting = '';
  readonly #frames: Frame[] = [];
  #frame: Frame | undefined;
  #namesInNames = 0;

  constructor(alive: () => void) {
    this.#alive = alive;
  }

  openMap(): void {
    this.#open(true);
  }

  openArray(): void {
    this.#open(false);
  }

  close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined || (frame.map && !frame.nameNext)) throw new Error('nothing to close');
    this.#write(frame.map ? '}' : ']');
    this.#frame = this.#frames.at(-1);
    if (frame.nameFrom < 0) return this.#after();
    this.#namesInNames -= 1;
    this.#drain();
    const name = this.#bytes.toString('utf8', frame.nameFrom, this.#length);
    this.#length = frame.nameFrom;
    this.#write(`${JSON.stringify(name)}:`);
    this.#after();
  }

  /** As a JSON string. */
  text(text: string): void {
    this.#before();
    this.#write(JSON.stringify(text));
    this.#afterScalar();
  }

  /** A bare word. */
  word(word: string): void {
    this.#before();
    this.#write(this.#nameIsNext ? `"${word}"` : word);
    this.#afterScalar();
  }

  /** As `before` + `h'…'` + `after`. */
  hex(bytes: Uint8Array, before = '', after = ''): void {
    this.#before();
    const quote = this.#nameIsNext ? '"' : '';
    this.#write(`${quote}${before}h'`);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let from = 0; from < buffer.length; from += hexPieceBytes) {
      this.#write(buffer.toString('hex', from, Math.min(from + hexPieceBytes, buffer.length)));
    }
    this.#write(`'${after}${quote}`);
    this.#afterScalar();
  }

  /** UTF-8 of what was written. */
  finish(): Uint8Array {
    if (this.#frame !== undefined) throw new Error('something is open');
    this.#drain();
    return this.#bytes.subarray(0, this.#length);
  }

  get #nameIsNext(): boolean {
    return this.#frame?.nameNext === true;
  }

  #open(map: boolean): void {
    if (this.#frames.length >= decodingBounds.levels) throw new DecodeError('too-deep', this.byte);
    this.#before();
    let nameFrom = -1;
    if (this.#nameIsNext) {
      if (this.#namesInNames === mostNamesInNames) throw new DecodeError('too-deep', this.byte);
      this.#namesInNames += 1;
      this.#drain();
      nameFrom = this.#length;
    }
    this.#frame = { map, nameNext: map, items: 0, nameFrom };
    this.#frames.push(this.#frame);
    this.#write(map ? '{' : '[');
  }

  #before(): void {
    const frame = this.#frame;
    if (frame !== undefined && frame.items > 0 && (!frame.map || frame.nameNext)) this.#write(',');
  }

  #afterScalar(): void {
    if (this.#nameIsNext) this.#write(':');
    this.#after();
  }

  #after(): void {
    const frame = this.#frame;
    if (frame === undefined) return;
    if (!frame.map) {
      frame.items += 1;
    } else {
      if (!frame.nameNext) frame.items += 1;
      frame.nameNext = !frame.nameNext;
    }
  }

  #write(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length >= waitingCharacters) this.#drain();
  }

  #drain(): void {
    this.#alive();
    const bytes = Buffer.byteLength(this.#waiting);
    const needed = this.#length + bytes;
    if (needed > decodingBounds.decodedBytes) throw new DecodeError('too-large', this.byte);
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.write(this.#waiting, this.#length);
    this.#length = needed;
    this.#waiting = '';
  }
}
