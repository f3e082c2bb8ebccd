import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { assertNever } from '#contract/assert-never';
import { failure, succeed, type Failure, type Result } from '#contract/failure';
import { errnoOf } from './errno';
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
}

type Reading<T> =
  | { readonly kind: 'good'; readonly value: T; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unreadable'; readonly errno: string };

/** A temporary file this old was left by a process that died; a younger one may be another process's save. */
const abandonedAfterMs = 60_000;

/**
 * One JSON file that is either its old or its new self, never half of one. Beside it stands `<file>.bak`, the last good
 * copy (the same contents, so that a removed secret is gone from both). A damaged file (0 bytes, cut short, no JSON, wrong
 * shape) is kept as `<file>.corrupt-<time>` and the copy is used. A file of a newer version is left alone, and so is one
 * that cannot be read: nothing is saved over either.
 */
export class AtomicJsonFile<T> {
  readonly #file: string;
  readonly #shape: JsonFileShape<T>;
  #value: T;
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
        this.#value = main.value;
        return null;
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
   * Changes the value and saves it; changes wait for each other. On failure (codes.unwritable, or what load refused with)
   * neither the value nor the file changes.
   */
  update(change: (value: T) => T): Promise<Result<T>> {
    const mine = this.#turn.then(() => this.#save(change(this.#value)));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Resolves when every save asked for so far has ended. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async #save(value: T): Promise<Result<T>> {
    if (this.#refusal) return { ok: false, failure: this.#refusal };
    const text = `${JSON.stringify({ ...this.#shape.serialise(value), version: this.#shape.version }, null, 2)}\n`;
    try {
      await replaceFile(this.#file, text);
    } catch (error) {
      return { ok: false, failure: this.#failure('unwritable', errnoOf(error)) };
    }
    this.#value = value;
    // The file itself is safe by now; a missing copy costs nothing until the file is damaged.
    await replaceFile(this.#copy, text).catch(() => undefined);
    return succeed(value);
  }

  async #recover(what: 'absent' | 'damaged'): Promise<Failure | null> {
    const copy = await this.#read(this.#copy);
    if (copy.kind === 'newer') return this.#refuse(this.#failure('newer', '', { version: copy.version }));
    const keptAs = what === 'damaged' ? await this.#keepDamaged() : '';
    if (copy.kind === 'good') {
      this.#value = copy.value;
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

  async #read(file: string): Promise<Reading<T>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const errno = errnoOf(error);
      return errno === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', errno };
    }
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

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? content : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
