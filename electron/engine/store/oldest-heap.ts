/** A binary heap by seq: the oldest comes out first. */
export class OldestHeap<Entry extends { readonly seq: number }> {
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  push(entry: Entry): void {
    const entries = this.#entries;
    let place = entries.length;
    while (place > 0) {
      const up = (place - 1) >> 1;
      const parent = entries[up];
      if (!parent || parent.seq <= entry.seq) break;
      entries[place] = parent;
      place = up;
    }
    entries[place] = entry;
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const oldest = entries[0];
    const moved = entries.pop();
    if (!oldest || !moved || entries.length === 0) return oldest;
    let place = 0;
    for (;;) {
      let down = place * 2 + 1;
      let child = entries[down];
      if (!child) break;
      const right = entries[down + 1];
      if (right && right.seq < child.seq) {
        child = right;
        down += 1;
      }
      if (moved.seq <= child.seq) break;
      entries[place] = child;
      place = down;
    }
    entries[place] = moved;
    return oldest;
  }
}
