import type { BodyLine, LineField } from '#contract/document';
import type { ImageFacts } from '#contract/image-facts';
import { BodyFolds } from './body-folds';
import type { LineText } from './body-lines';
import type { Comparison } from './comparison';
import type { BodyWish, LaidOutBody } from './decode-jobs';
import { fieldSource } from './field-source';
import type { LineFields } from './line-fields';
import { compareOpened, openLines, type OpenedLines } from './opened-lines';
import type { ReadPayload } from './read-payload';
import { runSteps } from './run-steps';

/** A body that is being looked at: its lines by rank as drawn, folded blocks left out. */
export class OpenBody {
  readonly #read: ReadPayload;
  readonly #opened: OpenedLines;
  readonly #comparison: Comparison | null;
  readonly #folds: BodyFolds | null;
  readonly #fields: LineFields | null;

  constructor(read: ReadPayload, before: ReadPayload | null, wish: BodyWish, alive: () => void) {
    this.#read = read;
    this.#opened = runSteps(openLines(read, wish), alive);
    this.#comparison = before ? runSteps(compareOpened(this.#opened, before, wish), alive) : null;
    this.#folds = this.#opened.blocks && new BodyFolds(this.#opened.blocks);
    this.#fields = this.#opened.fields;
  }

  get facts(): LaidOutBody {
    const { format, shownBytes, totalBytes, tooLargeToFormat } = this.#opened;
    return {
      format,
      decoding: this.#read.decoding,
      image: this.#image(),
      lines: this.count,
      shownBytes,
      totalBytes,
      tooLargeToFormat,
      compared: this.#comparison !== null,
      removedNames: this.#comparison?.removedNames ?? []
    };
  }

  /** Lines as drawn. */
  get count(): number {
    return this.#folds?.count ?? this.#opened.lines.count;
  }

  /** Null: it is no picture. */
  get imageBytes(): Uint8Array | null {
    return this.#read.decoded.kind === 'image' ? this.#read.decoded.bytes : null;
  }

  lines(first: number, count: number): readonly BodyLine[] {
    const drawn: number[] = [];
    const end = Math.min(first + count, this.count);
    for (let rank = first; rank < end; rank += 1) drawn.push(this.#folds?.lineAt(rank) ?? rank);
    const fields = this.#fields?.of(drawn);
    return drawn.map((line, index) => this.#line(line, fields?.[index] ?? null));
  }

  /** What the field of the line drawn at `rank` holds; of one that is too long to copy null. Undefined: it is about none. */
  field(rank: number, alive: () => void): string | null | undefined {
    const start = this.#fields?.start(this.#folds?.lineAt(rank) ?? rank) ?? null;
    const { decoded } = this.#read;
    if (start === null || (decoded.kind !== 'json' && decoded.kind !== 'json-lines')) return undefined;
    return fieldSource({ text: decoded.text, notation: decoded.kind === 'json' && decoded.notation }, start, alive);
  }

  /** `rank` as drawn; null: every block. */
  fold(rank: number | null, open: boolean): void {
    if (rank === null) this.#folds?.foldAll(!open);
    else this.#folds?.fold(this.#folds.lineAt(rank), !open);
  }

  #line(line: number, field: LineField | null): BodyLine {
    const { lines, blocks } = this.#opened;
    const last = blocks?.lastLine(line) ?? line;
    const folded = last > line && this.#folds !== null && this.#folds.isFolded(line);
    const change = this.#comparison?.change(line) ?? { changed: false, was: null };
    const within = folded && this.#comparison !== null && this.#comparison.changesWithin(line, last);
    return {
      ...(folded ? this.#foldedText(line, last) : lines.line(line)),
      changed: change.changed || within,
      was: change.was,
      fold: last > line ? { open: !folded, hiddenLines: last - line } : null,
      number: line + 1,
      field
    };
  }

  /** `"window": {…},`; of a block whose end is not shown `"window": {…`. */
  #foldedText(line: number, last: number): LineText {
    const opening = this.#opened.lines.line(line);
    const closing = this.#opened.lines.line(last);
    const closes = indent(opening.text) === indent(closing.text);
    return {
      text: `${opening.text}…${closes ? closing.text.trimStart() : ''}`,
      cutCharacters: opening.cutCharacters
    };
  }

  #image(): ImageFacts | null {
    const { decoded } = this.#read;
    if (decoded.kind !== 'image') return null;
    const mime = pictures.find((known) => known === decoded.mime);
    return mime === undefined ? null : { mime, widthPx: decoded.widthPx, heightPx: decoded.heightPx };
  }
}

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'] as const;

function indent(text: string): number {
  return text.length - text.trimStart().length;
}
