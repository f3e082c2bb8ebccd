import { maxCountedBeyond } from '#contract/frame';
import { hashBytes, secretFrom, secretRandom } from './byte-hash';

/** Each grows by itself: one table for all stood still for 25 ms when it doubled at half a million topics. */
const parts = 64;
const firstSlots = 32;

/**
 * Topics that found no place in the tree: counted, each once. Only a hash of 64 bits is kept of each: among a million
 * topics two would be taken for one with a chance of 1 in 37 million.
 */
export class BeyondLimit {
  readonly #one: number;
  readonly #other: number;
  /** Pairs of hashes, both 0: empty. */
  readonly #parts: Int32Array[] = Array.from({ length: parts }, () => new Int32Array(firstSlots * 2));
  readonly #counts = new Uint32Array(parts);
  #memoryBytes = parts * firstSlots * 8;
  #topics = 0;
  #messages = 0;

  constructor(random: () => number = secretRandom) {
    this.#one = secretFrom(random);
    this.#other = secretFrom(random);
  }

  /** At `maxCountedBeyond`: at least as many. */
  get topics(): number {
    return this.#topics;
  }

  get messages(): number {
    return this.#messages;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  count(bytes: Uint8Array, start: number, end: number): void {
    this.#messages += 1;
    if (this.#topics >= maxCountedBeyond) return;
    const one = hashBytes(bytes, start, end, this.#one);
    // Never both 0.
    const other = hashBytes(bytes, start, end, this.#other) | (one === 0 ? 1 : 0);
    const number = one >>> 26;
    const part = this.#parts[number] as Int32Array;
    if (!put(part, one, other)) return;
    this.#topics += 1;
    const count = (this.#counts[number] ?? 0) + 1;
    this.#counts[number] = count;
    if (count * 4 > part.length) this.#grow(number, part);
  }

  #grow(number: number, part: Int32Array): void {
    const grown = new Int32Array(part.length * 2);
    for (let at = 0; at < part.length; at += 2) {
      const [one = 0, other = 0] = [part[at], part[at + 1]];
      if (one !== 0 || other !== 0) put(grown, one, other);
    }
    this.#memoryBytes += (grown.length - part.length) * 4;
    this.#parts[number] = grown;
  }
}

/** False: it was there. */
function put(slots: Int32Array, one: number, other: number): boolean {
  const mask = slots.length / 2 - 1;
  for (let slot = one & mask; ; slot = (slot + 1) & mask) {
    const [oneThere, otherThere] = [slots[slot * 2], slots[slot * 2 + 1]];
    if (oneThere === one && otherThere === other) return false;
    if (oneThere !== 0 || otherThere !== 0) continue;
    slots[slot * 2] = one;
    slots[slot * 2 + 1] = other;
    return true;
  }
}
