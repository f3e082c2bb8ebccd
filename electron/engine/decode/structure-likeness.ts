import { decodingBounds } from '#contract/limits';
import { DecodeError } from './decode-error';
import type { NotationSink } from './notation-sink';

/** Beyond this a body of numbers alone is no accident any more. */
const bytesBeyondChance = 12;
/** Two bytes of random data are a valid map often enough. */
const fewestBytes = 3;

/**
 * Measures whether bytes that read well as MessagePack or CBOR were meant to: short binary messages often are valid by chance, words
 * that people can read are not. Nothing is kept.
 */
export class StructureLikeness implements NotationSink {
  byte = 0;
  #depth = 0;
  #opened = 0;
  #words = 0;
  #unreadable = 0;
  #values = 0;

  openMap(): void {
    this.#open();
  }

  openArray(): void {
    this.#open();
  }

  close(): void {
    this.#depth -= 1;
  }

  text(text: string): void {
    this.#values += 1;
    // a control character is not what people call things
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    if (/[\0-\x08\x0e-\x1f\x7f\ufffd]/.test(text)) this.#unreadable += 1;
    else if (/\p{L}/u.test(text)) this.#words += 1;
  }

  word(): void {
    this.#values += 1;
  }

  hex(): void {
    this.#values += 1;
  }

  /** 0 to 0.8. */
  score(bytes: number): number {
    // A number or a string alone is any byte at all
    if (this.#opened === 0 || this.#values === 0 || this.#unreadable > 0 || bytes < fewestBytes) return 0;
    if (this.#words > 0) return 0.8;
    return bytes >= bytesBeyondChance ? 0.4 : 0;
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > decodingBounds.levels) throw new DecodeError('too-deep', this.byte);
    this.#opened += 1;
  }
}
