import { risingPairs } from './rising-pairs';
import { WorkSteps } from './work-steps';

/** Blocks of one side with the same hash that are looked at: bytes made to meet there are not found, and nothing waits for them. */
const mostProbes = 16;
const bytesPerSign = 65_536;
const factor = 0x01000193;

/** Stretches that are equal on both sides, rising on both. Flat: place in A, place in B, length, and so on. */
export type ByteRuns = readonly number[];

/**
 * Long equal stretches of two byte strings: blocks of A that come once there are looked for at every place of B by a rolling hash, checked
 * byte by byte, and grown forward. Finds every stretch of twice `blockBytes` and more that did not move past another one.
 */
export function byteAnchors(a: Uint8Array, b: Uint8Array, blockBytes: number, alive: () => void): ByteRuns {
  const table = new BlockTable(a, blockBytes, alive);
  const aPlaces: number[] = [];
  const bPlaces: number[] = [];
  const lengths: number[] = [];
  let leaving = 1;
  for (let at = 1; at < blockBytes; at += 1) leaving = Math.imul(leaving, factor);
  let hash = 0;
  let sign = bytesPerSign;
  for (let at = 0, fresh = true; at + blockBytes <= b.length;) {
    if (at >= sign) {
      alive();
      sign = at + bytesPerSign;
    }
    if (fresh) hash = blockHash(b, at, blockBytes);
    fresh = false;
    const found = table.find(hash, b, at);
    if (found >= 0) {
      let length = blockBytes;
      while (found + length < a.length && at + length < b.length && a[found + length] === b[at + length]) length += 1;
      aPlaces.push(found);
      bPlaces.push(at);
      lengths.push(length);
      at += length;
      fresh = true;
      continue;
    }
    hash = (Math.imul(hash - Math.imul(b[at] ?? 0, leaving), factor) + (b[at + blockBytes] ?? 0)) | 0;
    at += 1;
  }
  return rising(aPlaces, bPlaces, lengths, new WorkSteps(alive));
}

/** They rise in B already, and are apart there. In A one may begin inside the one before. */
function rising(
  aPlaces: readonly number[],
  bPlaces: readonly number[],
  lengths: readonly number[],
  work: WorkSteps
): ByteRuns {
  const runs: number[] = [];
  let aEnd = 0;
  for (const at of risingPairs(aPlaces, work)) {
    const a = aPlaces[at] ?? 0;
    const inside = Math.max(0, aEnd - a);
    const length = (lengths[at] ?? 0) - inside;
    if (length <= 0) continue;
    runs.push(a + inside, (bPlaces[at] ?? 0) + inside, length);
    aEnd = a + inside + length;
  }
  return runs;
}

function blockHash(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0;
  for (let at = start; at < start + length; at += 1) hash = (Math.imul(hash, factor) + (bytes[at] ?? 0)) | 0;
  return hash;
}

/** The blocks of a byte string that come once in it, by hash. */
class BlockTable {
  readonly #bytes: Uint8Array;
  readonly #blockBytes: number;
  readonly #mask: number;
  /** Block number + 1; 0: free. Below 0: it comes more than once. */
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;

  constructor(bytes: Uint8Array, blockBytes: number, alive: () => void) {
    this.#bytes = bytes;
    this.#blockBytes = blockBytes;
    const blocks = Math.floor(bytes.length / blockBytes);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, blocks * 2)));
    this.#mask = slots - 1;
    this.#slots = new Int32Array(slots);
    this.#hashes = new Int32Array(slots);
    for (let block = 0; block < blocks; block += 1) {
      if (block % 4_096 === 0) alive();
      this.#add(block);
    }
  }

  /** Where the block that stands at `at` in other bytes begins here; -1: nowhere, or in several places. */
  find(hash: number, bytes: Uint8Array, at: number): number {
    for (let probe = 0, slot = this.#slotOf(hash); probe < mostProbes; probe += 1, slot = (slot + 1) & this.#mask) {
      const kept = this.#slots[slot] ?? 0;
      if (kept === 0) return -1;
      if (this.#hashes[slot] !== hash || kept < 0) continue;
      const start = (kept - 1) * this.#blockBytes;
      if (this.#equal(start, bytes, at)) return start;
    }
    return -1;
  }

  #add(block: number): void {
    const start = block * this.#blockBytes;
    const hash = blockHash(this.#bytes, start, this.#blockBytes);
    for (let probe = 0, slot = this.#slotOf(hash); probe < mostProbes; probe += 1, slot = (slot + 1) & this.#mask) {
      const kept = this.#slots[slot] ?? 0;
      if (kept === 0) {
        this.#slots[slot] = block + 1;
        this.#hashes[slot] = hash;
        return;
      }
      if (this.#hashes[slot] !== hash) continue;
      const known = (Math.abs(kept) - 1) * this.#blockBytes;
      if (!this.#equal(known, this.#bytes, start)) continue;
      this.#slots[slot] = -Math.abs(kept);
      return;
    }
  }

  #equal(start: number, bytes: Uint8Array, at: number): boolean {
    for (let byte = 0; byte < this.#blockBytes; byte += 1) {
      if (this.#bytes[start + byte] !== bytes[at + byte]) return false;
    }
    return true;
  }

  #slotOf(hash: number): number {
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & this.#mask;
  }
}
