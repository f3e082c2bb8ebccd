const parts = 64;
const firstSlots = 16;
/** Numbers per slot: hash, value + 1 (0: empty). */
const width = 2;

/**
 * Hash → number, open addressing in typed arrays. 64 parts that grow by themselves: one table for two million entries
 * would stall for 50 to 170 ms each time it doubles (facts/limits.md 4). What is equal decides the caller, who walks
 * `part(hash)` from `hash & mask` on. That walk needs no bound: hashes have a secret of this run, so that nobody outside
 * can choose what falls together, and a part is full to 70 % at most.
 */
export class HashTable {
  readonly #parts: Int32Array[] = Array.from({ length: parts }, () => new Int32Array(firstSlots * width));
  readonly #counts = new Uint32Array(parts);
  #memoryBytes = parts * firstSlots * width * 4;

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** Pairs of hash and value + 1; the values of one hash stand from slot `hash & (length / 2 - 1)` on, up to a 0. */
  part(hash: number): Int32Array {
    return this.#parts[hash >>> 26] as Int32Array;
  }

  /** The caller has looked: there is no equal one. */
  add(hash: number, value: number): void {
    const number = hash >>> 26;
    let part = this.#parts[number] as Int32Array;
    const count = (this.#counts[number] ?? 0) + 1;
    this.#counts[number] = count;
    if (count * 10 > (part.length / width) * 7) part = this.#grow(number, part);
    put(part, hash, value + 1);
  }

  #grow(number: number, part: Int32Array): Int32Array {
    const grown = new Int32Array(part.length * 2);
    for (let at = 0; at < part.length; at += width) {
      const stored = part[at + 1] ?? 0;
      if (stored !== 0) put(grown, part[at] ?? 0, stored);
    }
    this.#memoryBytes += (grown.length - part.length) * 4;
    this.#parts[number] = grown;
    return grown;
  }
}

function put(part: Int32Array, hash: number, stored: number): void {
  const mask = part.length / width - 1;
  let slot = hash & mask;
  while (part[slot * width + 1] !== 0) slot = (slot + 1) & mask;
  part[slot * width] = hash;
  part[slot * width + 1] = stored;
}
