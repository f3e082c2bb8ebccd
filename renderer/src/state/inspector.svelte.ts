import type { FieldPath } from '#contract/chart';
import type { BodyView, OpenedBody } from '#contract/document';
import type { Result } from '#contract/failure';
import type { Frame, SelectedTopic } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';
import { drawsBytes } from '../format/problem-byte';
import { ChartTabState } from './chart-tab.svelte';
import { HistoryTabState } from './history-tab.svelte';
import { InspectorBody } from './inspector-body.svelte';
import { InspectorHistory } from './inspector-history.svelte';
import { MessageNumbersState } from './message-numbers.svelte';
import type { ReplyStart } from './reply-start';

/** A kept message. */
interface ListedMessage {
  readonly node: number;
  readonly seq: number;
  readonly displayTopic: string;
}

export type InspectorTab = 'message' | 'history' | 'chart' | 'properties';

/** The selection rests for this long before it is read, so that holding ↓ stays fast (DESIGN.md section 6). */
const restMs = 80;

/** What the inspector shows of the selected topic: the newest message while it follows, an older one while it holds still. */
export class InspectorState {
  topic: SelectedTopic | null = $state.raw(null);
  tab: InspectorTab = $state('message');
  /** The field a person wants to see as a chart; null: none in particular. */
  chartPath: FieldPath | null = $state(null);
  view: BodyView = $state('decoded');
  compare = $state(true);
  all = $state(false);
  /** The older message that was picked; null: it follows the newest. */
  pickedSeq: number | null = $state(null);
  /** Whether the numbers of a message are listed; null: where there is room. */
  numbersOpen: boolean | null = $state(null);
  /** How many bytes of a hex dump fit on a line. */
  bytesPerLine: 8 | 16 = $state(16);
  /** Of the rules and schemas that hold; null: nothing heard yet. */
  decodingRevision: number | null = $state(null);
  /** A row of the list to bring into view; null when none. */
  wantedRank: number | null = $state(null);

  readonly body: InspectorBody;
  readonly history: InspectorHistory;
  readonly historyTab: HistoryTabState;
  readonly chartTab: ChartTabState;
  readonly numbers: MessageNumbersState;
  /** The message on screen. */
  readonly shownSeq = $derived.by(() => this.pickedSeq ?? this.body.opened?.facts.seq ?? this.topic?.newestSeq ?? null);
  readonly following = $derived(this.pickedSeq === null);
  /** Its row of the list; null: not among those at hand. */
  readonly shownRank = $derived.by(() => (this.shownSeq === null ? null : this.history.rankOf(this.shownSeq)));
  /** The message that is copied and saved: on the History tab, which may list other topics too, the one picked there. */
  readonly listed: ListedMessage | null = $derived.by(() => {
    const { topic } = this;
    if (topic === null) return null;
    const b = this.tab === 'history' ? this.historyTab.b : null;
    if (b !== null) return { node: b.node, seq: b.seq, displayTopic: this.#topicOfRow(topic, b.seq) };
    return this.shownSeq === null ? null : { node: topic.node, seq: this.shownSeq, displayTopic: topic.displayTopic };
  });
  /** How the message on screen wants to be answered; null: it does not, or another topic's is picked. */
  readonly reply: ReplyStart | null = $derived.by(() => {
    const { replyTopic = null, correlationData = null } = this.body.opened?.facts.properties ?? {};
    return replyTopic === null || this.listed?.node !== this.topic?.node
      ? null
      : { topic: replyTopic, correlationData };
  });
  /** Whether the list goes on below the message on screen. */
  readonly hasOlder = $derived.by(() => {
    const { rows } = this.history;
    return this.shownRank === null ? this.following && rows > 1 : this.shownRank + 1 < rows;
  });
  /** Messages newer than the list, which holds still while an older one is picked or it is scrolled. */
  readonly newer = $derived.by(() => this.history.newer);

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #stopListening: () => void;
  #resting: ReturnType<typeof setTimeout> | null = null;
  #restingNode: number | null = null;
  #next: SelectedTopic | null = null;

  constructor(client: Pick<EngineClient, 'ask' | 'listen'>) {
    this.#client = client;
    this.body = new InspectorBody(client);
    this.history = new InspectorHistory(client);
    this.historyTab = new HistoryTabState(client, (place) => {
      if (place === null) this.follow();
      else if (place.node === this.topic?.node) this.pickSeq(place.seq);
    });
    this.chartTab = new ChartTabState(client);
    this.numbers = new MessageNumbersState(client);
    this.#stopListening = client.listen({
      snapshot: () => this.#begin(),
      frame: (frame) => this.#apply(frame),
      refused: () => undefined
    });
  }

  close(): void {
    this.#stopListening();
    this.#stopResting();
    this.historyTab.close();
    this.chartTab.close();
    this.body.clear();
    this.numbers.clear();
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
    if (bytesPerLine === this.bytesPerLine) return;
    this.bytesPerLine = bytesPerLine;
    if (!this.body.opened || drawsBytes(this.body.opened)) this.#showBody();
  }

  showAll(): void {
    this.all = true;
    this.#showBody();
  }

  /** Picks a message of the list by its row; the newest one means: follow again. */
  pick(rank: number): void {
    const entry = this.history.entryAt(rank);
    if (!entry) {
      // In view it is read.
      this.wantedRank = rank;
      return;
    }
    if (entry.seq === this.topic?.newestSeq) {
      this.follow();
      return;
    }
    this.wantedRank = rank;
    if (entry.seq === this.shownSeq && this.pickedSeq !== null) return;
    this.pickSeq(entry.seq);
  }

  /** A kept message of this topic by its number, picked elsewhere. */
  pickSeq(seq: number): void {
    if (seq === this.pickedSeq) return;
    this.pickedSeq = seq;
    this.history.still = true;
    this.all = false;
    this.#showBody();
  }

  /** So many messages older, or newer when it is less than 0. */
  step(by: number): void {
    // The newest message may be here before the list knows of it: the list's first one is older then.
    const rank = this.shownRank ?? (this.following ? -1 : null);
    if (rank === null) return;
    // The first row of a list that held still may not be the newest any more.
    if (rank + by < 0) this.follow();
    else this.pick(Math.min(rank + by, this.history.rows - 1));
  }

  /** Brings the list up to now; the message on screen stays. */
  showNewer(): void {
    this.wantedRank = 0;
    this.history.refresh();
  }

  /** Rows of the list in view; back at its top it follows again. */
  lookAtHistory(first: number, count: number): void {
    this.history.look(first, count);
  }

  follow(): void {
    this.pickedSeq = null;
    this.history.still = false;
    this.all = false;
    this.wantedRank = 0;
    this.history.refresh();
    this.#showBody();
  }

  /** The payload for the clipboard. Null: nothing is shown. */
  payloadText(): Promise<Result<string>> | null {
    return this.listed && this.payloadOf(this.listed.node, this.listed.seq);
  }

  payloadOf(node: number, seq: number | null): Promise<Result<string>> {
    return this.#client.ask<'payloadText'>({ ask: 'payloadText', node, seq });
  }

  /** A message's user properties for the clipboard, as they came. */
  userPropertiesText({ node, seq }: Pick<ListedMessage, 'node' | 'seq'>): Promise<Result<string>> {
    return this.#client.ask<'userPropertiesText'>({ ask: 'userPropertiesText', node, seq });
  }

  /** How a message is read, to name its file. Null: it cannot be told. */
  async readingOf({ node, seq }: Pick<ListedMessage, 'node' | 'seq'>): Promise<OpenedBody | null> {
    const { opened } = this.body;
    if (opened?.facts.seq === seq) return opened;
    const found = await this.#client.ask<'openBody'>({
      ask: 'openBody',
      node,
      seq,
      view: 'decoded',
      compare: false,
      all: false
    });
    if (!found.ok) return null;
    void this.#client.ask<'closeBody'>({ ask: 'closeBody', document: found.value.document });
    return found.value;
  }

  #topicOfRow({ displayTopic }: SelectedTopic, seq: number): string {
    const { list } = this.historyTab;
    const rank = list.rankOf(seq);
    const below = rank === null ? '' : (list.entryAt(rank)?.topic ?? '');
    return below === '' ? displayTopic : `${displayTopic}/${below}`;
  }

  #begin(): void {
    this.#stopResting();
    this.topic = null;
    this.pickedSeq = null;
    this.decodingRevision = null;
    this.chartPath = null;
    this.body.forget();
    this.numbers.clear();
    this.#list(null);
  }

  #apply({ selected, status }: Frame): void {
    const before = this.decodingRevision;
    this.decodingRevision = status.decodingRevision;
    this.#select(selected);
    if (before !== null && before !== status.decodingRevision) this.#decodeAnew();
  }

  /** Other rules or schemas hold: what is shown was read by the old ones. */
  #decodeAnew(): void {
    if (!this.topic || this.topic.newestSeq === null) return;
    this.#showBody();
    this.numbers.clear();
    this.history.readAnew();
  }

  /** The field as a chart. */
  openChart(path: FieldPath): void {
    this.chartPath = path;
    this.tab = 'chart';
  }

  /** The field as a column of the history. */
  openColumn(path: FieldPath): void {
    if (this.topic === null) return;
    this.historyTab.columns.add(this.topic.node, path);
    this.tab = 'history';
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
    this.chartPath = null;
    this.numbers.clear();
    this.all = false;
    this.wantedRank = 0;
    this.body.clear();
    this.#list(this.topic?.newestSeq == null ? null : this.topic.node);
    this.#showBody();
  }

  #update(selected: SelectedTopic | null): void {
    const before = this.topic;
    this.topic = selected;
    if (selected === null || selected.newestSeq === null) return;
    const { newestSeq, keptMessages, node } = selected;
    if (before === null || before.newestSeq === null) this.#list(node);
    else if (newestSeq !== before.newestSeq || keptMessages !== before.keptMessages) this.history.hear();
    if (newestSeq !== before?.newestSeq && this.following) this.#showBody();
  }

  #list(node: number | null): void {
    this.history.still = false;
    this.history.restart(node === null ? null : { node, below: false, changesOnly: false, filter: '' });
  }

  #showBody(): void {
    if (!this.topic || this.topic.newestSeq === null) return;
    const { node } = this.topic;
    const { pickedSeq: seq, view, compare, all } = this;
    this.body.show({ node, seq, view, compare, all, bytesPerLine: this.bytesPerLine });
  }

  #stopResting(): void {
    if (this.#resting) clearTimeout(this.#resting);
    this.#resting = null;
  }
}
