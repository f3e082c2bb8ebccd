import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { assertNever } from '#contract/assert-never';
import { failure, succeed, type Failure, type Result } from '#contract/failure';
import { errnoOf } from './errno';
import { isJsonObject, isWithinDepth } from './json-object';
import { replaceFile } from './replace-file';
import type { StoredFileCodes } from './stored-file-codes';

export interface JsonFileShape<T> {
  /** The schema version this program writes; the file carries it as `version`. */
  readonly version: number;
  readonly codes: StoredFileCodes;
  /** What there is before the first save. */
  readonly empty: T;
  /** The file's object as a value; null: damaged. Only called for versions up to `version`. */
  readonly parse: (file: Readonly<Record<string, unknown>>) => T | null;
  /** The object to write; `version` is added. */
  readonly serialise: (value: T) => Readonly<Record<string, unknown>>;
  /** The file could be read, but not all of it: whether the copy holds more. Left out: never. */
  readonly copyHasMore?: (copy: T, file: T) => boolean;
}

type Reading<T> =
  | { readonly kind: 'good'; readonly value: T; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unreadable'; readonly errno: string };

/** A temporary file this old was left by a process that died; a younger one may be another process's save. */
const abandonedAfterMs = 60_000;
/** A file as large as this is not one of ours. */
const maxBytes = 200_000_000;
/** Ours are a handful of levels deep. */
const maxDepth = 200;

/**
 * One JSON file that is either its old or its new self, never half of one. Beside it stands `<file>.bak`, the last good
 * copy (the same contents, so that a removed secret is gone from both). A damaged file (0 bytes, cut short, no JSON, wrong
 * shape) is kept as `<file>.corrupt-<time>` and the copy is used. A file of a newer version is left alone, and so is one
 * that cannot be read: nothing is saved over either. Where another process saved meanwhile, a change is made to what it wrote.
 */
export class AtomicJsonFile<T> {
  readonly #file: string;
  readonly #shape: JsonFileShape<T>;
  #value: T;
  /** The file as it was read or written last: another text in it is another process's. Null: there was none. */
  #text: string | null = null;
  #refusal: Failure | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: string, shape: JsonFileShape<T>) {
    this.#file = file;
    this.#shape = shape;
    this.#value = shape.empty;
  }

  /** What is loaded or was saved last. */
  get value(): T {
    return this.#value;
  }

  /** Reads the file once, at start. The answer is what a person should know: null when all is well. Never throws. */
  async load(): Promise<Failure | null> {
    await this.#removeAbandoned();
    const main = await this.#read(this.#file);
    switch (main.kind) {
      case 'good':
        return this.#take(main);
      case 'newer':
        return this.#refuse(this.#failure('newer', '', { version: main.version }));
      case 'unreadable':
        return this.#refuse(this.#failure('unreadable', main.errno));
      case 'absent':
      case 'damaged':
        return this.#recover(main.kind);
      default:
        return assertNever(main);
    }
  }

  /**
   * Changes the value and saves it; changes wait for each other. What another process saved meanwhile is what is changed. On
   * failure (codes.unwritable, codes.newer, or what load refused with) neither the value nor the file changes.
   */
  update(change: (value: T) => T): Promise<Result<T>> {
    const mine = this.#turn.then(() => this.#change(change));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves when every save asked for so far has ended. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async #change(change: (value: T) => T): Promise<Result<T>> {
    if (this.#refusal) return { ok: false, failure: this.#refusal };
    const found = await this.#read(this.#file, this.#text);
    switch (found.kind) {
      case 'good':
        return this.#save(change(found.value));
      case 'newer':
        return { ok: false, failure: this.#failure('newer', '', { version: found.version }) };
      case 'unreadable':
        return { ok: false, failure: this.#failure('unwritable', found.errno) };
      case 'damaged':
        await this.#keepDamaged();
        return this.#save(change(this.#value));
      case 'absent':
        return this.#save(change(this.#value));
      default:
        return assertNever(found);
    }
  }

  async #save(value: T): Promise<Result<T>> {
    const text = `${JSON.stringify({ ...this.#shape.serialise(value), version: this.#shape.version }, null, 2)}\n`;
    // It would be refused at the next start, with all that is in it.
    if (Buffer.byteLength(text) > maxBytes) return { ok: false, failure: this.#failure('unwritable', 'EFBIG') };
    try {
      await replaceFile(this.#file, text);
    } catch (error) {
      return { ok: false, failure: this.#failure('unwritable', errnoOf(error)) };
    }
    this.#value = value;
    this.#text = text;
    // The file itself is safe by now; a missing copy costs nothing until the file is damaged.
    await replaceFile(this.#copy, text).catch(() => undefined);
    return succeed(value);
  }

  /** The file can be read; if not all of it, the copy may hold what is lost. */
  async #take(main: Extract<Reading<T>, { readonly kind: 'good' }>): Promise<Failure | null> {
    const { copyHasMore } = this.#shape;
    const copy = copyHasMore ? await this.#read(this.#copy) : null;
    if (copy?.kind === 'good' && copyHasMore?.(copy.value, main.value) === true) return this.#recover('damaged');
    this.#value = main.value;
    this.#text = main.text;
    return null;
  }

  async #recover(what: 'absent' | 'damaged'): Promise<Failure | null> {
    const copy = await this.#read(this.#copy);
    if (copy.kind === 'newer') return this.#refuse(this.#failure('newer', '', { version: copy.version }));
    const keptAs = what === 'damaged' ? await this.#keepDamaged() : '';
    if (copy.kind === 'good') {
      this.#value = copy.value;
      this.#text = copy.text;
      await replaceFile(this.#file, copy.text).catch(() => undefined);
    } else if (what === 'absent') {
      return null;
    }
    return this.#failure('unreadable', what, { keptAs, recovered: copy.kind === 'good' ? 'copy' : 'nothing' });
  }

  async #keepDamaged(): Promise<string> {
    const name = `${path.basename(this.#file)}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    try {
      await rename(this.#file, path.join(path.dirname(this.#file), name));
      return name;
    } catch {
      return '';
    }
  }

  /** `known`: the text whose value is in hand; an import of hundreds would understand all of the file again for each. */
  async #read(file: string, known: string | null = null): Promise<Reading<T>> {
    let text: string;
    try {
      if ((await stat(file)).size > maxBytes) return { kind: 'unreadable', errno: 'EFBIG' };
      text = await readFile(file, 'utf8');
    } catch (error) {
      const errno = errnoOf(error);
      return errno === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', errno };
    }
    if (text === known) return { kind: 'good', value: this.#value, text };
    const content = parseObject(text);
    if (!content || typeof content['version'] !== 'number') return { kind: 'damaged' };
    if (content['version'] > this.#shape.version) return { kind: 'newer', version: content['version'] };
    const value = this.#shape.parse(content);
    return value === null ? { kind: 'damaged' } : { kind: 'good', value, text };
  }

  async #removeAbandoned(): Promise<void> {
    const folder = path.dirname(this.#file);
    const prefix = `${path.basename(this.#file)}.`;
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((each) => each.startsWith(prefix) && each.includes('.tmp-'))) {
      const file = path.join(folder, name);
      const facts = await stat(file).catch(() => null);
      if (facts && Date.now() - facts.mtimeMs > abandonedAfterMs)
        await rm(file, { force: true }).catch(() => undefined);
    }
  }

  get #copy(): string {
    return `${this.#file}.bak`;
  }

  #refuse(refusal: Failure): Failure {
    this.#refusal = refusal;
    return refusal;
  }

  #failure(code: keyof StoredFileCodes, raw: string, facts: Failure['facts'] = {}): Failure {
    return failure(this.#shape.codes[code], raw, { file: path.basename(this.#file), ...facts });
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const content: unknown = JSON.parse(text);
    return isJsonObject(content) && isWithinDepth(content, maxDepth) ? content : null;
  } catch {
    return null;
  }
}
