import type { BodyView } from '#contract/document';
import type { Result } from '#contract/failure';
import type { SelectedTopic } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';
import { drawsBytes, InspectorBody } from './inspector-body.svelte';
import { InspectorHistory } from './inspector-history.svelte';

export type InspectorTab = 'message' | 'history' | 'properties';

/** The selection rests for this long before it is read, so that holding ↓ stays fast (DESIGN.md section 6). */
const restMs = 80;

/** What the inspector shows of the selected topic: the newest message while it follows, an older one while it holds still. */
export class InspectorState {
  topic: SelectedTopic | null = $state.raw(null);
  tab: InspectorTab = $state('message');
  view: BodyView = $state('decoded');
  compare = $state(true);
  all = $state(false);
  /** The older message that was picked; null: it follows the newest. */
  pickedSeq: number | null = $state(null);
  /** A row of the list to bring into view; null when none. */
  wantedRank: number | null = $state(null);

  readonly body: InspectorBody;
  readonly history: InspectorHistory;
  /** The message on screen. */
  readonly shownSeq = $derived.by(() => this.pickedSeq ?? this.body.opened?.facts.seq ?? this.topic?.newestSeq ?? null);
  readonly following = $derived(this.pickedSeq === null);
  /** Its row of the list; null: not among those at hand. */
  readonly shownRank = $derived.by(() => (this.shownSeq === null ? null : this.history.rankOf(this.shownSeq)));
  /** Whether the list goes on below the message on screen. */
  readonly hasOlder = $derived.by(() => {
    const { rows } = this.history;
    return this.shownRank === null ? this.following && rows > 1 : this.shownRank + 1 < rows;
  });
  /** Messages newer than the list, which holds still while an older one is picked or it is scrolled. */
  readonly newer = $derived.by(() => {
    if (this.following && !this.history.scrolled) return 0;
    return Math.max(0, (this.topic?.messages ?? 0) - (this.history.messages ?? Number.POSITIVE_INFINITY));
  });

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #stopListening: () => void;
  #resting: ReturnType<typeof setTimeout> | null = null;
  #restingNode: number | null = null;
  #next: SelectedTopic | null = null;
  #bytesPerLine: 8 | 16 = 16;

  constructor(client: Pick<EngineClient, 'ask' | 'listen'>) {
    this.#client = client;
    this.body = new InspectorBody(client);
    this.history = new InspectorHistory(client);
    this.#stopListening = client.listen({
      snapshot: () => this.#begin(),
      frame: (frame) => this.#select(frame.selected),
      refused: () => undefined
    });
  }

  close(): void {
    this.#stopListening();
    this.#stopResting();
    this.body.clear();
    this.history.restart(null);
  }

  setView(view: BodyView): void {
    this.view = view;
    this.#showBody();
  }

  setCompare(on: boolean): void {
    this.compare = on;
    this.#showBody();
  }

  /** The pane's width changed: so many bytes of a hex dump fit on a line. */
  fit(bytesPerLine: 8 | 16): void {
    if (bytesPerLine === this.#bytesPerLine) return;
    this.#bytesPerLine = bytesPerLine;
    if (!this.body.opened || drawsBytes(this.body.opened)) this.#showBody();
  }

  showAll(): void {
    this.all = true;
    this.#showBody();
  }

  /** Picks a message of the list by its row; the newest one means: follow again. */
  pick(rank: number): void {
    const entry = this.history.entryAt(rank);
    if (!entry) return;
    if (entry.seq === this.topic?.newestSeq) {
      this.follow();
      return;
    }
    this.wantedRank = rank;
    if (entry.seq === this.shownSeq && this.pickedSeq !== null) return;
    this.pickedSeq = entry.seq;
    this.all = false;
    this.#showBody();
  }

  /** One message older (1) or newer (-1). */
  step(direction: 1 | -1): void {
    // The newest message may be here before the list knows of it: the list's first one is older then.
    const rank = this.shownRank ?? (this.following ? -1 : null);
    if (rank === null) return;
    // The first row of a list that held still may not be the newest any more.
    if (rank + direction < 0) this.follow();
    else this.pick(rank + direction);
  }

  /** Brings the list up to now; the message on screen stays. */
  showNewer(): void {
    this.wantedRank = 0;
    this.history.refresh();
  }

  /** Rows of the list in view; back at its top it follows again. */
  lookAtHistory(first: number, count: number): void {
    const was = this.history.scrolled;
    this.history.look(first, count);
    if (was && !this.history.scrolled && this.following) this.history.refresh();
  }

  follow(): void {
    this.pickedSeq = null;
    this.all = false;
    this.wantedRank = 0;
    this.history.refresh();
    this.#showBody();
  }

  /** The payload for the clipboard. Null: nothing is shown. */
  payloadText(): Promise<Result<string>> | null {
    if (!this.topic || this.shownSeq === null) return null;
    return this.payloadOf(this.topic.node, this.shownSeq);
  }

  payloadOf(node: number, seq: number | null): Promise<Result<string>> {
    return this.#client.ask<'payloadText'>({ ask: 'payloadText', node, seq });
  }

  #begin(): void {
    this.#stopResting();
    this.topic = null;
    this.pickedSeq = null;
    this.body.forget();
    this.history.restart(null);
  }

  #select(selected: SelectedTopic | null): void {
    this.#next = selected;
    if (selected?.node === this.topic?.node) {
      this.#stopResting();
      this.#update(selected);
      return;
    }
    if (selected === null) {
      this.#begin();
      return;
    }
    // Each move starts the rest anew; a frame about the same topic does not.
    if (this.#resting && this.#restingNode === selected.node) return;
    this.#stopResting();
    this.#restingNode = selected.node;
    this.#resting = setTimeout(() => this.#settle(), restMs);
  }

  #settle(): void {
    this.#resting = null;
    this.topic = this.#next;
    this.pickedSeq = null;
    this.all = false;
    this.wantedRank = 0;
    this.body.clear();
    this.history.restart(this.topic?.newestSeq == null ? null : this.topic.node);
    this.#showBody();
  }

  #update(selected: SelectedTopic | null): void {
    const before = this.topic?.newestSeq ?? null;
    this.topic = selected;
    if (selected === null) return;
    this.#shortenHistory(selected);
    if (selected.newestSeq === before) return;
    if (before === null) this.history.restart(selected.node);
    else if (this.following && !this.history.scrolled) this.history.refresh();
    if (this.following) this.#showBody();
  }

  /** What the engine keeps is what the list offers and what is newer than it. */
  #shortenHistory({ messages, keptMessages }: SelectedTopic): void {
    const read = this.history.messages;
    if (read !== null && messages >= read) this.history.shorten(keptMessages - (messages - read));
  }

  #showBody(): void {
    if (!this.topic || this.topic.newestSeq === null) return;
    const { node } = this.topic;
    const { pickedSeq: seq, view, compare, all } = this;
    this.body.show({ node, seq, view, compare, all, bytesPerLine: this.#bytesPerLine });
  }

  #stopResting(): void {
    if (this.#resting) clearTimeout(this.#resting);
    this.#resting = null;
  }
}
