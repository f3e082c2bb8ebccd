// Finds the Electron to run. Order: ELECTRON_OVERRIDE_DIST_PATH, the downloaded official one, a download of it, the
// pinned fallback. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { FALLBACK_MARK, fallbackFor, installFallback, isInstalled } from './fallback-runtime.mjs';
import { downloadOfficial, failedLately, OFFICIAL_DIST, wantedVersion } from './official-runtime.mjs';

const EXECUTABLE = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

const executableIn = (dist) => path.join(dist, EXECUTABLE[process.platform] ?? 'electron');

function versionOf(dist) {
  const file = path.join(dist, 'version');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

const describe = (dist, kind) => ({ dist, executable: executableIn(dist), version: versionOf(dist), kind });

function overridden(dist) {
  if (!fs.existsSync(executableIn(dist)))
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH=${dist} holds no Electron (${executableIn(dist)} is missing).`);
  return describe(dist, fs.existsSync(path.join(dist, FALLBACK_MARK)) ? 'fallback' : 'override');
}

function officialIsThere() {
  return fs.existsSync(executableIn(OFFICIAL_DIST)) && versionOf(OFFICIAL_DIST) === wantedVersion();
}

async function officialOrReason(fallback) {
  if (officialIsThere()) return undefined;
  if (fallback && isInstalled(fallback) && failedLately()) return 'the download failed lately (ELECTRON_RETRY=1 tries)';
  return downloadOfficial(officialIsThere);
}

/**
 * @returns {Promise<{ dist: string, executable: string, version: string, kind: 'override' | 'official' | 'fallback' }>}
 */
export async function resolveRuntime() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return overridden(process.env.ELECTRON_OVERRIDE_DIST_PATH);
  const fallback = fallbackFor();
  const reason = await officialOrReason(fallback);
  if (reason === undefined) return describe(OFFICIAL_DIST, 'official');
  if (!fallback)
    throw new Error(
      `There is no Electron ${wantedVersion()}: ${reason}; and no fallback exists for ${process.platform}-${process.arch}.\n` +
        'Set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.'
    );
  console.error(`[runtime] no official Electron: ${reason}`);
  await installFallback(fallback);
  console.error(outdatedNotice(fallback.version, wantedVersion()));
  return describe(fallback.folder, 'fallback');
}

function outdatedNotice(version, wanted) {
  const lines = [
    `OUTDATED RUNTIME: this is Electron ${version}, not ${wanted}.`,
    'It is an old, unofficial build with known security holes.',
    'For trial and tests only: connect it to brokers you trust.'
  ];
  const rule = '*'.repeat(66);
  return ['', rule, ...lines.map((line) => `* ${line.padEnd(62)} *`), rule, ''].join('\n');
}
