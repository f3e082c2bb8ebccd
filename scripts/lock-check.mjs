// Finds what the registry left out of package-lock.json. Registries may lag for foreign platforms; `npm install` then
// omits such optional packages without a word, and `npm ci` refuses the lock later on another machine.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './project.mjs';

const nameOf = (where) => where.replace(/^.*node_modules\//, '');

/** @returns {string[]} one line per optional dependency that the lock should hold and does not */
export function missingFromLock(lock) {
  const packages = Object.entries(lock.packages);
  const held = new Set(packages.map(([where]) => nameOf(where)));
  return packages.flatMap(([where, described]) =>
    Object.entries(described.optionalDependencies ?? {})
      .filter(([name]) => !held.has(name))
      .map(([name, range]) => `${name}@${range} of ${nameOf(where)}@${described.version}`)
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = missingFromLock(JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')));
  for (const line of missing) console.error(`package-lock.json lacks ${line}`);
  process.exit(missing.length === 0 ? 0 : 1);
}
