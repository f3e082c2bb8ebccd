import { compactJson } from './compact-json';
import { maxWasCharacters, unchanged, type Comparison, type LineChange } from './comparison';
import { displayText } from '#contract/display-text';
import type { Steps } from './run-steps';
import { jsonLineKind, type JsonLine } from './json-line-table';
import type { JsonLines } from './json-lines';
import { JsonPaths } from './json-paths';

const maxRemovedNames = 20;
const maxNameSteps = 8;
const maxNameCharacters = 80;
/** Reads of a container's whole text are for short ones; two long ones on different lines count as changed. */
const maxCompactBytes = 16_384;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface Before {
  readonly line: JsonLine;
  /** Of a container: the place after its closing bracket. */
  end: number;
}

/** JSON by path: order of names does not count. `before` must be laid out without flat arrays, so that all has a path. */
export function* compareJson(now: JsonLines, before: JsonLines): Steps<Comparison> {
  const paths = new JsonPaths();
  const known = new Map<number, Before>();
  yield* paths.walk(before, (_rank, line, path) => {
    const open = known.get(path);
    if (line.kind === jsonLineKind.close && open) open.end = line.end;
    else known.set(path, { line, end: line.end });
  });
  const changes = new Map<number, LineChange>();
  const present = new Set<number>();
  yield* paths.walk(now, (rank, line, path) => {
    if (line.kind === jsonLineKind.close) return;
    present.add(path);
    const old = known.get(path);
    const change = old ? changeOf(now, line, before, old) : { changed: true, was: null };
    if (change.changed) changes.set(rank, change);
  });
  const changed = Int32Array.from(changes.keys());
  return {
    removedNames: removedNames(paths, known.keys(), present),
    change: (rank) => changes.get(rank) ?? unchanged,
    changesWithin: (first, last) => (changed[firstFrom(changed, first)] ?? Infinity) <= last
  };
}

/** Place of the first of these ranks, which ascend, that is not smaller. */
function firstFrom(ranks: Int32Array, rank: number): number {
  let low = 0;
  let high = ranks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranks[middle] ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

function changeOf(now: JsonLines, line: JsonLine, before: JsonLines, old: Before): LineChange {
  const sameBracket = now.bytes[line.start] === before.bytes[old.line.start];
  if (sameBracket && line.kind === jsonLineKind.open && isContainer(old.line)) return unchanged;
  // An empty one that got or lost its contents shows that on its own line; so does an array that became short enough.
  const was = compact(before, old.line.start, old.end);
  const is = line.kind === jsonLineKind.open ? null : compact(now, line.start, line.end);
  if (is !== null && was === is) return unchanged;
  const shown = was ?? String.fromCharCode(before.bytes[old.line.start] ?? 0) + '…';
  return {
    changed: true,
    was: displayText(shown.length > maxWasCharacters ? `${shown.slice(0, maxWasCharacters)}…` : shown)
  };
}

function isContainer(line: JsonLine): boolean {
  return line.kind !== jsonLineKind.scalar;
}

/** Null for a long one that is not a single value. */
function compact({ bytes, notation }: JsonLines, start: number, end: number): string | null {
  const text = bytes.subarray(start, end);
  const first = text[0];
  if (first !== 0x7b && first !== 0x5b) return decoder.decode(text);
  return text.length > maxCompactBytes ? null : compactJson(text, notation);
}

function removedNames(paths: JsonPaths, before: Iterable<number>, present: ReadonlySet<number>): readonly string[] {
  const removed: string[] = [];
  for (const path of before) {
    if (removed.length === maxRemovedNames) break;
    if (paths.name(path) === null || present.has(path) || !present.has(paths.parent(path))) continue;
    removed.push(fullName(paths, path));
  }
  return removed;
}

function fullName(paths: JsonPaths, path: number): string {
  const steps: string[] = [];
  for (let at = path; at > 0 && steps.length < maxNameSteps; at = paths.parent(at)) {
    const name = paths.name(at);
    if (name !== null) steps.push(displayText(name.slice(0, maxNameCharacters)));
  }
  return steps.reverse().join('.');
}
