interface Extra {
  readonly atMs: number;
  /** -1: all series. */
  readonly series: number;
  readonly value: number;
}

/** The columns of a chart while they are filled in the order of time; single points are sorted in between. */
export class ChartRows {
  readonly #withBand: boolean;
  readonly #extras: Extra[] = [];
  #atMs: Float64Array;
  readonly #values: Float64Array[];
  readonly #low: Float64Array[];
  readonly #high: Float64Array[];
  #sorted = false;
  #nextExtra = 0;
  #length = 0;

  constructor(series: number, capacity: number, withBand: boolean) {
    const columns = (): Float64Array[] =>
      Array.from({ length: series }, () => new Float64Array(capacity).fill(Number.NaN));
    this.#withBand = withBand;
    this.#atMs = new Float64Array(capacity);
    this.#values = columns();
    this.#low = withBand ? columns() : this.#values;
    this.#high = withBand ? columns() : this.#values;
  }

  /** All lines are broken at these times. */
  breakAt(timesMs: readonly number[]): void {
    for (const atMs of timesMs) this.extra(atMs, -1, Number.POSITIVE_INFINITY);
  }

  /** A single point of one series; all of them before the first `begin`. */
  extra(atMs: number, series: number, value: number): void {
    this.#extras.push({ atMs, series, value });
  }

  /** A row at a time that is not before the last one's. */
  begin(atMs: number): void {
    this.#addExtras(atMs);
    this.#add(atMs);
  }

  /** In the row that was begun last. */
  set(series: number, value: number, low = value, high = value): void {
    const row = this.#length - 1;
    const values = this.#values[series];
    if (values) values[row] = value;
    if (!this.#withBand) return;
    const lows = this.#low[series];
    const highs = this.#high[series];
    if (lows) lows[row] = low;
    if (highs) highs[row] = high;
  }

  take(): {
    readonly atMs: Float64Array;
    readonly columns: readonly {
      readonly values: Float64Array;
      readonly low: Float64Array;
      readonly high: Float64Array;
    }[];
  } {
    this.#addExtras(Number.POSITIVE_INFINITY);
    const cut = (column: Float64Array): Float64Array => column.slice(0, this.#length);
    const columns = this.#values.map((all, index) => {
      const values = cut(all);
      if (!this.#withBand) return { values, low: values, high: values };
      return { values, low: cut(this.#low[index] ?? all), high: cut(this.#high[index] ?? all) };
    });
    return { atMs: cut(this.#atMs), columns };
  }

  #addExtras(beforeMs: number): void {
    if (!this.#sorted) {
      this.#extras.sort((left, right) => left.atMs - right.atMs);
      this.#sorted = true;
    }
    for (;;) {
      const extra = this.#extras[this.#nextExtra];
      if (extra === undefined || extra.atMs >= beforeMs) return;
      this.#nextExtra += 1;
      this.#add(extra.atMs);
      if (extra.series >= 0) this.set(extra.series, extra.value);
      else for (const series of this.#values.keys()) this.set(series, extra.value);
    }
  }

  #add(atMs: number): void {
    if (this.#length === this.#atMs.length) this.#grow();
    this.#atMs[this.#length] = atMs;
    this.#length += 1;
  }

  #grow(): void {
    const grown = (column: Float64Array): Float64Array => {
      const larger = new Float64Array(column.length * 2 + 16).fill(Number.NaN);
      larger.set(column);
      return larger;
    };
    this.#atMs = grown(this.#atMs);
    for (const columns of this.#withBand ? [this.#values, this.#low, this.#high] : [this.#values]) {
      for (const [index, column] of columns.entries()) columns[index] = grown(column);
    }
  }
}
