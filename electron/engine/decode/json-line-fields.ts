import type { FieldPath } from '#contract/chart';
import type { LineField } from '#contract/document';
import { inspectorBounds } from '#contract/limits';
import { appendStep } from '#contract/field-path';
import { nameText } from './fields/field-text';
import { numberInSource } from './fields/numeric-value';
import { jsonLineKind, type JsonLineTable } from './json-line-table';
import type { LineFields } from './line-fields';

/** A character of a name may be written as `\u0061`. */
const longestNameBytes = inspectorBounds.pathCharacters * 6 + 2;
const longestNumberBytes = 512;

/** The fields of a formatted JSON text. The line of a closing bracket is about its container, as the one that opens it. */
export class JsonLineFields implements LineFields {
  readonly #bytes: Uint8Array;
  readonly #table: JsonLineTable;
  /** By depth, of the line that was read last and the containers around it: paths, and places in arrays. */
  readonly #paths: (FieldPath | null)[] = [];
  readonly #places: number[] = [];

  constructor(bytes: Uint8Array, table: JsonLineTable) {
    this.#bytes = bytes;
    this.#table = table;
  }

  of(drawn: readonly number[]): readonly LineField[] {
    return drawn.map((line, index) => {
      if (index === 0) this.#find(this.#opening(line));
      else if (this.#table.kind(line) !== jsonLineKind.close) this.#go(line, drawn[index - 1] ?? line);
      return { path: this.#paths[this.#depth(line)] ?? null, charted: this.#isCharted(line) };
    });
  }

  start(line: number): number {
    return this.#table.starts[this.#opening(line)] ?? 0;
  }

  /** On from the line drawn before this one; what is folded between them is of no account. */
  #go(line: number, before: number): void {
    const depth = this.#depth(line);
    const first = this.#depth(before) < depth;
    this.#step(depth, line, first ? 0 : (this.#places[depth] ?? 0) + 1);
  }

  /** Looks for the containers around a line, inside out, and then names them from the outermost on. */
  #find(line: number): void {
    const { depths, kinds } = this.#table;
    const around: { readonly line: number; readonly place: number }[] = [];
    let depth = this.#depth(line);
    let found = line;
    let place = 0;
    for (let rank = line - 1; depth > 0 && rank >= 0; rank -= 1) {
      const at = depths[rank] ?? 0;
      if (at > depth) continue;
      if (at === depth) {
        if (kinds[rank] !== jsonLineKind.close) place += 1;
        continue;
      }
      around.push({ line: found, place });
      found = rank;
      place = 0;
      depth = at;
    }
    this.#step(0, found, 0);
    for (let at = 1; around.length > 0; at += 1) {
      const next = around.pop();
      if (next) this.#step(at, next.line, next.place);
    }
  }

  #step(depth: number, line: number, place: number): void {
    this.#places[depth] = place;
    this.#paths[depth] = depth === 0 ? '' : this.#pathBelow(this.#paths[depth - 1] ?? null, line, place);
  }

  #pathBelow(around: FieldPath | null, line: number, place: number): FieldPath | null {
    if (around === null) return null;
    const start = this.#table.nameStarts[line] ?? 0;
    const end = this.#table.nameEnds[line] ?? 0;
    if (end - start > longestNameBytes) return null;
    const path = appendStep(around, end === start ? place : nameText(this.#bytes, start, end));
    return path.length > inspectorBounds.pathCharacters ? null : path;
  }

  #isCharted(line: number): boolean {
    if (this.#table.kind(line) !== jsonLineKind.scalar) return false;
    const start = this.#table.starts[line] ?? 0;
    const end = this.#table.ends[line] ?? 0;
    if (end - start > longestNumberBytes) return false;
    return numberInSource(Buffer.from(this.#bytes.subarray(start, end)).toString()) !== null;
  }

  /** The line that opens what this one closes; itself when it closes nothing. */
  #opening(line: number): number {
    if (this.#table.kind(line) !== jsonLineKind.close) return line;
    const depth = this.#depth(line);
    let rank = line - 1;
    while (rank > 0 && (this.#table.depths[rank] ?? 0) > depth) rank -= 1;
    return rank;
  }

  #depth(line: number): number {
    return this.#table.depths[line] ?? 0;
  }
}
