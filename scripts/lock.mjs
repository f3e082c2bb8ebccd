// One process at a time for work that two terminals may start at once. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheRoot, ROOT } from './project.mjs';

const POLL_MS = 200;

/** A lock's file; `perCheckout` keeps two clones from waiting for each other. */
function lockFile(name, perCheckout) {
  const key = perCheckout ? '-' + createHash('sha256').update(ROOT).digest('hex').slice(0, 12) : '';
  return path.join(cacheRoot(), 'locks', name + key);
}

function ownerIsAlive(file) {
  try {
    process.kill(Number(fs.readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryTake(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Runs `work` while no other process runs work of the same name. A lock whose owner is gone is taken over.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @param {{ perCheckout?: boolean }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(name, work, { perCheckout = false } = {}) {
  const file = lockFile(name, perCheckout);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let waited = false; !tryTake(file); await delay(POLL_MS)) {
    if (!waited) console.error(`[setup] another process is busy with "${name}", waiting for it`);
    waited = true;
    if (!ownerIsAlive(file)) fs.rmSync(file, { force: true });
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}
