// What electron-builder is told on its command line.

const PLATFORM = { linux: '--linux', darwin: '--mac', win32: '--win' };
const TOLD = '--runtime=fallback';

/**
 * @param {string[]} given targets and electron-builder's own flags; `--runtime=fallback` allows the outdated runtime
 * @param {{ kind: string, dist: string, version: string }} runtime
 */
export function builderArguments(given, runtime, platform = process.platform) {
  const rest = given.filter((arg) => arg !== TOLD);
  if (runtime.kind === 'fallback' && !given.includes(TOLD))
    throw new Error(
      `A package must hold an official Electron; only the outdated Electron ${runtime.version} is here.\n` +
        `Set ELECTRON_MIRROR or work where it can be downloaded. For a trial package add -- ${TOLD}.`
    );
  const namesPlatform = rest.some((arg) => Object.values(PLATFORM).includes(arg));
  const args = namesPlatform ? rest : [PLATFORM[platform], ...rest];
  // Only this machine's own runtime is unpacked here; for any other electron-builder fetches Electron's archive.
  if (runtime.kind === 'official') return [...args, '-c.electronFuses.grantFileProtocolExtraPrivileges=false'];
  return [...args, `-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`];
}
