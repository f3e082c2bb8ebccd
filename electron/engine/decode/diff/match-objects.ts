import type { JsonTree } from './json-tree';
import { sameBytes } from './same-bytes';
import type { WorkSteps } from './work-steps';

/** Lines of the two values; -1: the name is not there. */
export type TakeNamed = (a: number, b: number) => void;

/**
 * The values of two objects by name, in B's order; what is gone stands behind what it stood behind in A. A name that comes twice is two:
 * the first, the second.
 */
export function matchObjects(
  a: JsonTree,
  aLine: number,
  b: JsonTree,
  bLine: number,
  work: WorkSteps,
  take: TakeNamed
): void {
  const aLast = a.lasts[aLine] ?? aLine;
  const bLast = b.lasts[bLine] ?? bLine;
  let aChild = aLine + 1;
  let bChild = bLine + 1;
  // Nearly always the names are the same in the same order.
  while (aChild < aLast && bChild < bLast && sameName(a, aChild, b, bChild)) {
    take(aChild, bChild);
    aChild = (a.lasts[aChild] ?? aChild) + 1;
    bChild = (b.lasts[bChild] ?? bChild) + 1;
  }
  if (aChild < aLast || bChild < bLast) matchRest(a, aChild, aLast, b, bChild, bLast, work, take);
}

function sameName(a: JsonTree, aLine: number, b: JsonTree, bLine: number): boolean {
  const [aStart, aEnd] = [a.nameStarts[aLine] ?? 0, a.nameEnds[aLine] ?? 0];
  return sameBytes(a.bytes, aStart, aEnd, b.bytes, b.nameStarts[bLine] ?? 0, b.nameEnds[bLine] ?? 0);
}

function matchRest(
  a: JsonTree,
  aFrom: number,
  aLast: number,
  b: JsonTree,
  bFrom: number,
  bLast: number,
  work: WorkSteps,
  take: TakeNamed
): void {
  const aLines = linesByName(a, aFrom, aLast, work);
  const bNames = linesByName(b, bFrom, bLast, work);
  /** What is gone, by the line in A it stood behind; -1: the beginning of the rest. */
  const gone = new Map<number, number[]>();
  let behind = -1;
  for (const [name, line] of aLines) {
    work.step();
    if (bNames.has(name)) {
      behind = line;
      continue;
    }
    const after = gone.get(behind);
    if (after) after.push(line);
    else gone.set(behind, [line]);
  }
  for (const line of gone.get(-1) ?? []) take(line, -1);
  for (const [name, line] of bNames) {
    const old = aLines.get(name);
    take(old ?? -1, line);
    if (old !== undefined) for (const removed of gone.get(old) ?? []) take(removed, -1);
  }
}

/** In order. A name that has come before gets its number in front, which no written name has without a quote between. */
function linesByName(tree: JsonTree, from: number, last: number, work: WorkSteps): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const times = new Map<string, number>();
  for (let line = from; line < last; line = (tree.lasts[line] ?? line) + 1) {
    work.step();
    const name = tree.bytes.toString('latin1', tree.nameStarts[line] ?? 0, tree.nameEnds[line] ?? 0);
    if (!lines.has(name)) {
      lines.set(name, line);
      continue;
    }
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    lines.set(`${time} ${name}`, line);
  }
  return lines;
}
