import type { FieldPath } from '#contract/chart';
import type { SelectedTopic } from '#contract/frame';
import type { SeqRange } from '#contract/history-list';
import { inspectorBounds } from '#contract/limits';
import { historyWords } from '#contract/words/history';
import type { EngineClient } from '../client/engine-client';
import { formatWhole } from '../format/numbers';
import { isPlainName } from '../format/plain-name';
import { formatTime } from '../format/times';
import { DiffView, type DiffWish } from './diff-view.svelte';
import { HistoryColumns } from './history-columns';
import { HistorySelection, type HistoryPick, type HistoryPlace } from './history-selection.svelte';
import { HistorySeeking } from './history-seeking';
import { InspectorHistory } from './inspector-history.svelte';
import { rowBefore } from './row-before';

/** A key after another is one question. */
const typingMs = 250;

/** Some rows of the list. */
export interface HistoryRange {
  readonly ranges: readonly SeqRange[];
  /** How many; null: not known here. */
  readonly rows: number | null;
  /** They were put together one by one; else they are those from A to B. */
  readonly chosen: boolean;
}

/** Height of the comparison in CSS px, for all connections of this window. */
const comparison: { heightPx: number | null } = $state({ heightPx: null });

export type HistoryMove = 'older' | 'newer' | 'page-older' | 'page-newer' | 'oldest' | 'newest';

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
  /** What became of the last export, in words. */
  outcome = $state('');
  /** Fields left out of comparisons. */
  ignored: readonly FieldPath[] = $state.raw([]);

  readonly list: InspectorHistory;
  readonly columns: HistoryColumns;
  readonly selection: HistorySelection;
  readonly diff: DiffView;
  /** The newest row as last read; it may be let go while the list holds still. */
  #newest: HistoryPlace | null = $state.raw(null);
  /** Paths of the numbers in a message of a topic, asked for when a person looks for columns. */
  #numbers: { readonly node: number; readonly paths: readonly FieldPath[] } | null = $state.raw(null);
  #looksForNumbers = false;

  readonly b = $derived.by(() => this.picked ?? this.#newest);
  readonly shownRank = $derived.by(() => (this.b === null ? null : this.list.rankOf(this.b.seq)));
  readonly markedRank = $derived.by(() => (this.marked === null ? null : this.list.rankOf(this.marked.seq)));
  /** What the filter looks for, in lower case. */
  readonly words: readonly string[] = $derived(this.filter.toLowerCase().split(/\s+/).filter(Boolean));
  readonly filtered = $derived(this.words.length > 0);
  readonly atWork = $derived.by(() => (this.list.messages ?? 0) > this.list.lookedAt);
  /** The message that B is compared with by itself, as far as the rows at hand tell; `first`: there is none. */
  readonly #before: HistoryPlace | 'first' | null = $derived.by(() => this.#findBefore());
  /** A, or what stands for it; null: not known here. */
  readonly a = $derived.by(() => this.marked ?? (this.#before === 'first' ? null : this.#before));
  /** B is the first message there is. */
  readonly alone = $derived.by(() => this.b !== null && this.marked === null && this.#before === 'first');
  /** What may be exported beside all; null: no row but B is selected, nor another one marked. */
  readonly range: HistoryRange | null = $derived.by(() => this.#findRange());
  readonly wish: DiffWish | null = $derived.by(() => this.#compared());
  /** Fields that may become columns: those of B, and the ones that are. */
  readonly fieldNames: readonly FieldPath[] = $derived.by(() => this.#findFieldNames());

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #onpick: (place: HistoryPlace | null) => void;
  readonly #stopListening: () => void;
  readonly #ignoredOf = new Map<number, readonly FieldPath[]>();
  #node: number | null = null;
  #open = false;
  #typing: ReturnType<typeof setTimeout> | null = null;
  /** A row that was picked before it was at hand. */
  #awaited: { readonly rank: number; readonly how: HistoryPick } | null = null;
  /** The message whose row is to be found in a list that was opened anew. */
  readonly #seeking: HistorySeeking;
  #messages = -1;
  #decodingRevision = -1;

  /** `onpick`: another message is looked at; null: the newest. */
  constructor(client: Pick<EngineClient, 'ask' | 'listen'>, onpick: (place: HistoryPlace | null) => void) {
    this.#client = client;
    this.#onpick = onpick;
    this.list = new InspectorHistory(client, () => this.#onread());
    this.columns = new HistoryColumns(this.list);
    // Folded rows of a branch are numbered anew all the time.
    this.selection = new HistorySelection(this.list, () => this.below && this.changesOnly);
    this.#seeking = new HistorySeeking(client, this.list, (rank) => (this.wantedRank = rank));
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
      this.outcome = '';
      this.ignored = this.#ignoredOf.get(node) ?? [];
      this.columns.show(node);
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
    this.columns.forget();
    this.#ignoredOf.clear();
    this.#decodingRevision = -1;
  }

  /** The tab is not on screen: the engine holds nothing for it. */
  rest(): void {
    this.#open = false;
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = null;
    this.list.restart(null);
    this.selection.clear();
    this.#seeking.stop();
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

  /** Makes a row B; the newest one means: follow, unless rows are selected. */
  pick(rank: number, how: HistoryPick = 'only'): void {
    const row = this.list.entryAt(rank);
    const before = this.b;
    this.#seeking.stop();
    this.#awaited = row ? null : { rank, how };
    this.wantedRank = rank;
    if (!row) return;
    this.#select(how);
    if (how === 'toggle') this.selection.toggle(row);
    else if (how === 'add') this.selection.add(before ?? row, row);
    if (how === 'toggle' || how === 'add') this.#sayHowMany();
    // A selection holds still, also one up to the newest.
    if (rank === 0 && this.list.newer === 0 && how === 'only') this.follow();
    else this.#pick(row, true);
  }

  follow(): void {
    this.#awaited = null;
    this.#seeking.stop();
    this.wantedRank = 0;
    this.#pick(null, true);
    this.list.refresh();
  }

  move(to: HistoryMove, pageRows: number, how: HistoryPick = 'only'): void {
    const { rows, newer } = this.list;
    if (rows === 0) return;
    const from = this.#awaited?.rank ?? this.shownRank ?? -1;
    const steps = { older: 1, newer: -1, 'page-older': pageRows, 'page-newer': -pageRows } as const;
    const rank = to === 'newest' ? 0 : to === 'oldest' ? rows - 1 : from + steps[to];
    if (how === 'only' && (to === 'newest' || (rank < 0 && newer > 0))) {
      this.#select(how);
      this.follow();
    } else this.pick(Math.max(0, Math.min(rows - 1, rank)), how);
  }

  /** B is selected beside those that are, or no more. */
  toggle(): void {
    const { b } = this;
    if (b === null) return;
    const alone = this.selection.empty && !this.selecting;
    this.#select('toggle');
    if (!alone) this.selection.toggle(b);
    this.#pick(b, true);
    this.#sayHowMany();
  }

  isSelected(seq: number): boolean {
    const { marked, b } = this;
    if (!this.selection.empty) return this.selection.has(seq);
    if (!this.selecting || marked === null || b === null) return seq === b?.seq;
    return seq >= Math.min(marked.seq, b.seq) && seq <= Math.max(marked.seq, b.seq);
  }

  /** B becomes A; once more: A is the message before B again. */
  mark(): void {
    const { b } = this;
    if (b === null) return;
    const clears = this.marked?.seq === b.seq;
    this.selecting = false;
    this.marked = clears ? null : b;
    this.selection.remember(b);
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

  ignore(path: FieldPath, on: boolean): void {
    const others = this.ignored.filter((one) => one !== path);
    this.ignored = on ? [...others, path].slice(0, inspectorBounds.columns) : others;
    if (this.#node !== null) this.#ignoredOf.set(this.#node, this.ignored);
  }

  /** A person looks for columns: B's numbers have names, too. */
  async findNumbers(): Promise<void> {
    const { b } = this;
    this.#looksForNumbers = b === null;
    if (b === null) return;
    const { node, seq } = b;
    const result = await this.#client.ask<'numbers'>({ ask: 'numbers', node, seq, lines: false });
    // Newer ones of the topic may have come since: they mostly have the same.
    if (result.ok && this.b?.node === node)
      this.#numbers = { node, paths: result.value.fields.map(({ path }) => path) };
  }

  /** Before B goes to another row. From where Shift is held on A is where B was; it goes when that is over. */
  #select(how: HistoryPick): void {
    const { b, marked } = this;
    if (how === 'only' || how === 'extend') this.selection.clear();
    else if (this.selecting && marked !== null && b !== null) this.selection.add(marked, b);
    else if (this.selection.empty && b !== null) this.selection.add(b, b);
    if (how === 'extend' && marked === null && b !== null) {
      this.marked = b;
      this.selecting = true;
      this.selection.remember(b);
      this.announcement = historyWords.marked(formatTime(b.receivedAtMs));
    } else if (how !== 'extend' && this.selecting) {
      this.unmark();
    }
  }

  #sayHowMany(): void {
    const { rows } = this.selection;
    if (rows !== null) this.announcement = historyWords.selected(formatWhole(rows), rows === 1);
  }

  #findRange(): HistoryRange | null {
    const { marked, b, selection } = this;
    if (!selection.empty) return { ranges: selection.ranges, rows: selection.rows, chosen: true };
    if (marked === null || b === null || marked.seq === b.seq) return null;
    const ranges = [{ fromSeq: marked.seq, toSeq: b.seq }];
    return { ranges, rows: selection.rowsBetween(marked, b), chosen: false };
  }

  #reopen(): void {
    this.selection.forget();
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = null;
    this.#awaited = null;
    if (!this.#open || this.#node === null) return;
    const { below, changesOnly } = this;
    this.wantedRank = 0;
    if (this.picked !== null) this.#seeking.start(this.picked.seq);
    this.list.restart({ node: this.#node, below, changesOnly, filter: this.filter.trim() });
  }

  #pick(place: HistoryPlace | null, tell = false): void {
    if (place !== null) this.selection.remember(place);
    this.picked = place;
    this.list.still = place !== null;
    if (tell) this.#onpick(place);
  }

  #hear(messages: number, decodingRevision: number): void {
    const decodesAnew = this.#decodingRevision !== -1 && decodingRevision !== this.#decodingRevision;
    this.#decodingRevision = decodingRevision;
    const came = messages !== this.#messages;
    this.#messages = messages;
    if (!this.#open) return;
    if (decodesAnew) {
      if (this.filtered) this.#reopen();
      else this.list.readAnew();
      this.diff.again();
    } else if (came) this.list.hear();
  }

  #onread(): void {
    const row = this.list.entryAt(0);
    if (row) this.#newest = row;
    else if (this.list.rows === 0) this.#newest = null;
    const awaited = this.#awaited;
    const rank = awaited && Math.min(awaited.rank, this.list.rows - 1);
    if (awaited && rank !== null && this.list.entryAt(rank)) this.pick(rank, awaited.how);
    this.#seeking.onread();
    if (this.#looksForNumbers) void this.findNumbers();
  }

  #compared(): DiffWish | null {
    const { a, b, layout, ignored } = this;
    if (b === null || this.alone) return null;
    const side = a === null ? null : { node: a.node, seq: a.seq };
    const follows = this.picked === null;
    const different = this.changesOnly;
    return { a: side, b: { node: b.node, seq: b.seq }, different, layout, ignore: ignored, follows };
  }

  #findBefore(): HistoryPlace | 'first' | null {
    const { b, shownRank, list } = this;
    // Between rows that a filter found there are others.
    if (b === null || shownRank === null || this.filtered) return null;
    const before = rowBefore(list, b, shownRank);
    return before === 'none' ? (this.atWork || list.leavesOut ? null : 'first') : before;
  }

  #findFieldNames(): FieldPath[] {
    const row = this.shownRank === null ? undefined : this.list.entryAt(this.shownRank);
    const names = row?.preview.kind === 'fields' ? row.preview.fields.map(([name]) => name) : [];
    const numbers = this.#numbers !== null && this.#numbers.node === this.b?.node ? this.#numbers.paths : [];
    return [...new Set([...this.list.columns, ...names.filter(isPlainName), ...numbers])];
  }
}
