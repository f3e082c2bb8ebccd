const restMs = 500;

/** What something dragged rests on opens after a while, so that it can be let go inside. */
export class SpringLoad {
  readonly #open: (place: string) => void;
  #over: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(open: (place: string) => void) {
    this.#open = open;
  }

  /** Told again and again while the pointer is there; null: it is nowhere that opens. */
  over(place: string | null): void {
    if (place === this.#over) return;
    this.#over = place;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = place === null ? null : setTimeout(() => this.#open(place), restMs);
  }
}
