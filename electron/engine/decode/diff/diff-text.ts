import { bestPairs } from './best-pairs';
import { commonRuns } from './common-runs';
import { DiffBudget } from './diff-budget';
import { diffInPlace } from './diff-in-place';
import { DiffScript } from './diff-script';
import { sameBytes } from './same-bytes';
import type { TextSpans } from './text-spans';

const linesPerSign = 2_048;
/** Lines of a gap are paired by what they have in common when there are so few of them. */
const mostPairs = 400;
const comparedCharacters = 200;
const mostAlike = 16;
/** Of 16: less in common, and a line did not become the other. */
const leastAlike = 5;

/** How two texts differ. */
export interface TextDiff {
  readonly script: DiffScript;
  /** Lines that differ, are new or are gone. */
  readonly changes: number;
  readonly coarse: boolean;
}

/** By line: a long common sequence, and in the gaps lines that are alike stand for each other. */
export function diffText(a: TextSpans, b: TextSpans, alive: () => void): TextDiff {
  const budget = new DiffBudget(alive);
  const known = new Map<string, number>();
  const aNumbers = lineNumbers(a, known, alive);
  const bNumbers = lineNumbers(b, known, alive);
  const gaps = new Gaps(a, b, budget);
  commonRuns(aNumbers, bNumbers, budget, (aRank, bRank, count) => gaps.run(aRank, bRank, count));
  gaps.run(a.count, b.count, 0);
  const { script, changes } = gaps;
  if (changes > 0 || sameBytes(a.bytes, 0, a.bytes.length, b.bytes, 0, b.bytes.length)) {
    return { script, changes, coarse: budget.coarse };
  }
  return { ...endsDifferently(a.count), coarse: budget.coarse };
}

/** Line by line in place. */
export function diffTextInPlace(a: TextSpans, b: TextSpans, alive: () => void): TextDiff {
  const equal = (rank: number): boolean =>
    sameBytes(a.bytes, a.start(rank), a.end(rank), b.bytes, b.start(rank), b.end(rank));
  const found = diffInPlace(a.count, b.count, equal, alive);
  const identical = found.changes > 0 || a.bytes.length === b.bytes.length;
  return { ...(identical ? found : endsDifferently(a.count)), coarse: true };
}

/** All lines are equal, and one text ends with a line feed. */
function endsDifferently(count: number): { readonly script: DiffScript; readonly changes: number } {
  const script = new DiffScript();
  script.same(0, 0, count - 1);
  script.change(count - 1, 1, count - 1, 1);
  return { script, changes: 1 };
}

/** The same number for the same line. */
function lineNumbers(text: TextSpans, known: Map<string, number>, alive: () => void): Int32Array {
  const numbers = new Int32Array(text.count);
  for (let rank = 0; rank < text.count; rank += 1) {
    if (rank % linesPerSign === 0) alive();
    const line = text.bytes.toString('latin1', text.start(rank), text.end(rank));
    let number = known.get(line);
    if (number === undefined) {
      number = known.size;
      known.set(line, number);
    }
    numbers[rank] = number;
  }
  return numbers;
}

/** Writes the script, run by run and the gaps before them. */
class Gaps {
  readonly script = new DiffScript();
  changes = 0;
  readonly #a: TextSpans;
  readonly #b: TextSpans;
  readonly #budget: DiffBudget;
  #aAt = 0;
  #bAt = 0;

  constructor(a: TextSpans, b: TextSpans, budget: DiffBudget) {
    this.#a = a;
    this.#b = b;
    this.#budget = budget;
  }

  run(a: number, b: number, count: number): void {
    const aCount = a - this.#aAt;
    const bCount = b - this.#bAt;
    if (aCount > 0 && bCount > 0 && aCount * bCount <= mostPairs && this.#budget.spend(aCount * bCount * 4)) {
      this.#pairs(aCount, bCount);
    } else {
      this.#change(this.#aAt, aCount, this.#bAt, bCount);
    }
    this.script.same(a, b, count);
    this.#aAt = a + count;
    this.#bAt = b + count;
  }

  #pairs(aCount: number, bCount: number): void {
    const aTexts = texts(this.#a, this.#aAt, aCount);
    const bTexts = texts(this.#b, this.#bAt, bCount);
    /** Lines without a partner since the last pair. */
    let aLeft = 0;
    let bLeft = 0;
    let [aAt, bAt] = [this.#aAt, this.#bAt];
    const rest = (): void => {
      this.#change(aAt, aLeft, bAt, bLeft);
      [aAt, bAt, aLeft, bLeft] = [aAt + aLeft, bAt + bLeft, 0, 0];
    };
    const score = (row: number, column: number): number => inCommon(aTexts[row] ?? '', bTexts[column] ?? '');
    bestPairs(aCount, bCount, score, (row, column) => {
      if (row < 0) bLeft += 1;
      else if (column < 0) aLeft += 1;
      else {
        rest();
        this.#change(aAt, 1, bAt, 1);
        aAt += 1;
        bAt += 1;
      }
    });
    rest();
  }

  #change(a: number, aCount: number, b: number, bCount: number): void {
    if (aCount === 0 && bCount === 0) return;
    this.changes += Math.max(aCount, bCount);
    this.script.change(a, aCount, b, bCount);
  }
}

function texts(lines: TextSpans, from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const start = lines.start(from + at);
    return lines.bytes.toString('latin1', start, Math.min(lines.end(from + at), start + comparedCharacters)).trim();
  });
}

/** 0 to 16, by what two lines begin and end with. */
function inCommon(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  const most = Math.max(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const likeness = most === 0 ? mostAlike : Math.round(((start + end) * mostAlike) / most);
  return likeness >= leastAlike ? likeness : 0;
}
