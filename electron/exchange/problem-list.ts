import { failure, type Failure } from '#contract/failure';
import type { ImportProblem } from '#contract/words/import-problems';
import { cleanLine } from './clean-line';

const longestName = 200;

/** What of one connection is not taken over; each reason and name once. */
export class ProblemList {
  readonly #found = new Map<string, Failure>();

  /** `name`: what it is about, as the file has it: a filter, a file's name, a field. Never a secret. */
  add(reason: ImportProblem, name = ''): void {
    const shown = cleanLine(name, longestName);
    this.#found.set(`${reason} ${shown}`, importProblem(reason, shown));
  }

  get all(): readonly Failure[] {
    return [...this.#found.values()];
  }
}

/** Something of a connection that could not be taken over, the rest is. */
export function importProblem(reason: ImportProblem, name: string): Failure {
  return failure('import-incomplete', '', { reason, name });
}
