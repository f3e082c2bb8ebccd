import type { FieldPath, NumericField } from '#contract/chart';
import { appendStep, type FieldStep } from '#contract/field-path';
import { inspectorBounds } from '#contract/limits';
import { displayText } from '#contract/display-text';
import { JsonScanner } from '../json-scanner';
import { jsonToken } from '../json-token';
import { nameText } from './field-text';
import type { JsonText } from './json-text';
import { numberInSource } from './numeric-value';
import { Units, type UnitSeeker } from './units';

const tokensPerSign = 16_384;
/** Containers in containers that numbers are looked for in; a path of more would be longer than paths may be. */
const deepest = 100;
const longestText = 64;
const longestSource = 512;

interface Candidate extends UnitSeeker {
  readonly path: FieldPath;
  readonly text: string;
  readonly kind: NumericField['kind'];
  readonly value: number;
  readonly decimals: number;
}

interface Open {
  readonly array: boolean;
  readonly path: FieldPath;
  /** Of an array: the name it has in the object around it. */
  readonly name: string;
  /** Some array is around it, or it is one. */
  readonly inArray: boolean;
  readonly units: Units;
  readonly seekers: Candidate[];
  step: FieldStep;
}

type IsValue = (steps: readonly FieldStep[]) => boolean;

export type FoundField = Omit<NumericField, 'change'> & { readonly decimals: number };

/** The numbers of JSON or notation text. */
export class NumericFields {
  readonly #json: JsonText;
  readonly #wanted: ReadonlySet<FieldPath> | null;
  readonly #isValue: IsValue | null;
  readonly #open: Open[] = [];
  /** By path: of two of one name the last holds. */
  readonly #direct = new Map<FieldPath, Candidate>();
  readonly #inArrays = new Map<FieldPath, Candidate>();
  #more = 0;

  /** `paths` null: the first `inspectorBounds.columns` of those that are values; else those of these. */
  constructor(json: JsonText, paths: readonly FieldPath[] | null, isValue: IsValue | null = null) {
    this.#json = json;
    this.#isValue = isValue;
    this.#wanted = paths === null ? null : new Set(paths);
  }

  /** Those outside of arrays first: an array of samples must not take the places of what stands beside it. */
  read(alive: () => void): { readonly fields: readonly FoundField[]; readonly more: number } {
    this.#walk(alive);
    const all = [...this.#direct.values(), ...this.#inArrays.values()];
    const kept = this.#wanted === null ? all.slice(0, inspectorBounds.columns) : all;
    const fields = kept.map(({ path, text, kind, value, unit, unclearUnit, decimals }) => ({
      path,
      text,
      kind,
      value,
      unit,
      ...(unclearUnit && { unclearUnit }),
      decimals
    }));
    return { fields, more: this.#more + all.length - kept.length };
  }

  #walk(alive: () => void): void {
    const { text, notation } = this.#json;
    const scanner = new JsonScanner(text, 0, notation);
    const open = this.#open;
    let expectsName = false;
    let skipped = 0;
    for (let tokens = 1; ; tokens += 1) {
      if (tokens % tokensPerSign === 0) alive();
      const token = scanner.next();
      if (token === jsonToken.more) continue;
      if (token === jsonToken.end || token === jsonToken.unfinished || token === jsonToken.invalid) return;
      const opens = token === jsonToken.openObject || token === jsonToken.openArray;
      const closes = token === jsonToken.closeObject || token === jsonToken.closeArray;
      if (skipped > 0 || (opens && open.length === deepest)) {
        skipped += opens ? 1 : closes ? -1 : 0;
      } else if (opens) {
        this.#enter(token === jsonToken.openArray);
        expectsName = token === jsonToken.openObject;
      } else if (closes) {
        const closed = open.pop();
        if (closed?.array === false) closed.units.give(closed.seekers);
        expectsName = false;
      } else if (token === jsonToken.comma) {
        const top = open.at(-1);
        if (typeof top?.step === 'number') top.step += 1;
        expectsName = top?.array === false;
      } else if (token !== jsonToken.colon) {
        const top = open.at(-1);
        if (expectsName && top) {
          expectsName = false;
          top.step =
            scanner.end - scanner.start > inspectorBounds.pathCharacters
              ? -1
              : nameText(text, scanner.start, scanner.end);
        } else {
          this.#scalar(scanner.start, scanner.end);
        }
      }
    }
  }

  #enter(array: boolean): void {
    const around = this.#open.at(-1);
    const path = around === undefined ? '' : appendStep(around.path, around.step);
    const name = typeof around?.step === 'string' ? around.step : (around?.name ?? '');
    if (around) this.#forget(path);
    const inArray = array || around?.inArray === true;
    this.#open.push({ array, path, name, inArray, units: new Units(), seekers: [], step: array ? 0 : '' });
  }

  #scalar(start: number, end: number): void {
    const top = this.#open.at(-1);
    if (top?.array === false && typeof top.step === 'number') return;
    const isText = this.#json.text[start] === 0x22;
    const source = end - start > longestSource ? null : this.#source(start, end);
    const number = source === null ? null : numberInSource(source);
    if (number === null) {
      const path = this.#path(top);
      this.#forget(path);
      if (isText && source !== null && top?.array === false && typeof top.step === 'string') {
        const shown = nameText(this.#json.text, start, end);
        top.units.note(top.step, shown, path);
        if (top.step === 'value') this.#metricUnits()?.note(top.name, shown, path);
      }
      return;
    }
    if (this.#wanted === null && this.#isValue?.(this.#open.map(({ step }) => step)) === false) return;
    if (this.#isFull(top)) {
      this.#more += 1;
      return;
    }
    const path = this.#path(top);
    if (path.length > inspectorBounds.pathCharacters || this.#wanted?.has(path) === false) {
      // A number that nobody asked for still tells what a bare unit is not about.
      if (this.#wanted === null) this.#more += 1;
      else this.#seek(top, { ...number, name: nameOf(top), unit: null, path, text: '' });
      return;
    }
    const shown = displayText(isText ? nameText(this.#json.text, start, end) : (source ?? '')).slice(0, longestText);
    const unit = number.unit === null ? null : { text: displayText(number.unit), field: path };
    const { value, kind, decimals } = number;
    const candidate: Candidate = { name: nameOf(top), path, text: shown, kind, value, decimals, unit };
    (top?.inArray === true ? this.#inArrays : this.#direct).set(path, candidate);
    this.#seek(top, candidate);
  }

  /** Of the Sparkplug B metric whose property is open: `{"value":21.4,"properties":{"engUnit":{"value":"°C"}}}`. */
  #metricUnits(): Units | null {
    const [metric, properties, property] = this.#open.slice(-3);
    const objects = metric?.array === false && properties?.array === false && property?.array === false;
    return objects && properties.name === 'properties' ? metric.units : null;
  }

  #isFull(top: Open | undefined): boolean {
    const kept = top?.inArray === true ? this.#inArrays : this.#direct;
    return this.#wanted === null && kept.size >= inspectorBounds.columns && !kept.has(this.#path(top));
  }

  /** The object whose `unit` may be about this number: around it, with nothing but arrays between. Booleans have none. */
  #seek(top: Open | undefined, candidate: Candidate): void {
    if (top === undefined || candidate.kind === 'boolean') return;
    const object = this.#open.findLast(({ array }) => !array);
    if (object && object.seekers.length < inspectorBounds.columns * 2) object.seekers.push(candidate);
  }

  #path(top: Open | undefined): FieldPath {
    return top === undefined ? '' : appendStep(top.path, top.step);
  }

  #forget(path: FieldPath): void {
    this.#direct.delete(path);
    this.#inArrays.delete(path);
  }

  #source(start: number, end: number): string {
    const { text } = this.#json;
    return Buffer.from(text.buffer, text.byteOffset + start, end - start).toString();
  }
}

function nameOf(top: Open | undefined): string {
  return typeof top?.step === 'string' ? top.step : (top?.name ?? '');
}
