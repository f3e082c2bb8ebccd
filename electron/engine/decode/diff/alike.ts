import { jsonLineKind } from '../json-line-table';
import { hashOf, type JsonTree } from './json-tree';

/** The best there is; 0: one did not become the other. */
const mostAlike = 16;
/** Two values of the same kind, whatever they say. */
const sameKind = 1;
const comparedChildren = 24;
/** What tells objects in a list apart. */
const identities: ReadonlySet<string> = new Set(['id', '_id', 'uuid', 'key', 'name']);

/** What of a value is looked at when it is compared with many. */
export interface Likeness {
  readonly kind: 'object' | 'array' | 'string' | 'other';
  readonly names: readonly number[];
  readonly values: readonly number[];
  /** Hash of the value of the name that tells it apart; null: it has none. */
  readonly identity: number | null;
}

export function likenessOf(tree: JsonTree, line: number): Likeness {
  const names: number[] = [];
  const values: number[] = [];
  const kind = kindOf(tree, line);
  let identity: number | null = null;
  if (tree.kind(line) === jsonLineKind.open) {
    const last = tree.lasts[line] ?? line;
    let place = 0;
    for (let child = line + 1; child < last && place < comparedChildren; child = (tree.lasts[child] ?? child) + 1) {
      const named = kind === 'object';
      names.push(named ? hashOf(tree.bytes, tree.nameStarts[child] ?? 0, tree.nameEnds[child] ?? 0) : place);
      values.push(tree.hash(child));
      if (named && identity === null && identities.has(tree.name(child) ?? '')) identity = tree.hash(child);
      place += 1;
    }
  }
  return { kind, names, values, identity };
}

/** How sure it is that A's value became B's: 0 to `mostAlike`. */
export function alike(a: Likeness, b: Likeness): number {
  if (a.kind !== b.kind) return 0;
  if (a.identity !== null && a.identity === b.identity) return mostAlike;
  const most = Math.max(a.names.length, b.names.length);
  if (most === 0) return sameKind;
  let shared = 0;
  for (let place = 0; place < a.names.length; place += 1) {
    const name = a.names[place] ?? 0;
    const other = b.names[place] === name ? place : b.names.indexOf(name);
    if (other < 0) continue;
    shared += a.values[place] === b.values[other] ? 2 : 1;
  }
  const likeness = Math.round((shared * mostAlike) / (2 * most));
  const apart = a.identity !== null && b.identity !== null;
  // Two that name themselves differently are two, unless nearly all else is the same.
  if (apart) return likeness >= mostAlike / 2 ? sameKind : 0;
  return likeness >= mostAlike / 4 ? likeness : 0;
}

function kindOf(tree: JsonTree, line: number): Likeness['kind'] {
  const first = tree.bytes[tree.starts[line] ?? 0];
  if (first === 0x7b) return 'object';
  if (first === 0x5b) return 'array';
  return first === 0x22 ? 'string' : 'other';
}
