import type { FieldPath } from '#contract/chart';
import { parseFieldPath, type FieldStep } from '#contract/field-path';

/** The place in every array: what `Ignore` offers of a list whose elements all have a time stamp. */
export const anyPlace = '[*]';

interface Place {
  readonly next: Map<FieldStep | typeof anyPlace, number>;
  ignored: boolean;
}

/** The fields a person does not want to see as changes. A place among them is a number; -1: nothing ignored is below. */
export class IgnoredFields {
  readonly #places: Place[] = [{ next: new Map(), ignored: false }];

  constructor(paths: readonly FieldPath[]) {
    for (const path of paths) this.#add(path);
  }

  get root(): number {
    const [root] = this.#places;
    return root && (root.ignored || root.next.size > 0) ? 0 : -1;
  }

  ignores(place: number): boolean {
    return this.#places[place]?.ignored ?? false;
  }

  /** `name` as it reads, not as it is written. */
  inObject(place: number, name: string): number {
    return this.#places[place]?.next.get(name) ?? -1;
  }

  inArray(place: number, index: number): number {
    const next = this.#places[place]?.next;
    return next?.get(index) ?? next?.get(anyPlace) ?? -1;
  }

  #add(path: FieldPath): void {
    // `[*]` is no path of one field: as a name it would stand in quotes.
    const steps = parseFieldPath(path.replaceAll(anyPlace, `["${anyPlace}"]`));
    if (!steps) return;
    let at = 0;
    for (const step of steps) {
      const { next } = this.#places[at] ?? { next: new Map<FieldStep, number>() };
      const known = next.get(step);
      if (known !== undefined) {
        at = known;
        continue;
      }
      next.set(step, this.#places.length);
      at = this.#places.length;
      this.#places.push({ next: new Map(), ignored: false });
    }
    const place = this.#places[at];
    if (place) place.ignored = true;
  }
}
