import type { HistoryRow, SeqRange } from '#contract/history-list';
import { inspectorBounds } from '#contract/limits';
import type { InspectorHistory } from './inspector-history.svelte';

/** A message as A or B. It stays what it is when its row is let go. */
export type HistoryPlace = Pick<HistoryRow, 'node' | 'seq' | 'receivedAtMs' | 'topic' | 'gapMs'>;

/** What becomes of the rows that are selected when B goes to another one. */
export type HistoryPick =
  | 'only'
  /** Those from where B was. */
  | 'extend'
  /** Beside those that are, the row, unless it is one of them. */
  | 'toggle'
  /** Beside those that are, the ones from where B was. */
  | 'add'
  /** Those that are. */
  | 'keep';

interface Stretch {
  readonly from: HistoryPlace;
  readonly to: HistoryPlace;
}

/** Rows of a list that were put together one by one, and from one to another. Empty as long as nobody did. */
export class HistorySelection {
  /** Oldest first; no row is in two of them. */
  #stretches: readonly Stretch[] = $state.raw([]);
  /** Rows that were taken out of a stretch again. */
  #without: ReadonlySet<number> = $state.raw(new Set());
  readonly empty = $derived(this.#stretches.length === 0);

  readonly #list: InspectorHistory;
  readonly #ranksChange: () => boolean;
  /** Of places that were at hand, while the list stays the same: their rows may be let go. */
  readonly #ordinals = new Map<number, number>();

  /** `ranksChange`: rows get other places in the list all the time. */
  constructor(list: InspectorHistory, ranksChange: () => boolean) {
    this.#list = list;
    this.#ranksChange = ranksChange;
  }

  /** What is saved of the list, oldest first. */
  get ranges(): readonly SeqRange[] {
    return this.#stretches.flatMap(({ from, to }) => {
      const ranges: SeqRange[] = [];
      let fromSeq = from.seq;
      for (const seq of [...this.#without].sort((one, other) => one - other)) {
        if (seq < fromSeq || seq > to.seq) continue;
        if (seq > fromSeq) ranges.push({ fromSeq, toSeq: seq - 1 });
        fromSeq = seq + 1;
      }
      if (fromSeq <= to.seq) ranges.push({ fromSeq, toSeq: to.seq });
      return ranges;
    });
  }

  /** Null: not known here. */
  get rows(): number | null {
    const rows = this.#stretches.map(({ from, to }) => this.rowsBetween(from, to));
    return rows.includes(null) ? null : rows.reduce<number>((sum, one) => sum + (one ?? 0), 0) - this.#without.size;
  }

  has(seq: number): boolean {
    return !this.#without.has(seq) && this.#stretches.some(({ from, to }) => seq >= from.seq && seq <= to.seq);
  }

  toggle(place: HistoryPlace): void {
    const { seq } = place;
    const inside = this.#stretches.find(({ from, to }) => seq >= from.seq && seq <= to.seq);
    if (!inside) {
      this.add(place, place);
    } else if (inside.from.seq === inside.to.seq) {
      this.#stretches = this.#stretches.filter((one) => one !== inside);
    } else {
      const without = new Set(this.#without);
      if (!without.delete(seq)) without.add(seq);
      this.#without = without;
      if (this.rows === 0) this.clear();
    }
  }

  /** All rows from one to another, whichever is older. */
  add(one: HistoryPlace, other: HistoryPlace): void {
    this.remember(one);
    this.remember(other);
    let [from, to] = one.seq <= other.seq ? [one, other] : [other, one];
    const apart: Stretch[] = [];
    const without = new Set([...this.#without].filter((seq) => seq < from.seq || seq > to.seq));
    for (const stretch of this.#stretches) {
      if (stretch.to.seq < from.seq || stretch.from.seq > to.seq) {
        apart.push(stretch);
        continue;
      }
      if (stretch.from.seq < from.seq) ({ from } = stretch);
      if (stretch.to.seq > to.seq) ({ to } = stretch);
    }
    if (apart.length + without.size + 1 > inspectorBounds.listRanges) return;
    this.#stretches = [...apart, { from, to }].sort((a, b) => a.from.seq - b.from.seq);
    this.#without = without;
  }

  clear(): void {
    this.#stretches = [];
    this.#without = new Set();
  }

  /** The list is another one. */
  forget(): void {
    this.clear();
    this.#ordinals.clear();
  }

  /** Its row is at hand. */
  remember({ seq }: HistoryPlace): void {
    const rank = this.#list.rankOf(seq);
    const ordinal = rank === null ? undefined : this.#list.entryAt(rank)?.ordinal;
    if (ordinal !== undefined) this.#ordinals.set(seq, ordinal);
  }

  /** Both included; null: not known here. */
  rowsBetween(one: HistoryPlace, other: HistoryPlace): number | null {
    const [from, to] = [this.#rank(one), this.#rank(other)];
    return from === null || to === null ? null : Math.abs(from - to) + 1;
  }

  #rank({ seq }: HistoryPlace): number | null {
    const rank = this.#list.rankOf(seq);
    const ordinal = this.#ordinals.get(seq);
    if (rank !== null || ordinal === undefined || this.#ranksChange()) return rank;
    return this.#list.rankOfOrdinal(ordinal);
  }
}
