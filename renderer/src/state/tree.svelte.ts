import type { Command, Snapshot } from '#contract/engine';
import type { Frame, Row } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';
import type { LongScroll } from '../format/long-scroll';
import { ScrollPlace } from './scroll-place.svelte';
import { TreeFilter } from './tree-filter.svelte';
import { TreeMoves } from './tree-moves';
import { TreeSlots, type SlotRow } from './tree-slots';

export const rowHeightPx = 24;
/** Rows beside the view that are drawn with it when all of it is new. */
const firstOverscan = 2;
/** A look asks for the page in view and one more on each side, within this. */
const mostRows = 200;
/** Out of sight, where nothing is scrolled to. */
const aboveTheFirst = -2;

/** What the window believes of one engine's tree: the newest frame, the scroll position, the selection. Nothing grows. */
export class TreeState {
  /** Message data stays raw: a frame is replaced, never changed. */
  frame: Frame | null = $state.raw(null);
  slots: readonly SlotRow[] = $state.raw([]);
  /** So many rows change at once that all of them hold a steady wash. */
  crowded = $state(false);
  selectedNode: number | null = $state(null);
  /** Null: the row has the focus; else the column of the focused cell. */
  column: number | null = $state(null);
  /** Ages count from here, once a second; while paused it stands still. */
  nowMs = $state(Date.now());
  viewportPx = $state(0);
  /** Grows when the focus has to follow the selection (keyboard, or a click). */
  focusCalls = $state(0);

  readonly totalRows = $derived(this.frame?.totalRows ?? 0);
  readonly paused = $derived((this.frame?.status.newerWhilePaused ?? null) !== null);
  readonly list: LongScroll = $derived({ rows: this.totalRows, rowHeightPx, viewportPx: this.viewportPx });
  /** The tab stop: the selected row, or the first one in view while it is not drawn. */
  readonly tabStopNode = $derived.by(() => {
    const drawn = this.slots.some((slot) => slot.row.node === this.selectedNode && slot.rank >= 0);
    return drawn ? this.selectedNode : (this.rowAt(this.#visibleFirst())?.node ?? this.slots[0]?.row.node ?? null);
  });

  readonly place = new ScrollPlace(() => this.list);
  readonly moves: TreeMoves;
  readonly filter: TreeFilter;
  readonly #client: Pick<EngineClient, 'command' | 'ask' | 'listen'>;
  readonly #afterPaint: (run: () => void) => void;
  readonly #slots = new TreeSlots();
  readonly #stopListening: () => void;
  /** The selected row as last seen, so that it stays in the DOM while scrolled away. */
  #selected: { readonly rank: number; readonly row: Row } | null = null;
  /** How much of the first row in view was scrolled away when a filter came over the whole tree. */
  #rowPartPx = 0;
  #anchorNode: number | null = null;
  #focusTaken = 0;
  #lookSent = '';
  #lookRevision: number | undefined = undefined;
  #presenceSent = '';
  #hovered = false;
  #focused = false;
  #hidden = false;

  constructor(client: Pick<EngineClient, 'command' | 'ask' | 'listen'>, afterPaint: (run: () => void) => void) {
    this.#client = client;
    this.#afterPaint = afterPaint;
    this.moves = new TreeMoves(this, client);
    this.filter = new TreeFilter(client);
    this.#stopListening = client.listen({
      snapshot: (snapshot) => this.#begin(snapshot),
      frame: (frame) => this.#apply(frame),
      refused: () => undefined
    });
  }

  close(): void {
    this.#stopListening();
    this.filter.close();
  }

  /** The row of a node, if it is drawn or was the selected one. */
  rowOf(node: number | null): { readonly rank: number; readonly row: Row } | null {
    if (node === null) return null;
    const found = this.slots.find((slot) => slot.row.node === node);
    return found ?? (this.#selected?.row.node === node ? this.#selected : null);
  }

  rowAt(rank: number): Row | undefined {
    return this.frame?.rows[rank - this.frame.first];
  }

  get visibleCount(): number {
    return Math.max(1, Math.ceil(this.viewportPx / rowHeightPx));
  }

  resize(viewportPx: number): void {
    this.viewportPx = viewportPx;
    if (this.frame && viewportPx > 0) this.place.listChanged(this.place.offsetPx);
    this.#look();
  }

  /** The pane's element was scrolled. */
  scroll(topPx: number): void {
    if (this.place.scrolled(topPx)) this.#look();
  }

  /** To a place of the whole list, in CSS px from its top. */
  scrollTo(offsetPx: number): void {
    this.place.to(offsetPx);
    this.#look();
  }

  /** True once per call: the focus follows a selection, it is never taken from elsewhere later. */
  takeFocusCall(call: number): boolean {
    if (call <= this.#focusTaken) return false;
    this.#focusTaken = call;
    return true;
  }

  /** The topic as published where it is known, else as shown. */
  topicOf(row: Row): string {
    const selected = this.frame?.selected;
    return selected?.node === row.node ? (selected.topic ?? selected.displayTopic) : row.topic;
  }

  select(node: number, rank?: number): void {
    this.#anchorNode = null;
    this.focusCalls += 1;
    if (rank !== undefined) this.#reveal(rank);
    if (node !== this.selectedNode) {
      this.selectedNode = node;
      this.#selected = this.rowOf(node);
      this.#client.command({ kind: 'select', node });
    }
    this.#look();
  }

  toggle(row: Row, open = !row.open): void {
    if (!row.branch || row.open === open) return;
    this.#anchorAt(row.node);
    // What is chosen must not vanish into a closed branch.
    const chosen = this.#selected?.row.topic ?? '';
    if (!open && chosen.startsWith(`${row.topic}/`)) this.select(row.node);
    this.#client.command({ kind: 'expand', node: row.node, open });
  }

  expandSiblings(row: Row): void {
    this.#anchorAt(row.node);
    this.#client.command({ kind: 'expandSiblings', node: row.node });
  }

  expandBranch(row: Row): void {
    this.#anchorAt(row.node);
    this.#client.command({ kind: 'expandBranch', node: row.node });
  }

  collapseAll(): void {
    this.#client.command({ kind: 'collapseAll' });
  }

  showNew(): void {
    this.#client.command({ kind: 'showNew' });
  }

  /** Once a second, all ages in one pass. */
  tick(nowMs: number): void {
    if (!this.paused) this.nowMs = nowMs;
  }

  /** Where the pointer, the focus and the window are: they close the gate for new topics and slow a hidden window down. */
  attend(change: { hovered?: boolean; focused?: boolean; hidden?: boolean }): void {
    this.#hovered = change.hovered ?? this.#hovered;
    this.#focused = change.focused ?? this.#focused;
    this.#hidden = change.hidden ?? this.#hidden;
    this.#sendPresence();
  }

  #begin(snapshot: Snapshot): void {
    // Node numbers are the engine's own: nothing drawn from an earlier one may be asked for again.
    this.#slots.clear();
    this.frame = null;
    this.slots = [];
    this.#selected = null;
    this.selectedNode = snapshot.selected;
    this.column = null;
    this.#anchorNode = null;
    this.#rowPartPx = 0;
    this.#lookSent = '';
    this.#presenceSent = '';
    this.place.begin(snapshot.first * rowHeightPx);
    this.filter.begin(snapshot.filter);
    this.#sendPresence();
    this.#look();
  }

  #apply(frame: Frame): void {
    const before = this.frame;
    if (before && !before.filter && frame.filter) this.#rowPartPx = this.place.offsetPx % rowHeightPx;
    const moved = anchorShift(before, frame);
    this.frame = frame;
    this.filter.accept(frame.filter);
    if (frame.scrollTo !== null) this.#goTo(frame, frame.scrollTo);
    else if (this.viewportPx > 0) this.place.listChanged(this.place.offsetPx + moved * rowHeightPx);
    const rows = frame.rows.map((row, index) => ({ rank: frame.first + index, row }));
    const selected = rows.find(({ row }) => row.node === this.selectedNode);
    if (selected) this.#selected = selected;
    else if (this.#selected) rows.push(this.#keptOutside(frame, this.#selected));
    this.#draw(frame, rows);
    this.#look();
  }

  /**
   * Where most of what is in view is new (a jump, another filter), the view comes first and the rows beside it once that
   * is painted: all at once would take two frames' time, and be seen after both.
   */
  #draw(frame: Frame, rows: readonly { readonly rank: number; readonly row: Row }[]): void {
    const first = this.#visibleFirst() - firstOverscan;
    const end = first + this.visibleCount + 2 * firstOverscan;
    const near = rows.filter(({ rank, row }) => (rank >= first && rank < end) || row.node === this.selectedNode);
    const drawn = new Set(this.slots.map(({ row }) => row.node));
    const fresh = near.filter(({ row }) => !drawn.has(row.node)).length;
    if (fresh * 2 <= near.length || near.length === rows.length) return this.#assign(rows);
    const before = this.slots;
    this.#assign(near);
    // Making their elements anew would cost more than what is saved: they wait out of sight.
    const taken = new Set(this.slots.map(({ slot }) => slot));
    const waiting = before.filter(({ slot }) => !taken.has(slot)).map((slot) => ({ ...slot, rank: aboveTheFirst }));
    this.slots = [...this.slots, ...waiting].sort((one, other) => one.slot - other.slot);
    this.#afterPaint(() => {
      if (this.frame === frame) this.#assign(rows);
    });
  }

  #assign(rows: readonly { readonly rank: number; readonly row: Row }[]): void {
    const visibleFirst = this.#visibleFirst();
    this.slots = this.#slots.assign(rows, performance.now(), visibleFirst, visibleFirst + this.visibleCount);
    this.crowded = this.#slots.crowded;
  }

  /** The selected row keeps its place in the DOM (and the focus): where it was, or above the first row when it is not there. */
  #keptOutside(frame: Frame, kept: { readonly rank: number; readonly row: Row }): { rank: number; row: Row } {
    const inside = kept.rank >= frame.first && kept.rank < frame.first + frame.rows.length;
    return { rank: inside || kept.rank >= frame.totalRows ? aboveTheFirst : kept.rank, row: kept.row };
  }

  /** The filter shows other rows: its first match, or the whole tree where it stood, with what was chosen meanwhile in view. */
  #goTo(frame: Frame, rank: number): void {
    this.place.to(rank * rowHeightPx + (frame.filter ? 0 : this.#rowPartPx));
    const index = frame.rows.findIndex((row) => row.node === this.selectedNode);
    if (!frame.filter && index >= 0) this.#reveal(frame.first + index);
  }

  /** A change the person asked for keeps the row they asked it of where it is. */
  #anchorAt(node: number): void {
    this.#anchorNode = node;
    this.#look();
  }

  #reveal(rank: number): void {
    const { offsetPx } = this.place;
    const topPx = rank * rowHeightPx;
    const belowPx = topPx + rowHeightPx - this.viewportPx;
    if (topPx < offsetPx) this.place.to(topPx);
    else if (belowPx > offsetPx) this.place.to(belowPx);
  }

  #visibleFirst(): number {
    return Math.max(0, Math.floor(this.place.offsetPx / rowHeightPx));
  }

  #look(): void {
    if (this.viewportPx <= 0) return;
    const visibleFirst = this.#visibleFirst();
    const visibleCount = Math.min(mostRows, this.visibleCount + 1);
    const overscan = Math.min(visibleCount, Math.floor((mostRows - visibleCount) / 2));
    const first = Math.max(0, visibleFirst - overscan);
    const count = visibleFirst - first + visibleCount + overscan;
    const anchor = this.#anchor(visibleFirst, visibleCount);
    const command: Command = { kind: 'look', first, count, visibleFirst, visibleCount, anchor };
    if (this.frame) command.revision = this.frame.revision;
    const key = `${first} ${count} ${visibleFirst} ${visibleCount} ${anchor}`;
    // The engine may stand where the page could not follow: a frame that leaves rows undrawn is answered once.
    const lacking = this.frame !== null && !holds(this.frame, first, first + count);
    if (key === this.#lookSent && !(lacking && command.revision !== this.#lookRevision)) return;
    this.#lookSent = key;
    this.#lookRevision = command.revision;
    this.#client.command(command);
  }

  /** The row whose y holds: what was just toggled, else the selected row, else the first one; each only while in view. */
  #anchor(visibleFirst: number, visibleCount: number): number | null {
    const inView = (node: number | null): boolean => {
      const at = this.rowOf(node);
      return at !== null && at.rank >= visibleFirst && at.rank < visibleFirst + visibleCount - 1;
    };
    if (inView(this.#anchorNode)) return this.#anchorNode;
    if (inView(this.selectedNode)) return this.selectedNode;
    return this.rowAt(visibleFirst)?.node ?? null;
  }

  #sendPresence(): void {
    const attended = this.#hovered || this.#focused;
    const key = `${attended} ${this.#hidden}`;
    if (key === this.#presenceSent) return;
    this.#presenceSent = key;
    this.#client.command({ kind: 'presence', attended, hidden: this.#hidden });
  }
}

/** Whether a frame has the rows of these ranks, as far as there are any. */
function holds(frame: Frame, first: number, end: number): boolean {
  return frame.first <= first && frame.first + frame.rows.length >= Math.min(end, frame.totalRows);
}

/** Rows by which the anchor moved between two frames, down positive. */
function anchorShift(before: Frame | null, after: Frame): number {
  const anchor = after.anchor;
  if (!before || !anchor) return 0;
  const index = before.rows.findIndex((row) => row.node === anchor.node);
  if (index >= 0) return anchor.rank - (before.first + index);
  return before.anchor?.node === anchor.node ? anchor.rank - before.anchor.rank : 0;
}
