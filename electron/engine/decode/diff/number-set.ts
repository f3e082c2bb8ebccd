import type { WorkSteps } from './work-steps';

/** Odd, and nobody's to know: numbers that all want the same place cannot be made up. */
const spread = Math.floor(Math.random() * 0x8000_0000) | 1;

/** Which numbers of 32 bits a list has. Open addressing in flat memory: a Set of as many takes five times as long. */
export class NumberSet {
  readonly #values: Int32Array;
  readonly #used: Uint8Array;
  readonly #mask: number;

  constructor(values: Int32Array, work: WorkSteps) {
    let places = 16;
    while (places < values.length * 2) places *= 2;
    this.#values = new Int32Array(places);
    this.#used = new Uint8Array(places);
    this.#mask = places - 1;
    for (let at = 0; at < values.length; at += 1) {
      work.step();
      this.#add(values[at] ?? 0);
    }
  }

  has(value: number): boolean {
    return this.#used[this.#place(value)] === 1;
  }

  #add(value: number): void {
    const place = this.#place(value);
    this.#used[place] = 1;
    this.#values[place] = value;
  }

  /** Where it is, or would be. */
  #place(value: number): number {
    const mixed = Math.imul(value ^ (value >>> 16), spread);
    let place = (mixed ^ (mixed >>> 15)) & this.#mask;
    while (this.#used[place] === 1 && this.#values[place] !== value) place = (place + 1) & this.#mask;
    return place;
  }
}
