import type { Decoding } from '#contract/decoding';
import { maxFormattedBytes, shownPartBytes, type BodyLine, type OpenedBody } from '#contract/document';
import type { Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { MessageFacts, ShownFacts } from '#contract/message';
import type { BodyWish, DecodeOutput } from '../decode/decode-jobs';
import type { MessageToDecode } from '../decode/message-to-decode';
import type { RunJobs } from '../decode/run-jobs';
import { endedProblem } from './ended-problem';
import type { KeptMessage, KeptMessages } from './kept-messages';
import { readAgain } from './read-again';

const maxOpen = 8;
/** The worker holds a copy of each open payload; above this the oldest are closed, but never the last one. */
const maxOpenBytes = 300_000_000;
/** Steps of folding that are done again when a body has to be opened again. */
const maxRemembered = 200;

type OpenRequest = Omit<Extract<Question, { ask: 'openBody' }>, 'ask' | 'seq'>;

interface DocumentsOptions {
  readonly messages: KeptMessages;
  readonly jobs: RunJobs;
  /** Numbers for what is open in the worker, shared by all windows of the engine. */
  readonly nextNumber: () => number;
  /** A message's facts, safe to show. */
  readonly displayFacts: (facts: MessageFacts) => ShownFacts;
  /** What the messages around it say of it: put into the decoding of Sparkplug messages. */
  readonly around: (kept: KeptMessage, decoding: Decoding) => Decoding;
}

interface OpenDocument {
  readonly node: number;
  readonly seq: number;
  readonly wish: BodyWish;
  readonly compare: boolean;
  readonly sizeBytes: number;
  /** The steps of folding so far; null: too many to do again. */
  steps: { readonly line: number | null; readonly open: boolean }[] | null;
}

type Opened = { readonly opened: DecodeOutput<'open'>; readonly before: KeptMessage | null };

/**
 * The bodies one window has open, at most 8: the oldest is closed for one more. They live in the decode worker; one that
 * was lost because its worker had to be ended is opened again, once, when it is read.
 */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #open = new Map<number, OpenDocument>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** `seq` null: the newest. Rejects with the signal's reason when aborted. Failure: not-kept. */
  async open(request: OpenRequest, seq: number | null, signal: AbortSignal): Promise<Result<OpenedBody>> {
    const { messages, nextNumber, displayFacts, around } = this.#options;
    const kept = messages.read(request.node, seq);
    if (!kept?.payload) return fail('not-kept');
    const { view, all, compare } = request;
    const wish: BodyWish = { view, all, bytesPerLine: request.bytesPerLine ?? 16 };
    const document = nextNumber();
    const totalBytes = kept.payload.length;
    const known = { node: request.node, seq: kept.facts.seq, wish, compare, sizeBytes: totalBytes };
    const answer = await this.#openInWorker(document, known, kept, signal);
    if (!answer.ok) return answer;
    const { opened, before } = answer.value;
    this.#add(document, { ...known, steps: [] });
    return succeed({
      document,
      facts: displayFacts(kept.facts),
      view,
      format: opened.format,
      decoding: around(kept, opened.decoding),
      image: opened.image,
      lines: opened.lines,
      shownBytes: opened.shownBytes,
      // The worker saw the first part alone.
      totalBytes: isCut(totalBytes, wish) ? totalBytes : opened.totalBytes,
      tooLargeToFormat: opened.tooLargeToFormat,
      comparedWithSeq: before && opened.compared ? before.facts.seq : null,
      removedNames: opened.removedNames
    });
  }

  /** Lines `first` to `first + count`, as far as there are. Failure: not-kept (closed). */
  readLines(document: number, first: number, count: number, signal: AbortSignal): Promise<Result<readonly BodyLine[]>> {
    return this.#reading(document, () => this.#options.jobs.run('lines', { document, first, count }, signal), signal);
  }

  /** Failure: not-kept. */
  async fold(
    document: number,
    line: number | null,
    open: boolean,
    signal: AbortSignal
  ): Promise<Result<{ readonly lines: number }>> {
    const folded = await this.#reading(
      document,
      () => this.#options.jobs.run('fold', { document, line, open }, signal),
      signal
    );
    const known = this.#open.get(document);
    if (folded.ok && known?.steps) {
      const steps = line === null ? [{ line, open }] : [...known.steps, { line, open }];
      known.steps = steps.length > maxRemembered ? null : steps;
    }
    return folded;
  }

  /** What the field of the line drawn at rank `line` holds. Failures: not-kept, request-invalid (no field), copy-too-large. */
  field(document: number, line: number, signal: AbortSignal): Promise<Result<string>> {
    return this.#reading(document, () => this.#options.jobs.run('field', { document, line }, signal), signal);
  }

  /** Failure: not-kept (closed, or no picture). */
  image(document: number, signal: AbortSignal): Promise<Result<Uint8Array>> {
    return this.#reading(document, () => this.#options.jobs.run('image', { document }, signal), signal);
  }

  close(document: number): void {
    if (this.#open.delete(document)) this.#forget(document);
  }

  closeAll(): void {
    for (const document of [...this.#open.keys()]) this.close(document);
  }

  async #openInWorker(
    document: number,
    { node, seq, wish, compare }: Omit<OpenDocument, 'steps'>,
    kept: KeptMessage,
    signal: AbortSignal
  ): Promise<Result<Opened>> {
    const { messages, jobs } = this.#options;
    const message = shownPart(messages.toDecode(kept), wish);
    if (message === null) return fail('not-kept');
    const before = compare ? messages.previous(node, seq) : null;
    // A message whose predecessor had to make room is still worth reading.
    const earlier = before && shownPart(messages.toDecode(before), wish);
    const input = { document, message, before: earlier, wish, undecoded: null };
    const opened = await this.#tryOpen(document, () => jobs.run('open', input, signal));
    if (opened.ok) return succeed({ opened: opened.value, before });
    const undecoded = endedProblem(opened.failure);
    if (undecoded === null) return opened;
    // Whatever its decoder does, its bytes can be looked at.
    const asBytes = { ...input, before: null, undecoded };
    const plain = await this.#tryOpen(document, () => jobs.run('open', asBytes, signal));
    return plain.ok ? succeed({ opened: plain.value, before: null }) : plain;
  }

  async #tryOpen(
    document: number,
    open: () => Promise<Result<DecodeOutput<'open'>>>
  ): Promise<Result<DecodeOutput<'open'>>> {
    try {
      return await open();
    } catch (error) {
      // It may have come to its end before the worker saw that nobody waits for it.
      this.#forget(document);
      throw error;
    }
  }

  #reading<T>(document: number, read: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
    const known = this.#open.get(document);
    if (!known) return Promise.resolve(fail('not-kept'));
    return readAgain(read, () => this.#openAgain(document, known, signal));
  }

  async #openAgain(document: number, known: OpenDocument, signal: AbortSignal): Promise<boolean> {
    const kept = this.#options.messages.read(known.node, known.seq);
    if (!kept?.payload || known.steps === null || this.#open.get(document) !== known) return false;
    const answer = await this.#openInWorker(document, known, kept, signal);
    if (this.#open.get(document) !== known) {
      // Closed meanwhile: the worker may have been told so before it had it open.
      this.#forget(document);
      return false;
    }
    if (!answer.ok) return false;
    for (const step of known.steps) {
      const folded = await this.#options.jobs.run('fold', { document, ...step }, signal);
      if (!folded.ok) return false;
    }
    return true;
  }

  #add(document: number, opened: OpenDocument): void {
    this.#open.set(document, opened);
    let bytes = 0;
    for (const { sizeBytes } of this.#open.values()) bytes += sizeBytes;
    for (const [oldest, { sizeBytes }] of this.#open) {
      if (oldest === document || (this.#open.size <= maxOpen && bytes <= maxOpenBytes)) return;
      this.close(oldest);
      bytes -= sizeBytes;
    }
  }

  #forget(document: number): void {
    this.#options.jobs.run('close', { document }).catch(() => undefined);
  }
}

/** A payload that is too large to decode is not copied into the worker for the sake of its first 256 KB. */
function shownPart(message: MessageToDecode | null, wish: BodyWish): MessageToDecode | null {
  if (message === null || !isCut(message.payload.length, wish)) return message;
  return {
    ...message,
    payload: message.payload.subarray(0, shownPartBytes),
    wholeBytes: message.payload.length
  };
}

function isCut(payloadBytes: number, wish: BodyWish): boolean {
  return !wish.all && payloadBytes > maxFormattedBytes;
}
