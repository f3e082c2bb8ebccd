// Fetches one exact, pinned tarball from the npm registry without installing it. Node built-ins, npm and tar only.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

function run(command, args, options) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args[0]} failed (${done.status}): ${done.stderr.slice(-2000)}`);
}

/** Unpacks `members` (all when empty) of a gzipped tar file into `into`. */
export function untar(file, into, args = []) {
  // relative names: tar on Windows reads "C:" as a host name
  const cwd = path.dirname(file);
  run('tar', ['-xzf', path.basename(file), '-C', path.relative(cwd, into) || '.', ...args], { cwd });
}

/**
 * Downloads `spec` (name@version) into the folder `into` and checks it against the pinned sha512.
 * @returns {string} the tarball's path
 */
export function fetchTarball({ spec, integrity }, into) {
  // quoted by nobody: spec and flags hold no character that a shell would read
  run('npm', ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', '.'], {
    cwd: into,
    shell: process.platform === 'win32'
  });
  const name = fs.readdirSync(into).find((entry) => entry.endsWith('.tgz'));
  if (!name) throw new Error(`npm pack ${spec} left no tarball.`);
  const file = path.join(into, name);
  const got = 'sha512-' + createHash('sha512').update(fs.readFileSync(file)).digest('base64');
  if (got !== integrity) {
    fs.rmSync(file);
    throw new Error(`${spec} is not the pinned one: expected ${integrity}, got ${got}.`);
  }
  return file;
}
