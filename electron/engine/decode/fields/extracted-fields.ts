import type { FieldPath } from '#contract/chart';
import { parseFieldPath, type FieldStep } from '#contract/field-path';
import type { Decoded } from '../decoded';
import { FieldText } from './field-text';
import { jsonTextOf } from './json-text';
import { numberInSource, numberInText } from './numeric-value';
import { plainPayload, skipSpace } from './plain-payload';

/** Larger ones are read without making their values. */
const parsedBytes = 65_536;
const longestSource = 400;
const longestText = 256;

/** What an extracted number says when it is none, see the job `extract`. */
const absent = Number.NaN;
const noNumber = Number.POSITIVE_INFINITY;

/** Reads the same fields of many messages as numbers. */
export class ExtractedFields {
  readonly #steps: readonly (readonly FieldStep[] | null)[];
  readonly #text: FieldText;
  readonly #bytes: Buffer;
  readonly #alive: () => void;

  /** `bytes` of all messages. */
  constructor(paths: readonly FieldPath[], bytes: Uint8Array, alive: () => void) {
    this.#steps = paths.map(parseFieldPath);
    this.#text = new FieldText(paths);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#alive = alive;
  }

  /** A message that is a number, or a JSON object or array, is read the fast way: its values from `at` on. False: it is neither. */
  plain(start: number, end: number, values: Float64Array, at: number): boolean {
    const first = this.#bytes[skipSpace(this.#bytes, start, end)];
    if (first === 0x7b || first === 0x5b) return end - start <= parsedBytes && this.#parsed(start, end, values, at);
    const number = plainPayload(this.#bytes, start, end);
    if (Number.isNaN(number)) return false;
    for (const [index, steps] of this.#steps.entries()) values[at + index] = steps?.length === 0 ? number : absent;
    return true;
  }

  /** Null: its bytes say nothing. */
  decoded(decoded: Decoded | null, values: Float64Array, at: number): void {
    const json = decoded === null ? null : jsonTextOf(decoded);
    if (json === null) {
      const whole = decoded?.kind === 'text' ? textValue(decoded.text) : noNumber;
      for (const [index, steps] of this.#steps.entries()) values[at + index] = steps?.length === 0 ? whole : absent;
      return;
    }
    const places = this.#text.find(json, this.#alive);
    for (let index = 0; index < this.#steps.length; index += 1) {
      const start = places[index * 2] ?? -1;
      const end = places[index * 2 + 1] ?? -1;
      values[at + index] = start < 0 ? absent : sourceValue(json.text, start, end);
    }
  }

  /** JSON.parse takes the last of two names, as FieldText does; its parser does not recurse. */
  #parsed(start: number, end: number, values: Float64Array, at: number): boolean {
    const text = this.#bytes.toString('utf8', start, end);
    // A replaced byte: this is no UTF-8, and so no JSON.
    if (text.includes('\ufffd')) return false;
    let root: unknown;
    try {
      root = JSON.parse(text);
    } catch {
      return false;
    }
    for (const [index, steps] of this.#steps.entries()) {
      values[at + index] = steps === null ? absent : valueOf(fieldOf(root, steps));
    }
    return true;
  }
}

/** Undefined: there is no such field. */
function fieldOf(root: unknown, steps: readonly FieldStep[]): unknown {
  let value = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) !== (typeof step === 'number'))
      return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<FieldStep, unknown>>)[step];
  }
  return value;
}

function valueOf(value: unknown): number {
  switch (typeof value) {
    case 'undefined':
      return absent;
    case 'number':
      return Number.isFinite(value) ? value : noNumber;
    case 'boolean':
      return value ? 1 : 0;
    case 'string':
      return numberInText(value)?.value ?? noNumber;
    default:
      return noNumber;
  }
}

function sourceValue(text: Uint8Array, start: number, end: number): number {
  if (end - start > longestSource) return noNumber;
  const source = Buffer.from(text.buffer, text.byteOffset + start, end - start).toString();
  return numberInSource(source)?.value ?? noNumber;
}

function textValue(text: Uint8Array): number {
  if (text.length > longestText) return noNumber;
  return numberInText(Buffer.from(text.buffer, text.byteOffset, text.length).toString())?.value ?? noNumber;
}
