import type { Command, MoveAnswer, Question } from '#contract/engine';
import type { FilterStatus, Frame } from '#contract/frame';
import type { StoreReader } from '../store/store-reader';
import type { TopicOrder } from '../store/topic-order';
import { engineStatus } from './engine-status';
import { FilteredTree } from './filtered-tree';
import { FirstView } from './first-view';
import { Gate } from './gate';
import type { Inspecting } from './inspecting';
import type { LiveFacts } from './live-facts';
import { findMove, type KeyMove } from './moves';
import { openSiblings } from './open-siblings';
import { OrderAtMoment } from './order-at-moment';
import { Pause } from './pause';
import { RowPainter } from './row-painter';
import { Selection } from './selection';
import { shownRank } from './shown-rank';
import type { ShownTree } from './shown-tree';
import { TopicQuery } from './topic-query';
import { Typeahead } from './typeahead';
import { WholeTree } from './whole-tree';

/** What a view goes on with at once when it is resumed or let loose; the rest is for slices. */
const promptMs = 8;
const sliceMs = 4;

interface TreeViewParts {
  readonly store: StoreReader;
  readonly inspecting: Pick<Inspecting, 'preview' | 'previewRevision' | 'displayBytes'>;
  readonly live: () => LiveFacts;
  /** Paths of branches that were open; null: never looked at, what fits is opened. */
  readonly expanded: readonly string[] | null;
}

/** What one window sees of the tree: expansion, filter, gate, scroll place, selection, pause. Time is an argument. */
export class TreeView {
  readonly #store: StoreReader;
  readonly #order: TopicOrder;
  readonly #inspecting: TreeViewParts['inspecting'];
  readonly #live: () => LiveFacts;
  readonly #firstView = new FirstView();
  readonly #gate = new Gate();
  readonly #painter: RowPainter;
  readonly #selection: Selection;
  readonly #whole: WholeTree;
  readonly #unwatch: () => void;
  /** The whole one, and the filtered one while there is one: that is shown then. */
  #trees: readonly ShownTree[] = [];
  #filtered: FilteredTree | null = null;
  #pause: Pause | null = null;
  #capacity = 0;
  /** New rows enter at the top of a tree that stands there, instead of above it where nobody sees them. */
  #sticksToTop = false;
  /** What a filter found is still coming in: a list that stands at its top stays there, whoever attends to it. */
  #streams = false;
  #hasNewTopics = false;
  #mayJudgeAgain = false;
  #expansionRevision = 0;
  /** The newest message at the last frame. */
  #lastSeq = 0;
  /** Where the page has to scroll to, and from which frame on its looks are of the rows now shown. */
  #scrollTo: number | null = null;
  #shownSince = 0;

  constructor({ store, inspecting, live, expanded }: TreeViewParts) {
    this.#store = store;
    this.#order = new OrderAtMoment(store.order, () => this.#pause);
    this.#inspecting = inspecting;
    this.#live = live;
    const displayBytes = (bytes: Uint8Array): string => inspecting.displayBytes(bytes);
    this.#painter = new RowPainter(store.order, inspecting);
    this.#selection = new Selection(store.order, displayBytes);
    this.#unwatch = store.order.watch({
      reserve: (capacity) => this.#reserve(capacity),
      rotated: (lower, upper) => {
        for (const tree of this.#trees) tree.rows.rotated(lower, upper);
      },
      placed: (first, leaf) => this.#placed(first, leaf),
      becameTopic: (node) => this.#becameTopic(node)
    });
    this.#whole = new WholeTree(store.order, this.#capacity, expanded ?? []);
    this.#trees = [this.#whole];
    this.#hasNewTopics = store.order.nodeCount > 1;
    if (expanded !== null) this.#firstView.leaveToPerson();
  }

  /** Rank of the first row on screen. */
  get visibleFirst(): number {
    this.#follow();
    return this.#shown.screen.place.visibleFirst;
  }

  get selected(): number | null {
    return this.#selection.node;
  }

  get pause(): Pause | null {
    return this.#pause;
  }

  /** As typed; empty: the whole tree is shown. */
  get filter(): string {
    return this.#filtered?.text ?? '';
  }

  /** Whether `continueFilter` has something to do. */
  get hasFilterWork(): boolean {
    return this.#filtered?.hasWork ?? false;
  }

  /** Whether a filter has nothing to show yet: worth waiting for a moment. */
  get isFilterBlank(): boolean {
    return this.#filtered !== null && !this.#filtered.complete && this.#filtered.matches === 0;
  }

  /** Grows when a person has opened or closed something in the whole tree. */
  get expansionRevision(): number {
    return this.#expansionRevision;
  }

  /** When the newest messages were read that the last frame was the first to show: epoch ms. */
  get freshAtMs(): readonly number[] {
    return this.#pause ? [] : this.#painter.freshAtMs;
  }

  connected(nowMs: number): void {
    this.#gate.connected(nowMs);
    this.refresh(nowMs);
  }

  presence(attended: boolean, nowMs: number): void {
    this.#gate.presence(attended, nowMs);
    this.refresh(nowMs);
  }

  look(look: Extract<Command, { kind: 'look' }>): void {
    this.#follow();
    const { place } = this.#shown.screen;
    this.#mayJudgeAgain = true;
    if (look.revision !== undefined && look.revision < this.#shownSince) {
      place.resize(look);
      return;
    }
    const scrolled = place.look(look.anchor === null || this.#isNode(look.anchor) ? look : { ...look, anchor: null });
    this.#shown.screen.hold();
    if (scrolled) this.showNew();
  }

  showNew(): void {
    this.#follow();
    if (!this.#shown.showNew()) return;
    this.#filtered?.step(performance.now() + promptMs);
    this.#sticksToTop = true;
    this.#follow();
  }

  select(node: number | null): void {
    this.#selection.select(node !== null && this.#isNode(node) ? node : null);
  }

  expand(node: number, open: boolean): void {
    if (!this.#isNode(node) || this.#rows.childCount(node) === 0) return;
    this.#changeByPerson(node, () => this.#rows.setOpen(node, open));
  }

  /** `*`: every branch beside this one. */
  expandSiblings(node: number): void {
    if (!this.#isNode(node) || this.#rows.rankOf(node) < 0) return;
    this.#changeByPerson(node, () => openSiblings(node, this.#rows, this.#store.order));
  }

  expandBranch(node: number): void {
    if (node !== 0 && !this.#isNode(node)) return;
    this.#changeByPerson(node, () => this.#rows.openBranch(node));
  }

  collapseAll(): void {
    this.#changeByPerson(null, () => this.#rows.closeAll());
    if (!this.#filtered) this.#whole.paths.forget();
  }

  /** What is open in the whole tree, filter or not. */
  openPaths(): readonly string[] {
    return this.#whole.paths.list();
  }

  /** Narrows the tree, or shows the whole one as it was left. */
  setFilter(text: string, nowMs: number): void {
    const query = TopicQuery.read(text);
    if (query ? text === this.filter : !this.#filtered) return;
    this.#follow();
    const { place } = this.#shown.screen;
    this.#filtered = query ? new FilteredTree(this.#order, this.#capacity, text, query) : null;
    this.#trees = this.#filtered ? [this.#whole, this.#filtered] : [this.#whole];
    this.#streams = this.#filtered !== null;
    const { screen, rows } = this.#shown;
    screen.place.resize(place);
    this.#judgeEntry(nowMs);
    this.#filtered?.step(performance.now() + sliceMs);
    // It was empty, and so open: what it found is not to be moved until the next look at the clock either.
    this.#judgeEntry(nowMs);
    if (!this.#filtered) {
      const rank = shownRank(this.selected, rows, this.#order);
      if (rank !== null) screen.place.reveal(rank, rows.length);
    }
    screen.hold();
    this.#scrollTo = screen.place.visibleFirst;
    this.#shownSince = Number.POSITIVE_INFINITY;
    this.#painter.forget();
  }

  /** One slice of filtering. */
  continueFilter(): void {
    this.#follow();
    this.#filtered?.step(performance.now() + sliceMs);
    this.#follow();
  }

  setPaused(on: boolean, nowMs: number): void {
    const pause = this.#pause;
    if (on === (pause !== null)) return;
    this.#painter.forget();
    if (!pause) {
      this.refresh(nowMs);
      this.#pause = new Pause(this.#store, nowMs);
      this.#judgeEntry(nowMs);
      return;
    }
    pause.release();
    this.#pause = null;
    this.#whole.resume(pause.gained);
    this.#filtered?.resume(pause.nodeCount, pause.gained);
    this.#filtered?.step(performance.now() + promptMs);
    this.#sticksToTop = true;
    this.#follow();
    this.#judgeEntry(nowMs);
  }

  /** The gate opens and closes with time; new topics have come in or wait at it. A paused view stays as it is. */
  refresh(nowMs: number): void {
    if (this.#pause) return;
    this.#follow();
    this.#judgeEntry(nowMs);
    if (this.#hasNewTopics) this.#firstView.newTopics(nowMs);
    this.#hasNewTopics = false;
    if (this.#firstView.becomesSettled(nowMs)) {
      const quiet = this.#store.order.childNamed(0, Buffer.from('$SYS'));
      this.#firstView.openLevels(this.#whole.rows, (node) => node === quiet);
    }
    this.#sticksToTop = this.#shown.entry === 'open';
    for (const tree of this.#trees) {
      if (tree.entry === 'open') tree.showNew();
      else if (this.#mayJudgeAgain) tree.judgeAgain();
    }
    this.#mayJudgeAgain = false;
    this.#follow();
  }

  frame(revision: number, nowMs: number): Frame {
    this.#follow();
    const tree = this.#shown;
    const { place } = tree.screen;
    const moment = this.#pause?.moment ?? this.#store;
    const shownNowMs = this.#pause?.atMs ?? nowMs;
    const counters = this.#store.counters(nowMs);
    const listed = tree.rows.slice(place.first, place.first + place.count);
    const scrollTo = this.#scrollTo;
    const holds = scrollTo === null && !this.#sticksAt(tree);
    place.sent(revision);
    const rows = this.#painter.paint(listed, { tree, moment, nowMs: shownNowMs, lastSeq: this.#lastSeq });
    const viewBytes = this.#trees.reduce((bytes, { memoryBytes }) => bytes + memoryBytes, 0);
    if (scrollTo !== null) this.#shownSince = revision;
    // What a person changed has been told with its anchor: from here on rows come in by themselves again.
    this.#sticksToTop = tree.entry === 'open';
    this.#streams = this.hasFilterWork;
    this.#scrollTo = null;
    this.#lastSeq = this.#store.lastSeq;
    return {
      kind: 'frame',
      revision,
      first: place.first,
      totalRows: tree.rows.length,
      rows,
      anchor: holds ? place.anchorIn(tree.rows) : null,
      scrollTo,
      waitingTopics: tree.waitingTopics,
      filter: this.#filterStatus(counters.topics),
      status: engineStatus(counters, this.#live(), {
        nowMs: shownNowMs,
        viewBytes: viewBytes + (this.#pause?.moment.memoryBytes ?? 0),
        newerWhilePaused: this.#pause ? this.#store.messages - this.#pause.messages : null
      }),
      selected: this.#selection.at(moment)
    };
  }

  /** Rejects with the signal's reason when aborted. */
  async move(question: Extract<Question, { ask: 'move' }>, signal: AbortSignal): Promise<MoveAnswer | null> {
    const rows = this.#rows;
    const { to, prefix } = question;
    const from = question.from !== null && this.#isNode(question.from) ? question.from : null;
    if (to !== 'typeahead') return findMove({ ...question, from, to } satisfies KeyMove, rows, this.#order);
    const rank = shownRank(from, rows, this.#order) ?? -1;
    const displayBytes = (bytes: Uint8Array): string => this.#inspecting.displayBytes(bytes);
    return new Typeahead(prefix, rank, rows, this.#store.order, displayBytes).find(signal);
  }

  dispose(): void {
    this.#unwatch();
    this.#pause?.release();
    this.#pause = null;
  }

  get #shown(): ShownTree {
    return this.#filtered ?? this.#whole;
  }

  get #rows(): ShownTree['rows'] {
    return this.#shown.rows;
  }

  #reserve(capacity: number): void {
    this.#capacity = capacity;
    for (const tree of this.#trees) tree.rows.reserve(capacity);
  }

  #placed(first: number, leaf: number): void {
    this.#hasNewTopics = true;
    this.#whole.placed(first, leaf);
    if (!this.#pause) this.#filtered?.placed(leaf);
  }

  #becameTopic(node: number): void {
    this.#hasNewTopics = true;
    if (this.#pause) {
      this.#pause.gained.add(node);
      return;
    }
    this.#whole.becameTopic(node);
    this.#filtered?.becameTopic(node);
  }

  /** How what comes until the next look at the clock enters. */
  #judgeEntry(nowMs: number): void {
    for (const tree of this.#trees) {
      if (this.#pause) tree.entry = 'held';
      else tree.entry = this.#gate.isOpen(nowMs, tree.rows.length) ? 'open' : 'judged';
    }
  }

  /** Rows have come or gone that a person did not ask for: the anchor row keeps its place on screen. */
  #follow(): void {
    for (const tree of this.#trees) tree.screen.follow(this.#sticksAt(tree));
  }

  #sticksAt(tree: ShownTree): boolean {
    return (this.#sticksToTop || (this.#streams && tree === this.#filtered)) && tree.screen.place.visibleFirst === 0;
  }

  /** Null: all rows are changed. */
  #changeByPerson(node: number | null, change: () => void): void {
    this.#follow();
    const { screen } = this.#shown;
    screen.change(node, change);
    this.#sticksToTop = false;
    this.#streams = false;
    this.#mayJudgeAgain = true;
    if (this.#filtered) return;
    this.#firstView.leaveToPerson();
    this.#expansionRevision += 1;
  }

  #isNode(node: number): boolean {
    return node > 0 && node < this.#order.nodeCount;
  }

  #filterStatus(topics: number): FilterStatus | null {
    const filtered = this.#filtered;
    if (!filtered) return null;
    return {
      text: filtered.text,
      matches: filtered.matches,
      topics: this.#pause?.topics ?? topics,
      complete: filtered.complete,
      ignoredWords: filtered.ignoredWords
    };
  }
}
