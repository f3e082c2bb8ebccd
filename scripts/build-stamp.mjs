// Builds only when something that goes into the build has changed. Node built-ins only; Vite is loaded when it has to
// build.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { withLock } from './lock.mjs';
import { DIST, ROOT } from './project.mjs';

const INPUTS = [
  'electron',
  'renderer',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'svelte.config.js',
  'scripts/bundle.mjs',
  'scripts/electron-bundle.mjs'
];
/** Inside dist, so that deleting dist deletes the claim too. */
const STAMP = path.join(DIST, '.inputs');

function* filesUnder(file) {
  if (!fs.statSync(file).isDirectory()) {
    yield file;
    return;
  }
  for (const name of fs.readdirSync(file).sort()) yield* filesUnder(path.join(file, name));
}

/** A digest of names and contents: a checkout that only touches times needs no build. */
export function digestOf(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesUnder(path.join(root, input))) {
      const content = fs.readFileSync(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Says that dist no longer is what a build made of the inputs. */
export const forgetBuild = () => fs.rmSync(STAMP, { force: true });

const isCurrent = (digest) => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === digest;

/** @returns {Promise<boolean>} whether it had to build */
export async function ensureBuilt() {
  if (isCurrent(digestOf(ROOT, INPUTS))) return false;
  return withLock(
    'build',
    async () => {
      // taken before the build: what is edited meanwhile is built next time
      const digest = digestOf(ROOT, INPUTS);
      if (isCurrent(digest)) return false;
      const { buildAll } = await import('./bundle.mjs');
      await buildAll();
      fs.writeFileSync(STAMP, digest);
      return true;
    },
    { perCheckout: true }
  );
}
