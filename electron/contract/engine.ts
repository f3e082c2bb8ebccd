import { z } from 'zod';
import { averagings, type ChartData, type MessageNumbers } from './chart';
import type { DiffRow, OpenedDiff } from './diff';
import { bodyViews, type BodyLine, type OpenedBody } from './document';
import type { DecodeProblem } from './decoding';
import type { Failure, Result } from './failure';
import type { Frame } from './frame';
import type { HistoryPage } from './history-list';
import { inspectorBounds, longestPayloadCharacters, maxFilterCharacters } from './limits';

const node = z.int().min(0);
const seq = z.int().min(0);
const rank = z.int().min(0);
const count = z.int().min(0).max(400);
const path = z.string().max(inspectorBounds.pathCharacters);
const side = z.object({ node, seq });

/** Commands from a window to its engine that want no answer: the next frame is the answer. */
const commandSchema = z.discriminatedUnion('kind', [
  /** What the window looks at. The anchor is the row whose y must not move by itself. */
  z.object({
    kind: z.literal('look'),
    first: rank,
    count,
    visibleFirst: rank,
    visibleCount: count,
    anchor: node.nullable(),
    /** The newest frame the page had applied when it measured these ranks; rows may have come in above since. */
    revision: z.int().optional()
  }),
  z.object({ kind: z.literal('ack'), revision: z.int() }),
  z.object({ kind: z.literal('expand'), node, open: z.boolean() }),
  z.object({ kind: z.literal('expandSiblings'), node }),
  z.object({ kind: z.literal('expandBranch'), node }),
  z.object({ kind: z.literal('collapseAll') }),
  z.object({ kind: z.literal('select'), node: node.nullable() }),
  z.object({ kind: z.literal('pause'), on: z.boolean() }),
  /** Let the topics held at the gate in. */
  z.object({ kind: z.literal('showNew') }),
  /** Narrows the tree to topics: words and MQTT filters, all of which must match. Empty: the whole tree, as it was left. */
  z.object({ kind: z.literal('filter'), text: z.string().max(maxFilterCharacters) }),
  /** Focus, hover or a selection closes the gate; a hidden window gets two frames a second. */
  z.object({ kind: z.literal('presence'), attended: z.boolean(), hidden: z.boolean() })
]);
export type Command = z.infer<typeof commandSchema>;

const moves = ['parent', 'firstChild', 'previous', 'next', 'first', 'last', 'typeahead'] as const;

/** Questions from a window to its engine: each gets exactly one Reply with the same id. */
const questionSchema = z.discriminatedUnion('ask', [
  /** Keyboard: where a key press leads from a row. `step` rows for previous/next; `prefix` for typeahead. */
  z.object({
    ask: z.literal('move'),
    from: node.nullable(),
    to: z.enum(moves),
    step: z.int().min(1).max(1_000),
    prefix: z.string().max(200)
  }),
  /** `seq` null: the newest. `all` false: large payloads in part. */
  z.object({
    ask: z.literal('openBody'),
    node,
    seq: seq.nullable(),
    view: z.enum(bodyViews),
    compare: z.boolean(),
    all: z.boolean(),
    /** A hex dump that fits where it is drawn; 16 unless told. */
    bytesPerLine: z.union([z.literal(8), z.literal(16)]).optional()
  }),
  z.object({ ask: z.literal('readLines'), document: z.int(), first: rank, count: z.int().min(1).max(400) }),
  /**
   * Folds or unfolds the block that the line drawn at rank `line` opens; `line` null: all of them, but for one that holds the
   * whole body. Answers how many lines are drawn now.
   */
  z.object({ ask: z.literal('fold'), document: z.int(), line: rank.nullable(), open: z.boolean() }),
  /** What the field of the line drawn at rank `line` holds, for the clipboard: its source, of a string what it says. */
  z.object({ ask: z.literal('readField'), document: z.int(), line: rank }),
  /** The picture's bytes, as ImageFacts says. */
  z.object({ ask: z.literal('readImage'), document: z.int() }),
  z.object({ ask: z.literal('closeBody'), document: z.int() }),
  /** The numbers of a message; `lines`: and how they moved lately, for which minutes of history are read. */
  z.object({ ask: z.literal('numbers'), node, seq: seq.nullable(), lines: z.boolean() }),
  /** `below`: with all topics under it. `filter`: words that all stand in the decoded payload or the topic. */
  z.object({
    ask: z.literal('openList'),
    node,
    below: z.boolean(),
    changesOnly: z.boolean(),
    filter: z.string().max(inspectorBounds.filterCharacters)
  }),
  /** Rows with an ordinal below `before` (null: from the newest), newest first, `skip` rows later. */
  z.object({
    ask: z.literal('readList'),
    list: z.int(),
    before: seq.nullable(),
    skip: rank,
    count: z.int().min(0).max(200),
    columns: z.array(path).max(inspectorBounds.columns)
  }),
  /** The ordinal of a message's row, or of the next newer one where it has none. Null: the list does not reach back to it. */
  z.object({ ask: z.literal('findRow'), list: z.int(), seq }),
  z.object({ ask: z.literal('closeList'), list: z.int() }),
  /** Before another one in its topic, both kept; `different`: the newest of those before it with another payload. */
  z.object({ ask: z.literal('messageBefore'), node, seq, different: z.boolean() }),
  z.object({
    ask: z.literal('openDiff'),
    a: side,
    b: side,
    layout: z.enum(['inline', 'split']),
    ignore: z.array(path).max(inspectorBounds.columns)
  }),
  z.object({ ask: z.literal('readDiff'), document: z.int(), first: rank, count: z.int().min(1).max(400) }),
  /** Opens the folded stretch at row `row`. Answers how many rows there are now. */
  z.object({ ask: z.literal('unfoldDiff'), document: z.int(), row: rank }),
  z.object({
    ask: z.literal('openChart'),
    series: z.array(z.object({ node, path })).max(inspectorBounds.series)
  }),
  /** `toMs` null: up to now. `fromMs` null: `spanMs` before its end, or from the oldest point when that is null too. */
  z.object({
    ask: z.literal('readChart'),
    chart: z.int(),
    fromMs: z.number().nullable(),
    toMs: z.number().nullable(),
    spanMs: z.number().positive().nullable(),
    widthPx: z.int().min(1).max(8_192),
    averaging: z.enum(averagings)
  }),
  z.object({ ask: z.literal('closeChart'), chart: z.int() }),
  /** Topics that an MQTT filter matches, by tree order, at most `inspectorBounds.series`. */
  z.object({ ask: z.literal('topicsMatching'), filter: z.string().max(65_535) }),
  /** The node of a topic, exactly as published; null: not known yet. */
  z.object({ ask: z.literal('findTopic'), topic: z.string().max(65_535) }),
  /** What the profile's schema files hold. */
  z.object({ ask: z.literal('messageTypes') }),
  /** The payload as text for the clipboard, in hex digits when it is none. */
  z.object({ ask: z.literal('payloadText'), node, seq: seq.nullable() }),
  /** A message's user properties for the clipboard, as they came. */
  z.object({ ask: z.literal('userPropertiesText'), node, seq }),
  z.object({
    ask: z.literal('publish'),
    topic: z.string().max(65_535),
    payload: z.string().max(longestPayloadCharacters),
    qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    retain: z.boolean(),
    /** MQTT 5 only, and dropped in 3.1.1. */
    correlationData: z
      .instanceof(Uint8Array)
      .refine((bytes) => bytes.length <= 65_535)
      .nullable()
  })
]);
export type Question = z.infer<typeof questionSchema>;
export type Ask = Question['ask'];

/** Where a key press leads; null when nowhere. */
export interface MoveAnswer {
  readonly node: number;
  readonly rank: number;
}

/** What the schema files of a profile hold, and what is wrong with them. */
export interface MessageTypes {
  /** Full names, sorted; at most 2,000. */
  readonly types: readonly string[];
  readonly problems: readonly { readonly fileName: string; readonly problem: DecodeProblem }[];
}

/** A topic as a list of them shows it. */
export interface KnownTopic {
  readonly node: number;
  /** Display-safe. */
  readonly topic: string;
}

/** `acknowledgedMs` null for QoS 0: nothing acknowledges it. `reasonCode` 0x10: no matching subscribers. */
export interface PublishAnswer {
  readonly acknowledgedMs: number | null;
  readonly reasonCode: number;
}

export interface AnswerOf {
  move: MoveAnswer | null;
  openBody: OpenedBody;
  readLines: readonly BodyLine[];
  fold: { readonly lines: number };
  readField: string;
  readImage: Uint8Array;
  closeBody: null;
  numbers: MessageNumbers;
  openList: { readonly list: number };
  readList: HistoryPage;
  findRow: { readonly ordinal: number | null };
  closeList: null;
  /** Null: there is none. */
  messageBefore: { readonly seq: number; readonly receivedAtMs: number } | null;
  openDiff: OpenedDiff;
  readDiff: readonly DiffRow[];
  unfoldDiff: { readonly rows: number };
  openChart: { readonly chart: number };
  readChart: ChartData;
  closeChart: null;
  topicsMatching: readonly KnownTopic[];
  findTopic: KnownTopic | null;
  messageTypes: MessageTypes;
  payloadText: string;
  userPropertiesText: string;
  publish: PublishAnswer;
}

/** Window → engine. */
export const windowMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.int() }),
  z.object({ type: z.literal('command'), command: commandSchema }),
  z.object({ type: z.literal('question'), id: z.int(), question: questionSchema }),
  /** The asker no longer wants the answer to this id. */
  z.object({ type: z.literal('abandon'), id: z.int() })
]);
export type WindowMessage = z.infer<typeof windowMessageSchema>;

/** What the engine kept of this window's view: sent once after `hello`, so that a reloaded page goes on where it was. */
export interface Snapshot {
  readonly kind: 'snapshot';
  readonly version: number;
  readonly first: number;
  readonly selected: number | null;
  readonly paused: boolean;
  /** The filter that is on; empty: none. */
  readonly filter: string;
}

export type Reply = { readonly kind: 'reply'; readonly id: number; readonly result: Result<AnswerOf[Ask]> };

/** Engine → window, on one ordered channel: a snapshot, then frames; replies in between. */
export type EngineMessage = Snapshot | Frame | Reply | { readonly kind: 'refused'; readonly failure: Failure };
