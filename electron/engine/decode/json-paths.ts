import type { Steps } from './run-steps';
import { jsonLineKind, type JsonLine } from './json-line-table';
import type { JsonLines } from './json-lines';

const linesPerStep = 2_048;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Numbers for JSON paths, shared by two texts: a path is its parent's number and one step, so a deep one costs no more. */
export class JsonPaths {
  readonly #numbers = new Map<string, number>();
  readonly #parents: number[] = [-1];
  readonly #names: (string | null)[] = [null];

  parent(path: number): number {
    return this.#parents[path] ?? -1;
  }

  /** The name as written, without quotes; null for an array's place and the root. */
  name(path: number): string | null {
    return this.#names[path] ?? null;
  }

  /**
   * Visits each line with its path; a closing bracket has its container's. A name that comes twice in one object is
   * two paths: the first, the second.
   */
  *walk(lines: JsonLines, visit: (rank: number, line: JsonLine, path: number) => void): Steps<void> {
    const open: number[] = [];
    const places: number[] = [];
    const times = new Map<number, number>();
    for (let rank = 0; rank < lines.count; rank += 1) {
      const line = lines.table.line(rank);
      if (line.kind === jsonLineKind.close) {
        visit(rank, line, open[line.depth] ?? 0);
      } else {
        const path = line.depth === 0 ? 0 : this.#child(lines, line, open[line.depth - 1] ?? 0, places, times);
        open[line.depth] = path;
        places[line.depth] = 0;
        visit(rank, line, path);
      }
      if (rank % linesPerStep === 0) yield;
    }
  }

  #child(lines: JsonLines, line: JsonLine, parent: number, places: number[], times: Map<number, number>): number {
    if (line.nameEnd === line.nameStart) {
      const place = places[line.depth - 1] ?? 0;
      places[line.depth - 1] = place + 1;
      return this.#number(parent, `${parent} ${place}`, null);
    }
    // As written a name has no bare quote, so the keys below cannot meet.
    const name = decoder.decode(lines.bytes.subarray(line.nameStart + 1, line.nameEnd - 1));
    const path = this.#number(parent, `${parent}"${name}`, name);
    const time = times.get(path) ?? 0;
    times.set(path, time + 1);
    return time === 0 ? path : this.#number(parent, `${parent}"${time}"${name}`, name);
  }

  #number(parent: number, key: string, name: string | null): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const path = this.#parents.length;
    this.#numbers.set(key, path);
    this.#parents.push(parent);
    this.#names.push(name);
    return path;
  }
}
