// Electron's own build, downloaded by the script that the `electron` package ships. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { withLock } from './lock.mjs';
import { cacheRoot, ROOT } from './project.mjs';

const PACKAGE = path.join(ROOT, 'node_modules/electron');
const PROBE_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
/** After a failure the download is not tried again for so long; ELECTRON_RETRY=1 forces it. */
const RETRY_AFTER_MS = 6 * 3_600_000;

const GITHUB = 'https://github.com/electron/electron/releases/download/';

export const OFFICIAL_DIST = path.join(PACKAGE, 'dist');

export const wantedVersion = () => JSON.parse(fs.readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')).version;

/** What a download will ask first: the archive at GitHub or a mirror, or a proxy. The variables are @electron/get's. */
export function firstAddress(version, env = process.env, platform = process.platform, arch = process.arch) {
  if (env.ELECTRON_GET_USE_PROXY && (env.HTTPS_PROXY || env.https_proxy)) return env.HTTPS_PROXY || env.https_proxy;
  const mirror = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || env.NPM_CONFIG_ELECTRON_MIRROR;
  return `${mirror || GITHUB}v${version}/electron-v${version}-${platform}-${arch}.zip`;
}

/**
 * Resolves to undefined when something answers there, whatever it says, else to the reason. Redirects are followed:
 * GitHub hands the archive out from another host, which a firewall may drop.
 */
export async function probe(address, timeoutMs = PROBE_TIMEOUT_MS) {
  const { host } = new URL(address);
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(timeoutMs) });
    return undefined;
  } catch (error) {
    if (error.name === 'TimeoutError') return `${host} did not answer within ${timeoutMs / 1000} s`;
    return `${host} cannot be reached (${error.cause?.code ?? error.message})`;
  }
}

const failureStamp = () => path.join(cacheRoot(), `official-${wantedVersion()}.failed`);

export function failedLately(nowMs = Date.now(), env = process.env) {
  const stamp = failureStamp();
  return !env.ELECTRON_RETRY && fs.existsSync(stamp) && nowMs - fs.statSync(stamp).mtimeMs < RETRY_AFTER_MS;
}

/** Resolves to undefined when the runtime is there, else to the reason why not. */
export async function downloadOfficial(isThere) {
  return withLock(
    'electron-download',
    async () => {
      if (isThere()) return undefined;
      console.error(`[runtime] downloading Electron ${wantedVersion()}`);
      // A network that drops packets would otherwise hold the download for its whole 10 minutes.
      const reason = (await probe(firstAddress(wantedVersion()))) ?? (await runInstaller());
      if (reason === undefined && isThere()) {
        fs.rmSync(failureStamp(), { force: true });
        return undefined;
      }
      fs.writeFileSync(failureStamp(), '');
      return reason ?? 'the installer left no runtime';
    },
    { perCheckout: true }
  );
}

/** Runs electron's install.js; resolves to undefined or the first line of what went wrong. */
function runInstaller() {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [path.join(PACKAGE, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: DOWNLOAD_TIMEOUT_MS
    });
    let said = '';
    installer.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    installer.once('error', (error) => resolve(String(error)));
    installer.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal ? 'the download took too long' : said.trim().split('\n')[0]);
    });
  });
}
