// Keeps the lines of JSON of a bench run in docs/measured/<bench>.jsonl, with where they come from. Node built-ins only.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT } from './project.mjs';

const said = (program, ...args) => spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() ?? '';

/** The commit, and whether the files differed from it; without git that is not known. */
function commit() {
  const id = said('git', 'rev-parse', '--short=10', 'HEAD');
  if (id === '') return 'unknown';
  const changed = said('git', 'status', '--porcelain', '--', 'electron', 'renderer', 'tests', 'scripts');
  return changed === '' ? id : `${id} with changes`;
}

/** @param {{ kind: string, version: string }} runtime */
function machine(runtime) {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 1e9)} GB`;
  const programs = `Node ${process.versions.node}, Electron ${runtime.version} (${runtime.kind})`;
  return `${cpus.length} x ${cpus[0]?.model ?? 'unknown CPU'}, ${memory}, ${os.type()} ${os.release()}, ${programs}`;
}

/**
 * @param {string[]} lines of JSON, each with its bench's name
 * @param {{ args: string[], runtime: { kind: string, version: string }, folder?: string }} where
 */
export function recordLines(lines, { args, runtime, folder = path.join(ROOT, 'docs/measured') }) {
  const command = ['npm run bench --', ...args.filter((arg) => arg !== '--record')].join(' ');
  const origin = { command, commit: commit(), date: new Date().toISOString(), machine: machine(runtime) };
  fs.mkdirSync(folder, { recursive: true });
  for (const line of lines) {
    const told = JSON.parse(line);
    fs.appendFileSync(path.join(folder, `${told.bench}.jsonl`), `${JSON.stringify({ ...told, ...origin })}\n`);
  }
}
