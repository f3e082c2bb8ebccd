import { isUtf8 } from 'node:buffer';
import type { BodyLine, BodyView, OpenedBody } from '#contract/document';
import { fail, succeed, type Result } from '#contract/failure';
import type { Preview } from '#contract/message';
import type { Comparison } from './comparison';
import { displayBytes } from './display-bytes';
import { displayFacts } from './display-facts';
import type { BytesPerLine } from './hex-lines';
import { inSlices } from './in-slices';
import type { KeptBody } from './kept-body';
import { compareOpened, openLines, type OpenedLines } from './opened-lines';
import { preview } from './preview';
import { wholeCharacters } from './whole-characters';

const maxOpen = 8;
const maxCopiedBytes = 1_048_576;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface BodiesOptions {
  /** A kept message; `seq` null: the newest. */
  readonly body: (node: number, seq: number | null) => KeptBody | null;
  /** The kept message just before `seq` in the same topic. */
  readonly previous: (node: number, seq: number) => KeptBody | null;
}

interface OpenRequest {
  readonly node: number;
  readonly seq: number | null;
  readonly view: BodyView;
  readonly compare: boolean;
  readonly all: boolean;
  readonly bytesPerLine?: BytesPerLine | undefined;
}

interface OpenDocument {
  readonly opened: OpenedLines;
  readonly comparison: Comparison | null;
}

/**
 * The bodies one window has open, at most 8: the oldest is closed for one more. Long work runs in slices between
 * messages and frames. An open body keeps its payload alive, above the history's budget.
 */
export class Bodies {
  readonly #options: BodiesOptions;
  readonly #open = new Map<number, OpenDocument>();
  #lastDocument = 0;

  constructor(options: BodiesOptions) {
    this.#options = options;
  }

  preview(start: Uint8Array | null, sizeBytes: number): Preview {
    return preview(start, sizeBytes);
  }

  displayBytes(bytes: Uint8Array): string {
    return displayBytes(bytes);
  }

  /** Rejects with the signal's reason when aborted. Failure: not-kept. */
  async open(request: OpenRequest, signal: AbortSignal): Promise<Result<OpenedBody>> {
    const kept = this.#options.body(request.node, request.seq);
    if (!kept?.payload) return fail('not-kept');
    const { payload, facts } = kept;
    const opened = await inSlices(openLines(payload, request), signal);
    const before = request.compare ? this.#options.previous(request.node, facts.seq) : null;
    // A message whose predecessor had to make room is still worth reading.
    const comparison = before?.payload ? await inSlices(compareOpened(opened, before.payload, request), signal) : null;
    const document = this.#add({ opened, comparison });
    return succeed({
      document,
      facts: displayFacts(facts),
      view: request.view,
      format: opened.format,
      lines: opened.lines.count,
      shownBytes: opened.shownBytes,
      totalBytes: payload.length,
      tooLargeToFormat: opened.tooLargeToFormat,
      comparedWithSeq: before && comparison ? before.facts.seq : null,
      removedNames: comparison?.removedNames ?? []
    });
  }

  /** Lines `first` to `first + count`, as far as there are. Failure: not-kept (closed). */
  readLines(document: number, first: number, count: number): Result<readonly BodyLine[]> {
    const open = this.#open.get(document);
    if (!open) return fail('not-kept');
    const lines: BodyLine[] = [];
    const end = Math.min(first + count, open.opened.lines.count);
    for (let rank = first; rank < end; rank += 1) {
      const change = open.comparison?.change(rank) ?? { changed: false, was: null };
      lines.push({ ...open.opened.lines.line(rank), ...change });
    }
    return succeed(lines);
  }

  close(document: number): void {
    this.#open.delete(document);
  }

  closeAll(): void {
    this.#open.clear();
  }

  /** For the clipboard: text exactly as received, hex when it is none; its first 1 MB. Failure: not-kept. */
  payloadText(node: number, seq: number | null): Result<string> {
    const payload = this.#options.body(node, seq)?.payload;
    if (!payload) return fail('not-kept');
    const part = payload.subarray(0, maxCopiedBytes);
    const whole = part.length < payload.length ? part.subarray(0, wholeCharacters(part)) : part;
    if (isUtf8(whole)) return succeed(decoder.decode(whole));
    const half = payload.subarray(0, maxCopiedBytes / 2);
    return succeed(Buffer.from(half.buffer, half.byteOffset, half.length).toString('hex'));
  }

  dispose(): void {
    this.closeAll();
  }

  #add(document: OpenDocument): number {
    const oldest = this.#open.keys().next();
    if (this.#open.size >= maxOpen && !oldest.done) this.#open.delete(oldest.value);
    this.#lastDocument += 1;
    this.#open.set(this.#lastDocument, document);
    return this.#lastDocument;
  }
}
