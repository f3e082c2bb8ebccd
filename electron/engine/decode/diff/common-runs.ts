import type { DiffBudget } from './diff-budget';
import { NumberSet } from './number-set';
import { risingPairs } from './rising-pairs';
import { shortestEdits, type TakeRun } from './shortest-edits';

/** Few edits are found by the shortest way there is, however long the lists. */
const fewEdits = 128;
const manyEdits = 1_000;
/** Beyond, many edits between things that never come once are not looked for. */
const searchedLength = 20_000;
/** Anchors inside gaps between anchors inside gaps… */
const mostLevels = 8;

interface Part {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
  /** -1: the part is a run of equal things. */
  readonly level: number;
}

/**
 * A long common sequence of two lists of numbers, in order, as runs: what both begin and end with. Of the rest what one list alone has is
 * left out at once; then, when they differ by little, the longest one (Myers); else things that come once in both hold the
 * lists together and the gaps between are looked at again. Bounded: a gap that would cost too much has no runs, and the budget says
 * `coarse`.
 */
export function commonRuns(a: Int32Array, b: Int32Array, budget: DiffBudget, take: TakeRun): void {
  let start = 0;
  const least = Math.min(a.length, b.length);
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  if (start > 0) take(0, 0, start);
  const aMiddle = a.subarray(start, a.length - end);
  const bMiddle = b.subarray(start, b.length - end);
  if (aMiddle.length > 0 && bMiddle.length > 0) {
    sharedRuns(aMiddle, bMiddle, budget, (aPlace, bPlace, count) => take(start + aPlace, start + bPlace, count));
  }
  if (end > 0) take(a.length - end, b.length - end, end);
}

function sharedRuns(a: Int32Array, b: Int32Array, budget: DiffBudget, take: TakeRun): void {
  const aPlaces = placesOf(a, new NumberSet(b, budget), budget);
  if (aPlaces.length === 0) return;
  const bPlaces = placesOf(b, new NumberSet(a, budget), budget);
  if (aPlaces.length === a.length && bPlaces.length === b.length) return runsOf(a, b, budget, take);
  const aShared = aPlaces.map((place) => a[place] ?? 0);
  const bShared = bPlaces.map((place) => b[place] ?? 0);
  runsOf(aShared, bShared, budget, (aAt, bAt, count) => {
    for (let from = 0; from < count;) {
      const [aPlace, bPlace] = [aPlaces[aAt + from] ?? 0, bPlaces[bAt + from] ?? 0];
      let length = 1;
      while (
        from + length < count &&
        aPlaces[aAt + from + length] === aPlace + length &&
        bPlaces[bAt + from + length] === bPlace + length
      ) {
        length += 1;
      }
      take(aPlace, bPlace, length);
      from += length;
    }
  });
}

/** The places of what the other list has too. */
function placesOf(values: Int32Array, other: NumberSet, budget: DiffBudget): Int32Array {
  const places = new Int32Array(values.length);
  let count = 0;
  for (let place = 0; place < values.length; place += 1) {
    budget.step();
    if (!other.has(values[place] ?? 0)) continue;
    places[count] = place;
    count += 1;
  }
  return places.subarray(0, count);
}

function runsOf(a: Int32Array, b: Int32Array, budget: DiffBudget, take: TakeRun): void {
  const parts: Part[] = [{ a: 0, aEnd: a.length, b: 0, bEnd: b.length, level: 0 }];
  for (let part = parts.pop(); part; part = parts.pop()) {
    if (part.level < 0) {
      take(part.a, part.b, part.aEnd - part.a);
      continue;
    }
    const middle = trimmed(a, b, part, take, parts);
    if (middle.a === middle.aEnd || middle.b === middle.bEnd) continue;
    if (shortest(a, b, middle, fewEdits, budget, take)) continue;
    const found = middle.level < mostLevels ? anchors(a, b, middle, budget) : [];
    if (found.length > 0) {
      pushGaps(middle, found, parts);
    } else if (!shortest(a, b, middle, manyEdits, budget, take)) {
      budget.coarse = true;
    }
  }
}

/** Takes what the part begins with; what it ends with waits below the middle. */
function trimmed(a: Int32Array, b: Int32Array, part: Part, take: TakeRun, parts: Part[]): Part {
  let { a: aStart, b: bStart, aEnd, bEnd } = part;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart += 1;
    bStart += 1;
  }
  if (aStart > part.a) take(part.a, part.b, aStart - part.a);
  while (aEnd > aStart && bEnd > bStart && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  if (aEnd < part.aEnd) parts.push({ a: aEnd, aEnd: part.aEnd, b: bEnd, bEnd: part.bEnd, level: -1 });
  return { a: aStart, aEnd, b: bStart, bEnd, level: part.level };
}

/** False: it takes more edits than that, or than are left. */
function shortest(a: Int32Array, b: Int32Array, part: Part, edits: number, budget: DiffBudget, take: TakeRun): boolean {
  const length = part.aEnd - part.a + part.bEnd - part.b;
  const bound = Math.min(edits, length);
  if (edits > fewEdits && length > searchedLength) return false;
  if (!budget.spend(Math.ceil((bound * bound) / 2))) return false;
  return shortestEdits(a.subarray(part.a, part.aEnd), b.subarray(part.b, part.bEnd), bound, budget, (aAt, bAt, count) =>
    take(part.a + aAt, part.b + bAt, count)
  );
}

/** Pairs `[place in a, place in b]` of things that come once in both, rising in both. */
function anchors(a: Int32Array, b: Int32Array, part: Part, budget: DiffBudget): readonly (readonly [number, number])[] {
  const onceInA = once(a, part.a, part.aEnd, budget);
  const onceInB = once(b, part.b, part.bEnd, budget);
  const aPlaces: number[] = [];
  const bPlaces: number[] = [];
  for (const [value, place] of onceInA) {
    budget.step();
    const other = onceInB.get(value) ?? -1;
    if (place < 0 || other < 0) continue;
    aPlaces.push(place);
    bPlaces.push(other);
  }
  return Array.from(risingPairs(bPlaces, budget), (at) => [aPlaces[at] ?? 0, bPlaces[at] ?? 0] as const);
}

/** Each value's place, -1 when it comes more than once; in order of the first places. */
function once(values: Int32Array, start: number, end: number, budget: DiffBudget): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let place = start; place < end; place += 1) {
    budget.step();
    const value = values[place] ?? 0;
    places.set(value, places.has(value) ? -1 : place);
  }
  return places;
}

/** The last gap is looked at last, so it goes in first. */
function pushGaps(part: Part, found: readonly (readonly [number, number])[], parts: Part[]): void {
  const level = part.level + 1;
  let { aEnd, bEnd } = part;
  for (let at = found.length - 1; at >= 0; at -= 1) {
    const [a, b] = found[at] ?? [0, 0];
    if (a + 1 < aEnd || b + 1 < bEnd) parts.push({ a: a + 1, aEnd, b: b + 1, bEnd, level });
    parts.push({ a, aEnd: a + 1, b, bEnd: b + 1, level: -1 });
    aEnd = a;
    bEnd = b;
  }
  if (part.a < aEnd || part.b < bEnd) parts.push({ a: part.a, aEnd, b: part.b, bEnd, level });
}
