import type { Command, MoveAnswer, Question } from '#contract/engine';
import type { Frame, SelectedTopic } from '#contract/frame';
import type { FrozenTree } from '../store/frozen-tree';
import type { StoreReader } from '../store/store-reader';
import { Admission } from './admission';
import type { Decoding } from './decoding';
import { Expansion } from './expansion';
import { FirstView } from './first-view';
import { Gate } from './gate';
import { findMove } from './moves';
import { RowList } from './row-list';
import { RowPainter } from './row-painter';
import { ScrollPlace } from './scroll-place';
import { rowTopic } from './topic-text';

/** The moment a paused view stands at. */
export interface Pause {
  readonly tree: FrozenTree;
  readonly atMs: number;
  readonly messages: number;
  /** The newest message it knows. */
  readonly lastSeq: number;
}

/** What one window sees of the tree: expansion, gate, scroll place, selection, pause. Time is an argument. */
export class TreeView {
  readonly #store: StoreReader;
  readonly #decoding: Decoding;
  readonly #admission: Admission;
  readonly #expansion = new Expansion();
  readonly #firstView = new FirstView();
  readonly #gate = new Gate();
  readonly #rows = new RowList();
  readonly #place = new ScrollPlace();
  readonly #painter: RowPainter;
  #selected: number | null = null;
  #pause: Pause | null = null;
  /** New rows enter at the top of a tree that stands there, instead of above it where nobody sees them. */
  #stickToTop = false;

  constructor(store: StoreReader, decoding: Decoding) {
    this.#store = store;
    this.#decoding = decoding;
    this.#admission = new Admission(store);
    this.#painter = new RowPainter(store, decoding);
  }

  /** Rank of the first row on screen. */
  get visibleFirst(): number {
    return this.#place.visibleFirst;
  }

  get selected(): number | null {
    return this.#selected;
  }

  get pause(): Pause | null {
    return this.#pause;
  }

  connected(nowMs: number): void {
    this.#gate.connected(nowMs);
  }

  presence(attended: boolean, nowMs: number): void {
    this.#gate.presence(attended, nowMs);
  }

  look(look: Extract<Command, { kind: 'look' }>): void {
    const scrolled = this.#place.look(look);
    if (scrolled) this.showNew();
    this.#place.clamp(this.#rows.length);
  }

  showNew(): void {
    if (!this.#admission.admitWaiting()) return;
    this.#stickToTop = this.#place.visibleFirst === 0;
    this.#rebuild();
  }

  select(node: number | null): void {
    this.#selected = node !== null && node > 0 && node < this.#store.nodeCount ? node : null;
  }

  expand(node: number, open: boolean): void {
    if (this.#admission.childCount(node) === 0 || node === 0) return;
    this.#expansion.set(node, open);
    this.#rebuildForPerson(node);
  }

  /** `*`: every branch beside this one. */
  expandSiblings(node: number): void {
    const row = this.#rows.at(this.#rows.rankOf(node));
    if (!row) return;
    for (const sibling of this.#admission.children(this.#store.parent(row.top))) {
      const shown = this.#rows.at(this.#rows.rankOf(sibling));
      if (shown?.branch) this.#expansion.set(shown.node, true);
    }
    this.#rebuildForPerson(node);
  }

  expandBranch(node: number): void {
    const open = [node];
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      if (this.#admission.childCount(branch) === 0) continue;
      if (branch > 0) this.#expansion.set(branch, true);
      for (const child of this.#admission.children(branch)) open.push(child);
    }
    this.#rebuildForPerson(node);
  }

  collapseAll(): void {
    this.#expansion.closeAll();
    this.#rebuildForPerson(null);
  }

  setPaused(on: boolean, nowMs: number): void {
    if (on === (this.#pause !== null)) return;
    this.#painter.forget();
    if (on) {
      this.refresh(nowMs);
      const { messages, lastSeq } = this.#store;
      this.#pause = { tree: this.#store.freeze(nowMs), atMs: nowMs, messages, lastSeq };
      return;
    }
    this.#pause?.tree.release();
    this.#pause = null;
    this.#stickToTop = this.#place.visibleFirst === 0;
    this.#takeNew(nowMs, true);
    this.showNew();
  }

  /** Takes in what the store has got since: new topics through the gate. A paused view stays as it is. */
  refresh(nowMs: number): void {
    if (this.#pause) return;
    const open = this.#gate.isOpen(nowMs, this.#rows.length);
    this.#stickToTop = open && this.#place.visibleFirst === 0;
    this.#takeNew(nowMs, open);
    if (open) this.showNew();
  }

  frame(revision: number, nowMs: number): Frame {
    const place = this.#place;
    const listed = this.#rows.slice(place.first, place.first + place.count);
    const counters = this.#store.counters(nowMs);
    const moment = this.#pause?.tree ?? this.#store;
    const shownNowMs = this.#pause?.atMs ?? nowMs;
    place.sent(revision);
    return {
      kind: 'frame',
      revision,
      first: place.first,
      totalRows: this.#rows.length,
      rows: this.#painter.paint(listed, moment, (node) => this.#admission.showsValue(node), shownNowMs),
      anchor: this.#stickToTop ? null : place.anchorIn(this.#rows),
      waitingTopics: this.#waitingTopics(),
      status: {
        ...counters,
        nowMs: shownNowMs,
        newerWhilePaused: this.#pause ? this.#store.messages - this.#pause.messages : null
      },
      selected: this.#selected === null ? null : this.#selectedTopic(this.#selected)
    };
  }

  move(question: Extract<Question, { ask: 'move' }>): MoveAnswer | null {
    return findMove(question, this.#rows, this.#store, (text) => this.#decoding.displayText(text));
  }

  dispose(): void {
    this.#pause?.tree.release();
  }

  #takeNew(nowMs: number, gateOpen: boolean): void {
    let changed = false;
    if (this.#admission.isBehind) {
      this.#firstView.newTopics(nowMs);
      const { visibleFirst, visibleCount } = this.#place;
      const visibleEnd = Math.min(visibleFirst + visibleCount, this.#rows.length);
      // Above the first of all rows is inside the view: a tree that fits its page cannot scroll to hold the others.
      const firstMoved = visibleFirst === 0 ? 0 : visibleFirst + 1;
      changed = this.#admission.takeNew({
        rows: this.#rows,
        gateOpen,
        isOpen: (node) => this.#expansion.isOpen(node),
        movesRows: (rank) => rank >= firstMoved && rank < visibleEnd,
        isOnScreen: (rank) => rank >= visibleFirst && rank < visibleEnd
      });
    }
    if (this.#firstView.becomesSettled(nowMs) || changed) this.#rebuild();
  }

  /** Rows a person did not ask for come or go: the anchor row keeps its place on screen. */
  #rebuild(): void {
    const before = this.#place.anchorIn(this.#rows);
    this.#build();
    while (this.#openFirstLevel()) this.#build();
    if (before && !this.#stickToTop) {
      const rank = this.#rows.rankOf(before.node);
      if (rank >= 0) this.#place.shift(rank - before.rank);
    }
    this.#place.clamp(this.#rows.length);
  }

  #rebuildForPerson(node: number | null): void {
    this.#firstView.leaveToPerson();
    this.#stickToTop = false;
    this.#build();
    this.#place.holdOn(node);
    this.#place.clamp(this.#rows.length);
  }

  #build(): void {
    this.#rows.rebuild(
      {
        children: (node) => this.#admission.children(node),
        childCount: (node) => this.#admission.childCount(node),
        showsValue: (node) => this.#admission.showsValue(node),
        isOpen: (node) => this.#expansion.isOpen(node),
        unfoldsOpen: (node) => {
          this.#expansion.set(node, true);
        }
      },
      this.#store.nodeCount
    );
  }

  #openFirstLevel(): boolean {
    return this.#firstView.openNext(
      this.#rows,
      this.#expansion,
      (node) => this.#admission.childCount(node),
      (node) => this.#store.parent(node) === 0 && this.#store.segment(node) === '$SYS'
    );
  }

  #waitingTopics(): number {
    let topics = this.#admission.waitingValues.size;
    const moment = this.#pause?.tree ?? this.#store;
    for (const node of this.#admission.waiting) {
      const facts = moment.facts(node);
      if (facts) topics += facts.topicsBelow + (facts.own ? 1 : 0);
    }
    return topics;
  }

  #selectedTopic(node: number): SelectedTopic {
    const facts = (this.#pause?.tree ?? this.#store).facts(node);
    const topic = this.#store.topic(node);
    return {
      node,
      // A lone surrogate stands for bytes that are no UTF-8: such a topic cannot be published to.
      topic: /\p{Surrogate}/u.test(topic) ? null : topic,
      displayTopic: rowTopic(this.#store, node, (text) => this.#decoding.displayText(text)),
      messages: facts?.own?.messages ?? 0,
      keptMessages: this.#store.keptMessages(node, this.#pause ? this.#pause.lastSeq + 1 : null),
      newestSeq: facts?.own?.newest.seq ?? null,
      newestAtMs: facts?.own?.newest.receivedAtMs ?? null,
      retainedAtMs: facts?.own?.retainedAtMs ?? null
    };
  }
}
