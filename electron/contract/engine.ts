import { z } from 'zod';
import { bodyViews, type BodyLine, type OpenedBody } from './document';
import type { Failure, Result } from './failure';
import type { Frame } from './frame';
import { longestPayloadCharacters, maxFilterCharacters } from './limits';
import type { HistoryEntry } from './message';

const node = z.int().min(0);
const seq = z.int().min(0);
const rank = z.int().min(0);
const count = z.int().min(0).max(400);

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
  z.object({ ask: z.literal('history'), node, before: seq.nullable(), limit: z.int().min(1).max(200) }),
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
  z.object({ ask: z.literal('closeBody'), document: z.int() }),
  /** The payload as text for the clipboard, at most 1 MB. */
  z.object({ ask: z.literal('payloadText'), node, seq: seq.nullable() }),
  z.object({
    ask: z.literal('publish'),
    topic: z.string().max(65_535),
    payload: z.string().max(longestPayloadCharacters),
    qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    retain: z.boolean()
  })
]);
export type Question = z.infer<typeof questionSchema>;
export type Ask = Question['ask'];

/** Where a key press leads; null when nowhere. */
export interface MoveAnswer {
  readonly node: number;
  readonly rank: number;
}

export interface HistoryAnswer {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly keptMessages: number;
  /** All that the topic received, kept or not, at the moment of reading. */
  readonly messages: number;
}

/** `acknowledgedMs` null for QoS 0: nothing acknowledges it. `reasonCode` 0x10: no matching subscribers. */
export interface PublishAnswer {
  readonly acknowledgedMs: number | null;
  readonly reasonCode: number;
}

export interface AnswerOf {
  move: MoveAnswer | null;
  history: HistoryAnswer;
  openBody: OpenedBody;
  readLines: readonly BodyLine[];
  closeBody: null;
  payloadText: string;
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
