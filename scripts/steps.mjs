// Runs named commands, a few at a time, and tells how they went. Node built-ins only.
import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

/**
 * @typedef {{ name: string, command: string[] }} Step `command` is a program and its arguments, started in ROOT
 * @typedef {{ name: string, ok: boolean, tookMs: number, output: string }} Outcome
 */

const running = new Set();

function endAll() {
  for (const child of running) child.kill('SIGTERM');
}
process.once('exit', endAll);
// leaving through process.exit runs the line above, and whatever else ends a child on exit
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one command. Its output is kept (`quiet`) or shown as it comes.
 * @param {Step} step
 * @returns {Promise<Outcome>}
 */
export function runStep({ name, command: [program, ...args] }, { quiet = false, env = process.env } = {}) {
  const startedMs = Date.now();
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(program, args, { cwd: ROOT, stdio, env });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const end = (ok) => {
      running.delete(child);
      resolve({ name, ok, tookMs: Date.now() - startedMs, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

/**
 * Runs all steps quietly, `atOnce` at a time; prints each one's name and time, and its output when it failed.
 * @param {Step[]} steps
 * @returns {Promise<Outcome[]>} in the order in which they ended
 */
export async function runSteps(steps, atOnce, options = {}) {
  const waiting = [...steps];
  const outcomes = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runStep(step, { ...options, quiet: true });
      outcomes.push(outcome);
      console.log(
        `  ${outcome.ok ? 'ok  ' : 'FAIL'} ${outcome.name.padEnd(28)} ${seconds(outcome.tookMs).padStart(8)}`
      );
      if (!outcome.ok) console.log(outcome.output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

/** Names the failures and counts both kinds; returns the exit code. The last line is the one that CI reads. */
export function conclude(outcomes, word) {
  const failed = outcomes.filter((outcome) => !outcome.ok);
  for (const { name } of failed) console.log(`FAILED: ${name}`);
  console.log(`${word}: ${outcomes.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}
