import type { DecoderRule } from '#contract/decoder-rule';
import type { Decoding } from '#contract/decoding';
import type { EngineSchema } from '#contract/engine-control';
import type { ListedMessage } from '#contract/listed-message';
import type { Gap } from '#contract/message';
import { DecodingRules } from './decode/decoding-rules';
import { displayBytes } from './decode/display-bytes';
import { displayFacts } from './decode/display-facts';
import { userPropertiesText } from './decode/user-properties-text';
import { preview } from './decode/preview';
import type { RunJobs } from './decode/run-jobs';
import { readBirthNumber, readSparkplugSequence } from './decode/sparkplug-birth';
import { BatchFilling } from './inspect/batch-filling';
import { Charts } from './inspect/charts';
import { DecodingSetup } from './inspect/decoding-setup';
import { Diffs } from './inspect/diffs';
import { Documents } from './inspect/documents';
import { HistoryLists } from './inspect/history-lists';
import { listedMessages, type ListSaving } from './inspect/history-saving';
import { Inspector } from './inspect/inspector';
import { KeptMessages, type KeptMessage } from './inspect/kept-messages';
import type { BatchSource } from './inspect/batch-source';
import { Numbers } from './inspect/numbers';
import { RowPreviews } from './inspect/row-previews';
import { SparkplugContext } from './inspect/sparkplug-context';
import { TopicFinding } from './inspect/topic-finding';
import { readProperties } from './link/publish-properties';
import type { Store } from './store/store';

/** Of the payloads that rows wait for, at once. */
const mostRowBytes = 4_000_000;

interface InspectionOptions {
  readonly store: Store;
  readonly jobs: RunJobs;
  /** The newest gap between two times (epoch ms); null: none. */
  readonly gapBetween: (afterMs: number, untilMs: number) => Gap | null;
  readonly now: () => number;
}

/** Reading closely, for one connection: introduces decoding, store and link to the parts of inspect/, as engine.ts does for the rest. */
export class Inspection {
  readonly #options: InspectionOptions;
  readonly #messages: KeptMessages;
  readonly #setup: DecodingSetup;
  readonly #source: BatchSource;
  readonly #sparkplug: SparkplugContext;
  readonly #stopping = new AbortController();
  readonly #inspectors = new Map<number, Inspector>();
  #lastNumber = 0;

  constructor(options: InspectionOptions) {
    this.#options = options;
    const { store, jobs } = options;
    // How many metrics have no name is counted by the worker, which reads the payload anyway.
    const births = new SparkplugContext({
      store,
      readSequence: readSparkplugSequence,
      readBirthNumber,
      countUnnamed: () => 0
    });
    this.#sparkplug = births;
    this.#source = { store, births, contentTypeOf: (properties) => readProperties(properties).contentType };
    this.#messages = new KeptMessages({ store, readProperties, births });
    this.#setup = new DecodingSetup({ jobs, ready: (rules) => new DecodingRules(rules) });
  }

  /** See EngineStatus. */
  get decodingRevision(): number {
    return this.#setup.revision;
  }

  decoding(rules: readonly DecoderRule[], schemas: readonly EngineSchema[]): void {
    this.#setup.set(rules, schemas);
    for (const inspector of this.#inspectors.values()) inspector.decodingChanged();
  }

  /** A window's; null: it has none. */
  of(windowId: number): Inspector | null {
    return this.#inspectors.get(windowId) ?? null;
  }

  /** A new one for a window; whoever asks for it disposes it. */
  inspector(windowId: number): Inspector {
    const { store, jobs, gapBetween, now } = this.#options;
    const messages = this.#messages;
    const source = this.#source;
    const nextNumber = (): number => (this.#lastNumber += 1);
    const inspector = new Inspector({
      messages,
      setup: this.#setup,
      documents: new Documents({
        messages,
        jobs,
        nextNumber,
        displayFacts,
        around: (kept, decoding) => this.#around(kept, decoding)
      }),
      diffs: new Diffs({ messages, jobs, nextNumber }),
      lists: new HistoryLists(this.#listParts()),
      numbers: new Numbers({ source, store, messages, jobs }),
      charts: new Charts({ source, store, messages, jobs, displayBytes, gapBetween, now, nextNumber }),
      topics: new TopicFinding({ order: store.order, displayBytes }),
      previews: new RowPreviews({
        plain: preview,
        hasRule: (node) => (this.#setup.ruleOf(messages.topic(node))?.decoder ?? 'auto') !== 'auto',
        batch: (asked) => this.#batch(asked),
        jobs
      }),
      displayBytes,
      payloadText: (payload, signal) => jobs.run('text', { payload }, signal),
      userPropertiesText,
      disposed: () => this.#inspectors.delete(windowId)
    });
    this.#inspectors.set(windowId, inspector);
    return inspector;
  }

  /**
   * The rows of an open list for a file, oldest first, some at a time; null: it is not open. Ends with an error of code
   * `stopped` when the list is closed before its end.
   */
  savedList(windowId: number, list: number, wish: ListSaving): AsyncIterable<readonly ListedMessage[]> | null {
    const held = this.of(windowId)?.list(list) ?? null;
    if (held === null) return null;
    const messages = listedMessages({ ...this.#listParts(), readProperties }, held, wish, this.#stopping.signal);
    return unlessClosed(messages, () => this.of(windowId)?.list(list) !== held);
  }

  /** What is being read for a file ends. */
  stop(): void {
    this.#stopping.abort(stopped());
  }

  tick(): void {
    for (const inspector of this.#inspectors.values()) inspector.tick();
  }

  #listParts(): ConstructorParameters<typeof HistoryLists>[0] {
    const { store, jobs, gapBetween } = this.#options;
    const decodingRevision = (): number => this.#setup.revision;
    return {
      source: this.#source,
      store,
      runJobs: jobs,
      gapBetween,
      displayBytes,
      decodingRevision,
      previewStart: preview
    };
  }

  #around({ node, facts, payload }: KeptMessage, decoding: Decoding): Decoding {
    if (decoding.sparkplug === null || payload === null) return decoding;
    const around = this.#sparkplug.facts(node, facts.seq, payload);
    return around === null ? decoding : { ...decoding, sparkplug: { ...around, unnamed: decoding.sparkplug.unnamed } };
  }

  #batch(asked: readonly { readonly node: number; readonly seq: number }[]): ReturnType<BatchFilling['take']> {
    const { kept } = this.#options.store;
    const filling = new BatchFilling(this.#source, mostRowBytes);
    for (const { node, seq } of asked) {
      const position = kept.seek(node, seq);
      if (position !== 0 && kept.open(position)?.seq === seq && !filling.add(position)) break;
    }
    return filling.take();
  }
}

async function* unlessClosed<T>(rows: AsyncIterable<T>, isClosed: () => boolean): AsyncGenerator<T, void, undefined> {
  try {
    yield* rows;
  } catch (error) {
    throw isClosed() ? stopped() : error;
  }
}

/** As save/ tells what was ended from a bug. */
function stopped(): Error {
  return Object.assign(new Error('closed before its end'), { code: 'stopped' });
}
