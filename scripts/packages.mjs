// node_modules as package-lock.json wants it. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { withLock } from './lock.mjs';
import { ROOT } from './project.mjs';

const LOCK = path.join(ROOT, 'package-lock.json');
const STAMP = path.join(ROOT, 'node_modules/.treeline-lock');

const sha256 = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');
const readOr = (file, otherwise) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : otherwise);

/** npm writes the tree it installed to node_modules/.package-lock.json: the same versions mean nothing is to be done. */
export function installedMatchesLock(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([where]) => where !== '');
  return wanted.every(([where, pkg]) => {
    const have = installed.packages[where];
    // a package for another system is in the lock but not on this disk
    return have ? have.version === pkg.version : pkg.optional === true;
  });
}

function installedByHand() {
  const installed = readOr(path.join(ROOT, 'node_modules/.package-lock.json'), '');
  return installed !== '' && installedMatchesLock(JSON.parse(fs.readFileSync(LOCK, 'utf8')), JSON.parse(installed));
}

/** Runs `npm ci` when node_modules is missing or differs from the lock file. */
export async function ensurePackages() {
  const wanted = sha256(LOCK);
  if (readOr(STAMP, '') === wanted) return;
  await withLock(
    'npm-ci',
    () => {
      if (readOr(STAMP, '') === wanted) return;
      if (!installedByHand()) install();
      fs.writeFileSync(STAMP, wanted);
    },
    { perCheckout: true }
  );
}

function install() {
  console.error('[setup] npm ci');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm is a .cmd file on Windows, which only a shell can start
  const npm = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32'
  });
  if (npm.status !== 0) throw new Error('npm ci failed, see above.');
}
