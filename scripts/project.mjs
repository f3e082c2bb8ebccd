// Where the project and its cache stand on this machine. Node built-ins only.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What a build leaves; package.json's main points into it. */
export const DIST = path.join(ROOT, 'dist');

/** Files that belong to this checkout and may be deleted at any time: build staging, types of the old runtime. */
export const LOCAL_CACHE = path.join(ROOT, 'node_modules/.cache/treeline');

/** Files that all checkouts of a user share: runtimes and pinned tarballs. TREELINE_CACHE moves it. */
export function cacheRoot(env = process.env, platform = process.platform, home = os.homedir()) {
  if (env.TREELINE_CACHE) return env.TREELINE_CACHE;
  const byPlatform = { darwin: path.join(home, 'Library/Caches'), win32: env.LOCALAPPDATA || home };
  return path.join(env.XDG_CACHE_HOME || byPlatform[platform] || path.join(home, '.cache'), 'treeline');
}

/** A program that npm put into node_modules, as `node <file>`: no shell and no `.cmd` file needed on Windows. */
export const nodeProgram = (file) => [process.execPath, path.join(ROOT, 'node_modules', file)];
