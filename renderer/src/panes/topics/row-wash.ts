import type { SlotRow } from '../../state/tree-slots';

/**
 * Which fade a row shows. A change that came while the row held still (steady, or not connected) was shown by then: it
 * does not fade once the row is let go, which would make all rows flash together.
 */
export class RowWash {
  #held: SlotRow['wash'];

  constructor(wash: SlotRow['wash']) {
    this.#held = wash;
  }

  /** 0: none. 1 and 2 take turns, as in the slot. */
  next(wash: SlotRow['wash'], still: boolean): SlotRow['wash'] {
    if (still) this.#held = wash;
    else if (wash !== this.#held) this.#held = 0;
    return still || wash === this.#held ? 0 : wash;
  }
}
