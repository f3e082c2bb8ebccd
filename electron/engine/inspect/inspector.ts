import { assertNever } from '#contract/assert-never';
import type { AnswerOf } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import { longestCopiedCharacters } from '#contract/limits';
import type { MessageProperties, Preview } from '#contract/message';
import type { InspectAsk, Inspecting, InspectMoment, InspectQuestion } from '../view/inspecting';
import type { Charts } from './charts';
import type { DecodingSetup } from './decoding-setup';
import type { Diffs } from './diffs';
import type { Documents } from './documents';
import type { HistoryLists } from './history-lists';
import type { KeptMessages } from './kept-messages';
import { messageBefore } from './message-before';
import type { Numbers } from './numbers';
import type { RowPreviews } from './row-previews';
import type { TopicFinding } from './topic-finding';

/** A UTF-16 unit takes one to three bytes of UTF-8. */
const mostCopiedBytes = longestCopiedCharacters * 3;

interface InspectorParts {
  readonly messages: KeptMessages;
  readonly setup: DecodingSetup;
  readonly documents: Documents;
  readonly diffs: Diffs;
  readonly lists: HistoryLists;
  readonly numbers: Numbers;
  readonly charts: Charts;
  readonly topics: TopicFinding;
  readonly previews: RowPreviews;
  readonly displayBytes: (bytes: Uint8Array) => string;
  /** For the clipboard. Failures: copy-too-large, those of the decode worker. Rejects with the signal's reason. */
  readonly payloadText: (payload: Uint8Array, signal: AbortSignal) => Promise<Result<string>>;
  readonly userPropertiesText: (properties: MessageProperties) => string | null;
  readonly disposed: () => void;
}

/** Reads messages closely for one window: hands each question to the part that answers it. */
export class Inspector implements Inspecting {
  readonly #parts: InspectorParts;

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  async answer(
    question: InspectQuestion,
    moment: InspectMoment,
    signal: AbortSignal
  ): Promise<Result<AnswerOf[InspectAsk]>> {
    const { documents, diffs, lists, numbers, charts, topics, setup } = this.#parts;
    switch (question.ask) {
      case 'openBody':
        return documents.open(question, seqAt(question, moment), signal);
      case 'readLines':
        return documents.readLines(question.document, question.first, question.count, signal);
      case 'fold':
        return documents.fold(question.document, question.line, question.open, signal);
      case 'readField':
        return documents.field(question.document, question.line, signal);
      case 'readImage':
        return documents.image(question.document, signal);
      case 'closeBody':
        documents.close(question.document);
        diffs.close(question.document);
        return succeed(null);
      case 'payloadText':
        return this.#payloadText(question.node, seqAt(question, moment), signal);
      case 'userPropertiesText':
        return this.#userPropertiesText(question.node, question.seq);
      case 'openDiff':
        return diffs.open(question, signal);
      case 'readDiff':
        return diffs.read(question.document, question.first, question.count, signal);
      case 'unfoldDiff':
        return diffs.unfold(question.document, question.row, signal);
      case 'openChart':
        return charts.open(question, moment);
      case 'readChart':
        return charts.read(question, moment, signal);
      case 'closeChart':
        charts.close(question.chart);
        return succeed(null);
      case 'messageTypes':
        return setup.messageTypes();
      case 'numbers':
        return numbers.answer(question, moment, signal);
      case 'openList':
        return lists.open(question, moment);
      case 'readList':
        return lists.read(question, moment, signal);
      case 'findRow':
        return lists.find(question, moment, signal);
      case 'closeList':
        lists.close(question.list);
        return succeed(null);
      case 'messageBefore':
        return messageBefore(this.#parts.messages.log, question, signal);
      case 'topicsMatching':
        return succeed(await topics.matching(question.filter, moment, signal));
      case 'findTopic':
        return succeed(topics.find(question.topic, moment));
      default:
        return assertNever(question);
    }
  }

  preview(node: number, seq: number, start: Uint8Array | null, sizeBytes: number): Preview {
    return this.#parts.previews.preview(node, seq, start, sizeBytes);
  }

  previewRevision(node: number): number {
    return this.#parts.previews.revision(node);
  }

  displayBytes(bytes: Uint8Array): string {
    return this.#parts.displayBytes(bytes);
  }

  /** For a file; null: it is not open. */
  list(list: number): ReturnType<HistoryLists['list']> {
    return this.#parts.lists.list(list);
  }

  /** All points of an open chart between two times (epoch ms), for a file; null: it is not open. */
  chartTable(chart: number, fromMs: number, toMs: number): ReturnType<Charts['table']> {
    return this.#parts.charts.table(chart, fromMs, toMs);
  }

  /** Called each tick of the engine. */
  tick(): void {
    this.#parts.previews.tick();
  }

  /** The rules or schemas are others. What is open stays as it is; the page opens it anew. */
  decodingChanged(): void {
    this.#parts.previews.forget();
    this.#parts.numbers.close();
    this.#parts.charts.decodingChanged();
  }

  closeAll(): void {
    const { documents, diffs, lists, numbers, charts } = this.#parts;
    documents.closeAll();
    diffs.closeAll();
    lists.closeAll();
    numbers.close();
    charts.closeAll();
  }

  dispose(): void {
    this.closeAll();
    this.#parts.previews.dispose();
    this.#parts.charts.dispose();
    this.#parts.disposed();
  }

  /** Failures: not-kept, copy-too-large (not all of them were read). */
  #userPropertiesText(node: number, seq: number): Result<string> {
    const kept = this.#parts.messages.read(node, seq);
    if (!kept) return fail('not-kept');
    const text = kept.facts.properties === null ? '' : this.#parts.userPropertiesText(kept.facts.properties);
    return text === null ? fail('copy-too-large', '', { what: 'user-properties' }) : succeed(text);
  }

  /** Failures: not-kept, copy-too-large, those of the decode worker. */
  async #payloadText(node: number, seq: number | null, signal: AbortSignal): Promise<Result<string>> {
    const payload = this.#parts.messages.read(node, seq)?.payload;
    if (!payload) return fail('not-kept');
    return payload.length > mostCopiedBytes ? fail('copy-too-large') : this.#parts.payloadText(payload, signal);
  }
}

/** The newest message a paused window knows is not the newest of all. */
function seqAt(
  { node, seq }: { readonly node: number; readonly seq: number | null },
  moment: InspectMoment
): number | null {
  return seq ?? moment.newestSeq(node);
}
