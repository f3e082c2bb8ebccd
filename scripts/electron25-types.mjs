// Types of the fallback's Electron, so that main and preload cannot use what it lacks. Never installed as a package:
// its postinstall would download a runtime. electron/main/tsconfig.electron25.json reads the file from here.
import fs from 'node:fs';
import path from 'node:path';
import { fetchTarball, untar } from './npm-tarball.mjs';
import { LOCAL_CACHE } from './project.mjs';

const PINNED = {
  spec: 'electron@25.1.1',
  integrity: 'sha512-WvFUfVsJn6YiP35UxdibYVjU2LceastyMm4SVp2bmb4XvKEvItAIiwxgm7tPC5Syl1243aRCvQLqr84sZ71pyQ=='
};
const FOLDER = path.join(LOCAL_CACHE, 'electron-25.1.1');

export function ensureElectron25Types() {
  if (fs.existsSync(path.join(FOLDER, 'electron.d.ts'))) return;
  fs.mkdirSync(LOCAL_CACHE, { recursive: true });
  const staging = fs.mkdtempSync(path.join(LOCAL_CACHE, 'types-'));
  try {
    untar(fetchTarball(PINNED, staging), staging, ['package/electron.d.ts']);
    fs.mkdirSync(FOLDER, { recursive: true });
    fs.renameSync(path.join(staging, 'package/electron.d.ts'), path.join(FOLDER, 'electron.d.ts'));
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}
