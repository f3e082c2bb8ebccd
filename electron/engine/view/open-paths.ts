import { isUtf8 } from 'node:buffer';
import { maxKeptExpansionCharacters, maxKeptExpansions } from '#contract/limits';
import type { TopicOrder } from '../store/topic-order';
import type { VisibleRows } from './visible-rows';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What is to be opened below a node, by the bytes of the segment (one character each, so that any bytes are a key). */
interface Branch {
  open: boolean;
  readonly below: Map<string, Branch>;
}

/**
 * Which branches are open, as paths that outlive the engine: kept ones are opened as their nodes appear, and what is open
 * now is told to be kept. A path is a topic as text; topics that are no UTF-8 have none.
 */
export class OpenPaths {
  readonly #order: TopicOrder;
  readonly #rows: VisibleRows;
  /** Nodes that are there, with what of the kept paths is still to appear below them. */
  readonly #awaited = new Map<number, Branch>();

  constructor(order: TopicOrder, rows: VisibleRows, kept: readonly string[]) {
    this.#order = order;
    this.#rows = rows;
    const found: [number, Branch][] = [[0, branchesOf(kept)]];
    for (let next = found.pop(); next; next = found.pop()) {
      const [node, branch] = next;
      for (const [segment, below] of branch.below) {
        const child = order.childNamed(node, Buffer.from(segment, 'latin1'));
        if (child < 0) continue;
        branch.below.delete(segment);
        if (below.open) rows.setOpen(child, true);
        found.push([child, below]);
      }
      if (branch.below.size > 0) this.#awaited.set(node, branch);
    }
  }

  /** New nodes, each but the first the child of the one before. */
  appeared(first: number, leaf: number): void {
    if (this.#awaited.size === 0) return;
    for (let node = first; node <= leaf; node += 1) {
      const parent = this.#order.parent(node);
      const above = this.#awaited.get(parent);
      if (!above) return;
      const segment = Buffer.from(this.#order.segmentBytes(this.#order.segmentId(node))).toString('latin1');
      const branch = above.below.get(segment);
      if (!branch) return;
      above.below.delete(segment);
      if (above.below.size === 0) this.#awaited.delete(parent);
      if (branch.open) this.#rows.setOpen(node, true);
      if (branch.below.size > 0) this.#awaited.set(node, branch);
    }
  }

  /** A person closed everything, also what has not come yet. */
  forget(): void {
    this.#awaited.clear();
  }

  /** The uppermost first, then those still awaited; as many as are kept. */
  list(): readonly string[] {
    const paths = new KeptPaths();
    for (const nodes of this.#openByDepth()) {
      for (const node of nodes ?? []) {
        // A folded row is open as a whole: should it come back in parts, each of them is.
        for (let at = node; at > 0 && !paths.full; at = this.#order.parent(at)) {
          if (at === node || this.#rows.isFolded(at)) paths.addBytes(this.#order.topicBytes(at));
          else break;
        }
        if (paths.full) return paths.kept;
      }
    }
    for (const [node, branch] of this.#awaited) this.#addAwaited(node, branch, paths);
    return paths.kept;
  }

  #addAwaited(node: number, branch: Branch, paths: KeptPaths): void {
    const above = node === 0 ? null : Buffer.from(this.#order.topicBytes(node)).toString('latin1');
    const walked: { readonly path: string | null; readonly branch: Branch }[] = [{ path: above, branch }];
    for (let next = walked.pop(); next && !paths.full; next = walked.pop()) {
      for (const [segment, below] of next.branch.below) {
        const path = next.path === null ? segment : `${next.path}/${segment}`;
        if (below.open) paths.addBytes(Buffer.from(path, 'latin1'));
        walked.push({ path, branch: below });
      }
    }
  }

  /** A pass over all nodes: some 5 ms for two million, 35 when all are open, a second after a person has changed something. */
  #openByDepth(): readonly (readonly number[] | undefined)[] {
    const byDepth: number[][] = [];
    for (let node = this.#rows.nextOpen(0); node > 0; node = this.#rows.nextOpen(node)) {
      const nodes = (byDepth[this.#order.depth(node)] ??= []);
      if (nodes.length < maxKeptExpansions) nodes.push(node);
    }
    return byDepth;
  }
}

/** Paths within their bounds. */
class KeptPaths {
  readonly kept: string[] = [];
  #looked = 0;
  #characters = 0;

  /** Those that were left out count too: a hostile topic's path has 65,535 bytes. */
  get full(): boolean {
    return this.#looked >= maxKeptExpansions;
  }

  addBytes(bytes: Uint8Array): void {
    this.#looked += 1;
    if (isUtf8(bytes)) this.add(decoder.decode(bytes));
  }

  add(path: string): void {
    if (this.#characters + path.length > maxKeptExpansionCharacters || this.kept.length >= maxKeptExpansions) return;
    this.#characters += path.length;
    this.kept.push(path);
  }
}

function branchesOf(paths: readonly string[]): Branch {
  const root: Branch = { open: false, below: new Map() };
  const bounded = new KeptPaths();
  for (const path of paths) bounded.add(path);
  for (const path of bounded.kept) {
    let at = root;
    for (const level of path.split('/')) {
      const segment = Buffer.from(level, 'utf8').toString('latin1');
      let below = at.below.get(segment);
      if (!below) {
        below = { open: false, below: new Map() };
        at.below.set(segment, below);
      }
      at = below;
    }
    at.open = true;
  }
  return root;
}
