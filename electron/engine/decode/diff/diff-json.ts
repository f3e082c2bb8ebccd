import type { FieldPath } from '#contract/chart';
import { jsonLineKind } from '../json-line-table';
import { ArrayElements, elementNumbers } from './array-elements';
import { commonRuns } from './common-runs';
import { DiffBudget } from './diff-budget';
import { DiffScript } from './diff-script';
import { IgnoredFields } from './ignored-fields';
import type { JsonTree } from './json-tree';
import { matchArrays } from './match-arrays';
import { matchObjects } from './match-objects';
import { PairTasks, taskKind, type TaskKind } from './pair-tasks';
import { readName } from './read-name';
import { RestlessFields } from './restless-fields';
import { sameBytes } from './same-bytes';

/** Opening brackets around a change are kept in sight down to this level. */
const keptLevels = 32;
/** Equal stretches are looked for as bytes until this many times the bytes there are have been compared in vain. */
const rawTimes = 8;

/** How two JSON texts differ. */
export interface JsonDiff {
  readonly script: DiffScript;
  readonly changes: number;
  /** Nothing differs, not even what is ignored. */
  readonly identical: boolean;
  readonly restless: readonly FieldPath[];
  readonly coarse: boolean;
}

/** By structure: names whatever their order, arrays by what matches best, numbers by how they are written. */
export function diffJson(a: JsonTree, b: JsonTree, ignore: readonly FieldPath[], alive: () => void): JsonDiff {
  return new Walk(a, b, new IgnoredFields(ignore), new DiffBudget(alive)).result();
}

class Walk {
  readonly #a: JsonTree;
  readonly #b: JsonTree;
  readonly #ignored: IgnoredFields;
  readonly #budget: DiffBudget;
  readonly #tasks = new PairTasks();
  readonly #script = new DiffScript();
  readonly #restless = new RestlessFields();
  #changes = 0;
  #identical = true;
  #level = 0;
  #rawBytes: number;

  constructor(a: JsonTree, b: JsonTree, ignored: IgnoredFields, budget: DiffBudget) {
    this.#a = a;
    this.#b = b;
    this.#ignored = ignored;
    this.#budget = budget;
    this.#rawBytes = (a.bytes.length + b.bytes.length) * rawTimes;
  }

  result(): JsonDiff {
    const tasks = this.#tasks;
    tasks.add(taskKind.pair, 0, 0, this.#ignored.root);
    while (tasks.take()) {
      this.#budget.step();
      const { kind, a, b, ignored } = tasks;
      if (kind === taskKind.close) this.#close(a, b);
      else if (!this.#settled(kind, a, b, ignored)) this.#descend(a, b, ignored);
    }
    return {
      script: this.#script,
      changes: this.#changes,
      identical: this.#identical,
      restless: this.#restless.paths(),
      coarse: this.#budget.coarse
    };
  }

  /** False: it is a pair of containers, and has to be looked into. */
  #settled(kind: TaskKind, a: number, b: number, ignored: number): boolean {
    if (kind !== taskKind.pair) {
      this.#oneSided(a, b, kind === taskKind.removed, ignored);
      return true;
    }
    const [aTree, bTree] = [this.#a, this.#b];
    const aKind = aTree.kind(a);
    const bKind = bTree.kind(b);
    const aSize = aTree.size(a);
    const bSize = bTree.size(b);
    const alike = aTree.hash(a) === bTree.hash(b);
    if (alike && aSize === bSize && this.#sameRaw(a, b)) {
      this.#script.same(a, b, aSize);
    } else if (ignored >= 0 && this.#ignored.ignores(ignored)) {
      this.#identical &&= alike;
      this.#script.quiet(a, aSize, b, bSize);
    } else if (aKind === jsonLineKind.scalar && bKind === jsonLineKind.scalar) {
      this.#restless.look(aTree, a, bTree, b);
      this.#changed(a, aSize, b, bSize, 1);
    } else if (aKind === jsonLineKind.open && bKind === jsonLineKind.open && aTree.isObject(a) === bTree.isObject(b)) {
      return false;
    } else if (isArray(aTree, a) && isArray(bTree, b)) {
      this.#lists(a, b, ignored);
    } else if (aKind === bKind && (aKind === jsonLineKind.emptyObject || aKind === jsonLineKind.emptyArray)) {
      // Without anything in them two containers of a kind are equal.
      this.#script.same(a, b, 1);
    } else {
      this.#changed(a, aSize, b, bSize, 1);
    }
    return true;
  }

  /** What was compared in vain is paid for: white space far inside a million levels would be read a million times. */
  #sameRaw(a: number, b: number): boolean {
    const aStart = this.#a.starts[a] ?? 0;
    const bStart = this.#b.starts[b] ?? 0;
    const aEnd = this.#a.end(a);
    const bEnd = this.#b.end(b);
    if (aEnd - aStart !== bEnd - bStart || this.#rawBytes < aEnd - aStart) {
      return this.#a.size(a) === 1 && sameBytes(this.#a.bytes, aStart, aEnd, this.#b.bytes, bStart, bEnd);
    }
    const same = sameBytes(this.#a.bytes, aStart, aEnd, this.#b.bytes, bStart, bEnd);
    if (!same) this.#rawBytes -= aEnd - aStart;
    return same;
  }

  #descend(a: number, b: number, ignored: number): void {
    const alike = this.#a.hash(a) === this.#b.hash(b);
    if (alike || this.#level >= keptLevels) this.#script.same(a, b, 1);
    else this.#script.keep(a, b);
    this.#level += 1;
    const tasks = this.#tasks;
    tasks.begin();
    if (this.#a.isObject(a)) {
      matchObjects(this.#a, a, this.#b, b, this.#budget, (aChild, bChild) => {
        const place = ignored < 0 ? -1 : this.#inObject(ignored, aChild, bChild);
        this.#take(aChild, bChild, place);
      });
    } else {
      const aLines = this.#a.children(a);
      const bLines = this.#b.children(b);
      matchArrays(
        { tree: this.#a, lines: aLines },
        { tree: this.#b, lines: bLines },
        this.#budget,
        (aPlace, bPlace) => {
          const place = ignored < 0 ? -1 : this.#ignored.inArray(ignored, bPlace < 0 ? aPlace : bPlace);
          this.#take(aPlace < 0 ? -1 : (aLines[aPlace] ?? -1), bPlace < 0 ? -1 : (bLines[bPlace] ?? -1), place);
        }
      );
    }
    const [aLast, bLast] = [this.#a.lasts[a] ?? a, this.#b.lasts[b] ?? b];
    if (tasks.noneAdded) return this.#close(aLast, bLast);
    tasks.add(taskKind.close, aLast, bLast, -1);
    tasks.end();
  }

  #inObject(ignored: number, a: number, b: number): number {
    const name = b < 0 ? readName(this.#a, a) : readName(this.#b, b);
    return this.#ignored.inObject(ignored, name ?? '');
  }

  /** At once, unless something before it waits or it has to be looked into: most are scalars. */
  #take(a: number, b: number, ignored: number): void {
    const kind = a < 0 ? taskKind.added : b < 0 ? taskKind.removed : taskKind.pair;
    this.#budget.step();
    if (!this.#tasks.noneAdded || !this.#settled(kind, a, b, ignored)) this.#tasks.add(kind, a, b, ignored);
  }

  #close(a: number, b: number): void {
    this.#level -= 1;
    this.#script.same(a, b, 1);
  }

  #oneSided(a: number, b: number, removed: boolean, ignored: number): void {
    const tree = removed ? this.#a : this.#b;
    const line = removed ? a : b;
    const size = tree.size(line);
    const [aLine, aCount, bLine, bCount] = removed ? [a, size, 0, 0] : [0, 0, b, size];
    if (ignored >= 0 && this.#ignored.ignores(ignored)) {
      this.#identical = false;
      return this.#script.quiet(aLine, aCount, bLine, bCount);
    }
    this.#changed(aLine, aCount, bLine, bCount, Math.max(1, tree.leaves(line, size)));
  }

  /** Arrays of which at least one stands on one line. */
  #lists(a: number, b: number, ignored: number): void {
    const aElements = new ArrayElements(this.#a, a);
    const bElements = new ArrayElements(this.#b, b);
    const most = Math.max(aElements.count, bElements.count);
    let common = 0;
    let quiet = 0;
    for (let place = 0; aElements.count === bElements.count && place < most; place += 1) {
      if (aElements.same(place, bElements)) common += 1;
      else if (ignored >= 0 && this.#ignored.ignores(this.#ignored.inArray(ignored, place))) quiet += 1;
    }
    // Nothing can be better than all but one.
    if (common + quiet < most && (common < most - 1 || aElements.count !== bElements.count)) {
      const numbers = elementNumbers(aElements, bElements, this.#budget);
      let inOrder = 0;
      commonRuns(numbers.a, numbers.b, this.#budget, (_a, _b, count) => (inOrder += count));
      common = Math.max(common, inOrder);
    }
    const aSize = this.#a.size(a);
    const bSize = this.#b.size(b);
    const changes = most - common - quiet;
    if (changes > 0) return this.#changed(a, aSize, b, bSize, changes);
    if (quiet > 0) this.#identical = false;
    if (aSize === bSize) this.#script.same(a, b, aSize);
    else this.#script.quiet(a, aSize, b, bSize);
  }

  #changed(a: number, aCount: number, b: number, bCount: number, changes: number): void {
    this.#identical = false;
    this.#changes += changes;
    this.#script.change(a, aCount, b, bCount);
  }
}

function isArray(tree: JsonTree, line: number): boolean {
  const kind = tree.kind(line);
  return kind === jsonLineKind.flatArray || (kind === jsonLineKind.open && !tree.isObject(line));
}
