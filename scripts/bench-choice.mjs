// Which benches to run, and how large. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';

const SUFFIX = '.bench-test.ts';

/** @param {string} folder */
export function benchNames(folder) {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => path.basename(file, SUFFIX)).sort();
}

/**
 * `all` when nothing is named. `--full`: the sizes of the published table. `--record`: keep the lines of JSON in docs/measured.
 * @param {string[]} args
 * @param {string[]} known
 * @returns {{ names: string[], full: boolean, record: boolean } | { problem: string }}
 */
export function chooseBenches(args, known) {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  const list = `The benches are ${known.join(', ')}.`;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return { problem: `There is no bench called ${unknown}. ${list}` };
  const odd = options.find((option) => option !== '--full' && option !== '--record');
  if (odd !== undefined) return { problem: `Benches know --full and --record, not ${odd}. ${list}` };
  return {
    names: names.length > 0 ? [...new Set(names)] : known,
    full: options.includes('--full'),
    record: options.includes('--record')
  };
}
