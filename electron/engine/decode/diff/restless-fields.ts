import type { FieldPath } from '#contract/chart';
import { appendStep } from '#contract/field-path';
import { anyPlace } from './ignored-fields';
import { jsonLineKind } from '../json-line-table';
import type { JsonTree } from './json-tree';
import { readName } from './read-name';

/** `Ignore …` stands in one line: more than a few are not read. */
const mostPaths = 8;
const lookedAt = 256;
const mostValueBytes = 64;
const mostSteps = 32;
const mostPathCharacters = 1_000;

const dateTime = /^"\d{4}-?\d\d-?\d\d([T ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?"$/;
const clockTime = /^"\d{1,2}:\d\d:\d\d([.,]\d+)?"$/;
const wholeNumber = /^"?\d{1,20}"?$/;
const number = /^"?\d{1,20}(\.\d+)?"?$/;
/** The last word of a name: `ts`, `updated_at`, `lastSeen`, `MessageCounter`. */
const timeName = /(^|[^a-z])(ts|time|timestamp|timestamps|datetime|date|at|epoch|seen|updated|uptime|clock)$/;
const counterName = /(^|[^a-z])(seq|sequence|seqno|counter|count|cnt|ticks?|nonce|id|uptime|packets?)$/;

interface Found {
  readonly path: FieldPath;
  /** With `[*]` for each place in an array. */
  readonly general: FieldPath;
}

/** Gathers the fields that differ in this pair and look as if they did in every message: time stamps and counters that grow. */
export class RestlessFields {
  readonly #found: Found[] = [];
  #looks = 0;

  /** A scalar of A that became another one in B. */
  look(a: JsonTree, aLine: number, b: JsonTree, bLine: number): void {
    if (this.#looks === lookedAt) return;
    this.#looks += 1;
    const was = valueOf(a, aLine);
    const is = valueOf(b, bLine);
    if (was === null || is === null || !isRestless(readName(b, bLine) ?? '', was, is)) return;
    const steps = stepsTo(b, bLine);
    if (!steps) return;
    let path = '';
    let general = '';
    for (const step of steps) {
      path = appendStep(path, step);
      general = typeof step === 'number' ? `${general}${anyPlace}` : appendStep(general, step);
    }
    if (path.length <= mostPathCharacters) this.#found.push({ path, general });
  }

  /** One that several elements of an array have is named once, for all of them. */
  paths(): readonly FieldPath[] {
    const times = new Map<FieldPath, number>();
    for (const { general } of this.#found) times.set(general, (times.get(general) ?? 0) + 1);
    const paths = this.#found.map(({ path, general }) => (times.get(general) === 1 ? path : general));
    return [...new Set(paths)].slice(0, mostPaths);
  }
}

function valueOf(tree: JsonTree, line: number): string | null {
  if (tree.kind(line) !== jsonLineKind.scalar) return null;
  const start = tree.starts[line] ?? 0;
  const end = tree.ends[line] ?? 0;
  return end - start > mostValueBytes ? null : tree.bytes.toString('latin1', start, end);
}

function isRestless(name: string, was: string, is: string): boolean {
  if (dateTime.test(was) && dateTime.test(is)) return true;
  if (clockTime.test(was) && clockTime.test(is)) return true;
  if (!number.test(was) || !number.test(is)) return false;
  const before = numeric(was);
  const now = numeric(is);
  if (now <= before) return false;
  if (isEpoch(before) && isEpoch(now)) return true;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return timeName.test(words) || (counterName.test(words) && wholeNumber.test(was) && wholeNumber.test(is));
}

function numeric(text: string): number {
  return Number(text.replaceAll('"', ''));
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, between 2001 and 2096. */
function isEpoch(value: number): boolean {
  return [1, 1e3, 1e6, 1e9].some((unit) => value >= 1e9 * unit && value < 4e9 * unit);
}

/** Null: deeper than a path that a person reads. */
function stepsTo(tree: JsonTree, line: number): readonly (string | number)[] | null {
  const steps: (string | number)[] = [];
  for (let at = line; ; at = tree.parents[at] ?? -1) {
    const parent = tree.parents[at] ?? -1;
    if (parent < 0) return steps.reverse();
    if (steps.length === mostSteps) return null;
    steps.push(tree.isObject(parent) ? (readName(tree, at) ?? '') : placeIn(tree, parent, at));
  }
}

function placeIn(tree: JsonTree, parent: number, line: number): number {
  let place = 0;
  for (let child = parent + 1; child < line; child = (tree.lasts[child] ?? child) + 1) place += 1;
  return place;
}
