import { jsonLineKind } from '../json-line-table';
import { alike, likenessOf } from './alike';
import { bestPairs } from './best-pairs';
import { commonRuns } from './common-runs';
import type { DiffBudget } from './diff-budget';
import type { JsonTree } from './json-tree';

/** Places in the two arrays; -1: there is none on that side. */
export type TakeMatch = (a: number, b: number) => void;

/** Gaps of so many pairs are matched by what is alike; larger ones in place. */
const mostPairs = 4_096;

interface Elements {
  readonly tree: JsonTree;
  readonly lines: Int32Array;
}

/**
 * What became of each element: equal ones by a long common sequence, what is left between them by likeness. Takes them in an order that
 * rises on both sides, removed before added: an element that moved was removed there and added here.
 */
export function matchArrays(a: Elements, b: Elements, budget: DiffBudget, take: TakeMatch): void {
  const asMany = a.lines.length === b.lines.length;
  const inPlace = asMany ? equalInPlace(a, b, budget) : 0;
  // Nothing can be better than all but one.
  if (asMany && inPlace >= a.lines.length - 1) return takeInPlace(a.lines.length, take);
  const runs: number[] = [];
  let common = 0;
  budget.alive();
  commonRuns(hashesOf(a), hashesOf(b), budget, (aPlace, bPlace, count) => {
    runs.push(aPlace, bPlace, count);
    common += count;
  });
  // As many on both sides, and in place no fewer are equal: nothing was moved. Containers may say themselves what they are.
  if (asMany && inPlace >= common && !(hasContainers(a) && hasContainers(b))) return takeInPlace(a.lines.length, take);
  let aAt = 0;
  let bAt = 0;
  for (let run = 0; run < runs.length; run += 3) {
    const aPlace = runs[run] ?? 0;
    const bPlace = runs[run + 1] ?? 0;
    const count = runs[run + 2] ?? 0;
    matchGap(a, b, { aAt, aEnd: aPlace, bAt, bEnd: bPlace }, budget, take);
    for (let place = 0; place < count; place += 1) take(aPlace + place, bPlace + place);
    aAt = aPlace + count;
    bAt = bPlace + count;
  }
  matchGap(a, b, { aAt, aEnd: a.lines.length, bAt, bEnd: b.lines.length }, budget, take);
}

function takeInPlace(count: number, take: TakeMatch): void {
  for (let place = 0; place < count; place += 1) take(place, place);
}

function hashesOf({ tree, lines }: Elements): Int32Array {
  return lines.map((line) => tree.hash(line));
}

function hasContainers({ tree, lines }: Elements): boolean {
  return lines.some((line) => tree.kind(line) === jsonLineKind.open);
}

function equalInPlace(a: Elements, b: Elements, budget: DiffBudget): number {
  let equal = 0;
  for (let place = 0; place < a.lines.length; place += 1) {
    budget.step();
    if (a.tree.hash(a.lines[place] ?? 0) === b.tree.hash(b.lines[place] ?? 0)) equal += 1;
  }
  return equal;
}

interface Gap {
  readonly aAt: number;
  readonly aEnd: number;
  readonly bAt: number;
  readonly bEnd: number;
}

function matchGap(a: Elements, b: Elements, gap: Gap, budget: DiffBudget, take: TakeMatch): void {
  const aCount = gap.aEnd - gap.aAt;
  const bCount = gap.bEnd - gap.bAt;
  if (aCount === 0 || bCount === 0) return takeRest(gap, take);
  const pairs = aCount * bCount;
  if (pairs <= mostPairs && budget.spend(pairs * 8)) return matchAlike(a, b, gap, budget, take);
  if (aCount !== bCount) budget.coarse = true;
  const paired = Math.min(aCount, bCount);
  for (let place = 0; place < paired; place += 1) take(gap.aAt + place, gap.bAt + place);
  takeRest({ ...gap, aAt: gap.aAt + paired, bAt: gap.bAt + paired }, take);
}

function takeRest(gap: Gap, take: TakeMatch): void {
  for (let place = gap.aAt; place < gap.aEnd; place += 1) take(place, -1);
  for (let place = gap.bAt; place < gap.bEnd; place += 1) take(-1, place);
}

function matchAlike(a: Elements, b: Elements, gap: Gap, budget: DiffBudget, take: TakeMatch): void {
  const aLikes = Array.from(a.lines.subarray(gap.aAt, gap.aEnd), (line) => likenessOf(a.tree, line));
  const bLikes = Array.from(b.lines.subarray(gap.bAt, gap.bEnd), (line) => likenessOf(b.tree, line));
  const score = (row: number, column: number): number => {
    const [aLike, bLike] = [aLikes[row], bLikes[column]];
    return aLike && bLike ? alike(aLike, bLike) : 0;
  };
  bestPairs(aLikes.length, bLikes.length, score, (row, column) => {
    take(row < 0 ? -1 : gap.aAt + row, column < 0 ? -1 : gap.bAt + column);
  });
  budget.alive();
}
