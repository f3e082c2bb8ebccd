import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** So many tests of a run may need a second try. */
const mostSecondTries = 2;

/**
 * The run's last lines: every test that failed, or passed only at the second try, with where and why. A log is often read
 * by its end alone. More than two second tries in a run are no bad luck any more, and the run fails.
 */
export default class LastWords implements Reporter {
  #suite: Suite | null = null;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const tests = this.#suite?.allTests() ?? [];
    const secondTries = tests.filter((test) => test.outcome() === 'flaky');
    const red = tests.filter((test) => test.outcome() === 'unexpected');
    for (const test of red) say(`[e2e] FAILED: ${told(test)}`);
    for (const test of secondTries) say(`[e2e] passed at the second try only: ${told(test)}`);
    const tooMany = secondTries.length > mostSecondTries;
    if (tooMany) say(`[e2e] FAILED: ${secondTries.length} second tries, more than ${mostSecondTries}`);
    return Promise.resolve({ status: tooMany ? 'failed' : result.status });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function told(test: TestCase): string {
  const error = test.results.find(({ errors }) => errors.length > 0)?.errors[0];
  const at = error?.location ?? test.location;
  const file = at.file.slice(Math.max(0, at.file.lastIndexOf('tests/e2e')));
  const lines = stripVTControlCharacters(error?.message ?? 'no reason told').split('\n');
  const why = lines.map((line) => line.trim()).filter((line) => line !== '');
  return `${test.title}\n      ${file}:${at.line}: ${why.slice(0, 4).join(' | ')}`;
}
