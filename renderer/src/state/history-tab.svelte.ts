import type { FieldPath } from '#contract/chart';
import type { SelectedTopic } from '#contract/frame';
import type { HistoryRow } from '#contract/history-list';
import { inspectorBounds } from '#contract/limits';
import { historyWords } from '#contract/words/history';
import type { EngineClient } from '../client/engine-client';
import { formatTime } from '../format/times';
import { DiffView, type DiffWish } from './diff-view.svelte';
import { InspectorHistory } from './inspector-history.svelte';

/** A key after another is one question. */
const typingMs = 250;
/** Rows looked through for the one before B, when the list holds several topics. */
const mostRowsBetween = 400;

/** A message as A or B. It stays what it is when its row is let go. */
export type HistoryPlace = Pick<HistoryRow, 'node' | 'seq' | 'receivedAtMs' | 'topic' | 'gapMs'>;

/** Rows of the list from A to B, whichever is older. */
export interface HistoryRange {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** How many; null: not known here. */
  readonly rows: number | null;
}

/** Height of the comparison in CSS px, for all connections of this window. */
const comparison: { heightPx: number | null } = $state({ heightPx: null });

export type HistoryMove = 'older' | 'newer' | 'page-older' | 'page-newer' | 'oldest' | 'newest';

/** What a name has to be like to be a path as it stands (contract/chart, FieldPath). */
const plainName = /^[^.[\]"\\\s\p{C}…]([^.[\]"\\\p{C}…]{0,198}[^.[\]"\\\s\p{C}…])?$/u;

/** The History tab: which messages are listed, which two of them are compared, and which fields are columns. */
export class HistoryTabState {
  below = $state(false);
  changesOnly = $state(false);
  /** As typed. */
  filter = $state('');
  layout: 'inline' | 'split' = $state('inline');
  /** B, picked by a person; null: the newest row. */
  picked: HistoryPlace | null = $state.raw(null);
  /** A; null: the message before B. */
  marked: HistoryPlace | null = $state.raw(null);
  /** A row to bring into view; null when none. */
  wantedRank: number | null = $state(null);
  /** For a polite live region. */
  announcement = $state('');
  /** A is where a selection began: it goes with the next row that is picked without Shift. */
  selecting = $state(false);
  /** Fields left out of comparisons. */
  ignored: readonly FieldPath[] = $state.raw([]);

  readonly list: InspectorHistory;
  readonly diff: DiffView;
  /** The newest row as last read; it may be let go while the list holds still. */
  #newest: HistoryPlace | null = $state.raw(null);
  /** Paths of the numbers in B, asked for when a person looks for columns. */
  #numbers: { readonly seq: number; readonly paths: readonly FieldPath[] } | null = $state.raw(null);

  readonly b = $derived.by(() => this.picked ?? this.#newest);
  readonly shownRank = $derived.by(() => (this.b === null ? null : this.list.rankOf(this.b.seq)));
  readonly markedRank = $derived.by(() => (this.marked === null ? null : this.list.rankOf(this.marked.seq)));
  readonly filtered = $derived(this.filter.trim() !== '');
  readonly atWork = $derived.by(() => (this.list.messages ?? 0) > this.list.lookedAt);
  /** The message before B, as far as the rows at hand tell; `first`: there is none. */
  readonly #before: HistoryPlace | 'first' | null = $derived.by(() => this.#findBefore());
  /** A, or what stands for it; null: not known here. */
  readonly a = $derived.by(() => this.marked ?? (this.#before === 'first' ? null : this.#before));
  /** B is the first message there is. */
  readonly alone = $derived.by(() => this.b !== null && this.marked === null && this.#before === 'first');
  /** What may be exported; null: no other message is marked. */
  readonly range: HistoryRange | null = $derived.by(() => this.#findRange());
  readonly wish: DiffWish | null = $derived.by(() => this.#compared());
  /** Fields that may become columns: those of B, and the ones that are. */
  readonly fieldNames: readonly FieldPath[] = $derived.by(() => this.#findFieldNames());

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #onpick: (place: HistoryPlace | null) => void;
  readonly #stopListening: () => void;
  readonly #columnsOf = new Map<number, readonly FieldPath[]>();
  readonly #ignoredOf = new Map<number, readonly FieldPath[]>();
  /** Of A and B, while the list stays the same: their rows may be let go. */
  readonly #ordinals = new Map<number, number>();
  #node: number | null = null;
  #open = false;
  #typing: ReturnType<typeof setTimeout> | null = null;
  /** A row that was picked before it was at hand. */
  #awaitedRank: number | null = null;
  #messages = -1;
  #decodingRevision = -1;

  /** `onpick`: another message is looked at; null: the newest. */
  constructor(client: Pick<EngineClient, 'ask' | 'listen'>, onpick: (place: HistoryPlace | null) => void) {
    this.#client = client;
    this.#onpick = onpick;
    this.list = new InspectorHistory(client, () => this.#onread());
    this.diff = new DiffView(client);
    this.#stopListening = client.listen({
      snapshot: () => this.#forget(),
      frame: ({ status }) => this.#hear(status.messages, status.decodingRevision),
      refused: () => undefined
    });
  }

  /** Height of the comparison as a person set it, CSS px; null: half of what there is. */
  get diffHeightPx(): number | null {
    return comparison.heightPx;
  }

  set diffHeightPx(px: number | null) {
    comparison.heightPx = px;
  }

  close(): void {
    this.#stopListening();
    this.rest();
  }

  /** The tab is on screen, with this topic; `picked`: the message of it that is looked at elsewhere. */
  show(topic: SelectedTopic, picked: HistoryPlace | null): void {
    const { node } = topic;
    if (this.#open && node === this.#node) return;
    const other = node !== this.#node;
    if (other) {
      this.#node = node;
      this.marked = null;
      this.selecting = false;
      this.filter = '';
      this.below = topic.newestSeq === null;
      this.announcement = '';
      this.ignored = this.#ignoredOf.get(node) ?? [];
      this.list.setColumns(this.#columnsOf.get(node) ?? []);
    }
    // Of a branch a message may be picked that no other tab knows.
    if (other || !this.below || picked !== null) this.#pick(picked);
    this.#open = true;
    this.#reopen();
  }

  /** Perhaps another engine: nodes and message numbers are its own, and what was kept by them belongs to nobody. */
  #forget(): void {
    this.rest();
    this.#node = null;
    this.#columnsOf.clear();
    this.#ignoredOf.clear();
    this.#decodingRevision = -1;
  }

  /** The tab is not on screen: the engine holds nothing for it. */
  rest(): void {
    this.#open = false;
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = null;
    this.list.restart(null);
    this.diff.clear();
    this.#newest = null;
    this.#numbers = null;
  }

  setBelow(on: boolean): void {
    this.below = on;
    this.#reopen();
  }

  setChangesOnly(on: boolean): void {
    this.changesOnly = on;
    this.#reopen();
  }

  typeFilter(text: string): void {
    this.filter = text.slice(0, inspectorBounds.filterCharacters);
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#reopen(), typingMs);
  }

  clearFilter(): void {
    this.filter = '';
    this.#reopen();
  }

  /** Makes a row B; the newest one means: follow. `extend`: what was B becomes A, unless there is one. */
  pick(rank: number, extend = false): void {
    this.#select(extend);
    const row = this.list.entryAt(rank);
    this.wantedRank = rank;
    this.#awaitedRank = row ? null : rank;
    if (!row) return;
    // A selection holds still, also one up to the newest.
    if (rank === 0 && this.list.newer === 0 && !extend) this.follow();
    else this.#pick(row, true);
  }

  follow(): void {
    this.#awaitedRank = null;
    this.wantedRank = 0;
    this.#pick(null, true);
    this.list.refresh();
  }

  move(to: HistoryMove, pageRows: number, extend = false): void {
    const { rows } = this.list;
    if (rows === 0) return;
    this.#select(extend);
    const from = this.#awaitedRank ?? this.shownRank ?? -1;
    const steps = { older: 1, newer: -1, 'page-older': pageRows, 'page-newer': -pageRows } as const;
    if (to === 'newest' && !extend) this.follow();
    else if (to === 'newest') this.pick(0, extend);
    else if (to === 'oldest') this.pick(rows - 1, extend);
    else if (from + steps[to] < 0 && this.list.newer > 0) this.follow();
    else this.pick(Math.max(0, Math.min(rows - 1, from + steps[to])), extend);
  }

  /** B becomes A; once more: A is the message before B again. */
  mark(): void {
    const { b } = this;
    if (b === null) return;
    const clears = this.marked?.seq === b.seq;
    this.selecting = false;
    this.marked = clears ? null : b;
    this.#remember(b);
    this.announcement = clears ? historyWords.unmarked : historyWords.marked(formatTime(b.receivedAtMs));
  }

  unmark(): void {
    this.marked = null;
    this.selecting = false;
    this.announcement = historyWords.unmarked;
  }

  /** Brings the list up to now; B stays. */
  showNewer(): void {
    this.wantedRank = 0;
    this.list.refresh();
  }

  toggleColumn(path: FieldPath): void {
    const { columns } = this.list;
    if (columns.includes(path)) this.#setColumns(columns.filter((one) => one !== path));
    else if (columns.length < inspectorBounds.columns) this.#setColumns([...columns, path]);
  }

  clearColumns(): void {
    this.#setColumns([]);
  }

  ignore(path: FieldPath, on: boolean): void {
    const others = this.ignored.filter((one) => one !== path);
    this.ignored = on ? [...others, path].slice(0, inspectorBounds.columns) : others;
    if (this.#node !== null) this.#ignoredOf.set(this.#node, this.ignored);
  }

  /** A person looks for columns: B's numbers have names, too. */
  async findNumbers(): Promise<void> {
    const { b } = this;
    if (b === null || this.#numbers?.seq === b.seq) return;
    const { node, seq } = b;
    this.#numbers = { seq, paths: [] };
    const result = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq });
    if (result.ok && this.b?.seq === seq) this.#numbers = { seq, paths: result.value.fields.map(({ path }) => path) };
  }

  /** A selection begins with Shift, and ends without. */
  #select(extend: boolean): void {
    const { b } = this;
    if (extend && this.marked === null && b !== null) {
      this.marked = b;
      this.selecting = true;
      this.#remember(b);
      this.announcement = historyWords.marked(formatTime(b.receivedAtMs));
    } else if (!extend && this.selecting) {
      this.unmark();
    }
  }

  #remember({ seq }: HistoryPlace): void {
    const rank = this.list.rankOf(seq);
    const ordinal = rank === null ? undefined : this.list.entryAt(rank)?.ordinal;
    if (ordinal !== undefined) this.#ordinals.set(seq, ordinal);
  }

  #findRange(): HistoryRange | null {
    const { marked, b } = this;
    if (marked === null || b === null || marked.seq === b.seq) return null;
    const [from, to] = [this.#rank(marked), this.#rank(b)];
    return { fromSeq: marked.seq, toSeq: b.seq, rows: from === null || to === null ? null : Math.abs(from - to) + 1 };
  }

  #rank({ seq }: HistoryPlace): number | null {
    const rank = this.list.rankOf(seq);
    const ordinal = this.#ordinals.get(seq);
    // Folded rows of a branch are numbered anew all the time.
    if (rank !== null || ordinal === undefined || (this.below && this.changesOnly)) return rank;
    return this.list.rankOfOrdinal(ordinal);
  }

  #reopen(): void {
    this.#ordinals.clear();
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = null;
    this.#awaitedRank = null;
    if (!this.#open || this.#node === null) return;
    const { below, changesOnly } = this;
    this.wantedRank = 0;
    this.list.restart({ node: this.#node, below, changesOnly, filter: this.filter.trim() });
  }

  #pick(place: HistoryPlace | null, tell = false): void {
    if (place !== null) this.#remember(place);
    this.picked = place;
    this.list.still = place !== null;
    if (tell) this.#onpick(place);
  }

  #setColumns(columns: readonly FieldPath[]): void {
    if (this.#node !== null) this.#columnsOf.set(this.#node, columns);
    this.list.setColumns(columns);
  }

  #hear(messages: number, decodingRevision: number): void {
    const decodesAnew = this.#decodingRevision !== -1 && decodingRevision !== this.#decodingRevision;
    this.#decodingRevision = decodingRevision;
    const came = messages !== this.#messages;
    this.#messages = messages;
    if (!this.#open) return;
    if (decodesAnew) {
      this.list.reopen();
      this.diff.again();
    } else if (came) this.list.hear();
  }

  #onread(): void {
    const row = this.list.entryAt(0);
    if (row) this.#newest = row;
    else if (this.list.rows === 0) this.#newest = null;
    const awaited = this.#awaitedRank;
    if (awaited !== null && this.list.entryAt(Math.min(awaited, this.list.rows - 1))) {
      this.pick(Math.min(awaited, this.list.rows - 1), this.selecting);
    }
  }

  #compared(): DiffWish | null {
    const { a, b, layout, ignored } = this;
    if (b === null || this.alone) return null;
    const side = a === null ? null : { node: a.node, seq: a.seq };
    const follows = this.picked === null;
    return { a: side, b: { node: b.node, seq: b.seq }, layout, ignore: ignored, follows };
  }

  #findBefore(): HistoryPlace | 'first' | null {
    const { b, shownRank: rank, list } = this;
    if (b === null || rank === null) return null;
    for (let next = rank + 1; next < Math.min(list.rows, rank + mostRowsBetween); next += 1) {
      const row = list.entryAt(next);
      if (!row) return null;
      if (row.node === b.node) return row;
    }
    const wasLast = rank + mostRowsBetween > list.rows;
    return wasLast && !this.filtered && !this.atWork ? 'first' : null;
  }

  #findFieldNames(): FieldPath[] {
    const row = this.shownRank === null ? undefined : this.list.entryAt(this.shownRank);
    const names = row?.preview.kind === 'fields' ? row.preview.fields.map(([name]) => name) : [];
    const numbers = this.#numbers !== null && this.#numbers.seq === this.b?.seq ? this.#numbers.paths : [];
    return [...new Set([...this.list.columns, ...names.filter(isPlainName), ...numbers])];
  }
}

/** Whether a field of this name is found by a path that is the name. */
export function isPlainName(name: string): boolean {
  return plainName.test(name);
}
