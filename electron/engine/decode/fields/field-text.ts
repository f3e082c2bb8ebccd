import type { FieldPath } from '#contract/chart';
import { parseFieldPath } from '#contract/field-path';
import { JsonScanner } from '../json-scanner';
import { jsonToken } from '../json-token';
import type { JsonText } from './json-text';

const tokensPerSign = 16_384;

/** Paths that begin alike share their beginning. */
interface Branch {
  readonly names: Map<string, Branch>;
  readonly places: Map<number, Branch>;
  /** Paths that end here, and those that go through here. */
  readonly ends: number[];
  readonly all: number[];
}

interface Open {
  readonly branch: Branch;
  readonly array: boolean;
  readonly start: number;
  place: number;
}

/**
 * Finds the source text of fields in JSON or notation text by place, without making values. Of a name that comes twice
 * the last one holds, as JSON.parse has it.
 */
export class FieldText {
  readonly #root = newBranch();
  readonly #count: number;

  constructor(paths: readonly FieldPath[]) {
    this.#count = paths.length;
    for (const [index, path] of paths.entries()) this.#add(index, path);
  }

  /** Of path p its start at `2 * p` and its end behind; -1: there is no such field. Stops where the text is not well-formed. */
  find({ text, notation }: JsonText, alive: () => void): Float64Array {
    const found = new Float64Array(this.#count * 2).fill(-1);
    const scanner = new JsonScanner(text, 0, notation);
    const open: Open[] = [];
    let pending: Branch | null = this.#root;
    let expectsName = false;
    let skipped = 0;
    for (let tokens = 1; ; tokens += 1) {
      if (tokens % tokensPerSign === 0) alive();
      const token = scanner.next();
      if (token === jsonToken.more) continue;
      if (token === jsonToken.end || token === jsonToken.unfinished || token === jsonToken.invalid) return found;
      if (skipped > 0) {
        if (token === jsonToken.openObject || token === jsonToken.openArray) skipped += 1;
        else if (token === jsonToken.closeObject || token === jsonToken.closeArray) skipped -= 1;
        continue;
      }
      const top = open.at(-1);
      switch (token) {
        case jsonToken.openObject:
        case jsonToken.openArray: {
          if (pending === null) {
            skipped = 1;
            break;
          }
          const array = token === jsonToken.openArray;
          open.push({ branch: pending, array, start: scanner.start, place: 0 });
          expectsName = !array;
          pending = array ? (pending.places.get(0) ?? null) : null;
          break;
        }
        case jsonToken.closeObject:
        case jsonToken.closeArray:
          if (top === undefined) return found;
          open.pop();
          note(found, top.branch, top.start, scanner.end);
          pending = null;
          expectsName = false;
          break;
        case jsonToken.comma:
          if (top === undefined) return found;
          expectsName = !top.array;
          top.place += 1;
          pending = top.array ? (top.branch.places.get(top.place) ?? null) : null;
          break;
        case jsonToken.string:
        case jsonToken.scalar:
          if (expectsName && top !== undefined) {
            expectsName = false;
            pending = top.branch.names.size === 0 ? null : childNamed(top.branch, text, scanner.start, scanner.end);
            for (const index of pending?.all ?? []) found.fill(-1, index * 2, index * 2 + 2);
          } else if (pending !== null) {
            note(found, pending, scanner.start, scanner.end);
          }
          break;
        default:
          break;
      }
    }
  }

  #add(index: number, path: FieldPath): void {
    const steps = parseFieldPath(path);
    if (steps === null) return;
    let branch = this.#root;
    branch.all.push(index);
    for (const step of steps) {
      const known: Branch | undefined = typeof step === 'number' ? branch.places.get(step) : branch.names.get(step);
      const next = known ?? newBranch();
      if (typeof step === 'number') branch.places.set(step, next);
      else branch.names.set(step, next);
      next.all.push(index);
      branch = next;
    }
    branch.ends.push(index);
  }
}

/** A name as written, without its quotes and escapes. A notation's bare word is its own name. */
export function nameText(text: Uint8Array, start: number, end: number): string {
  const source = Buffer.from(text.buffer, text.byteOffset + start, end - start).toString();
  if (!source.startsWith('"')) return source;
  if (!source.includes('\\')) return source.slice(1, -1);
  const name: unknown = JSON.parse(source);
  return typeof name === 'string' ? name : source;
}

function newBranch(): Branch {
  return { names: new Map(), places: new Map(), ends: [], all: [] };
}

function childNamed(branch: Branch, text: Uint8Array, start: number, end: number): Branch | null {
  return branch.names.get(nameText(text, start, end)) ?? null;
}

function note(found: Float64Array, branch: Branch, start: number, end: number): void {
  for (const index of branch.ends) {
    found[index * 2] = start;
    found[index * 2 + 1] = end;
  }
}
