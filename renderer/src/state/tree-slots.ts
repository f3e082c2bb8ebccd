import type { Row } from '#contract/frame';

/** A row in the place of the DOM that draws it. */
export interface SlotRow {
  /** Stays with the topic while it is in view; freed slots serve the topics that come into view. */
  readonly slot: number;
  readonly rank: number;
  readonly row: Row;
  /** 0: nothing to show. 1 and 2 take turns, so that a change starts the fade anew. */
  readonly wash: 0 | 1 | 2;
}

interface Place {
  readonly slot: number;
  revision: number;
  wash: 0 | 1 | 2;
  fadesUntilMs: number;
}

/** How long a change stays visible, as tokens.css says (--t-fade). */
const fadeMs = 1_200;
/** More rows in view than this fading at once are unrest: all of them hold still (DESIGN.md section 5). */
const mostFading = 40;

/** Which DOM row draws which topic, and which of them just changed. Holds as many places as rows in view. */
export class TreeSlots {
  #places = new Map<number, Place>();
  crowded = false;

  /** Slots in a stable order, so that no DOM node ever moves. Ranks from `visibleFirst` to before `visibleEnd` are in view. */
  assign(
    rows: readonly { readonly rank: number; readonly row: Row }[],
    nowMs: number,
    visibleFirst: number,
    visibleEnd: number
  ): readonly SlotRow[] {
    const taken = new Set<number>();
    const places = new Map<number, Place>();
    for (const { row } of rows) {
      const place = this.#places.get(row.node);
      if (!place) continue;
      places.set(row.node, place);
      taken.add(place.slot);
    }
    let free = 0;
    let fading = 0;
    const drawn: SlotRow[] = [];
    for (const { rank, row } of rows) {
      let place = places.get(row.node);
      if (place) {
        renew(place, row, nowMs);
      } else {
        while (taken.has(free)) free += 1;
        taken.add(free);
        place = { slot: free, revision: row.valueRevision, wash: 0, fadesUntilMs: 0 };
        places.set(row.node, place);
      }
      if (place.fadesUntilMs > nowMs && rank >= visibleFirst && rank < visibleEnd) fading += 1;
      drawn.push({ slot: place.slot, rank, row, wash: place.wash });
    }
    this.#places = places;
    this.crowded = fading > mostFading;
    return drawn.sort((one, other) => one.slot - other.slot);
  }

  clear(): void {
    this.#places.clear();
    this.crowded = false;
  }
}

function renew(place: Place, row: Row, nowMs: number): void {
  if (row.valueRevision <= place.revision) return;
  place.revision = row.valueRevision;
  if (row.steady) return;
  place.wash = place.wash === 1 ? 2 : 1;
  place.fadesUntilMs = nowMs + fadeMs;
}
