// Shared libraries and tools that must come from the system. Installed on Debian and Ubuntu as root; anywhere else the
// command to run is named and the run stops. Node built-ins only.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';

const PACKAGE_OF_LIBRARY = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1'
};
/** What Electron needs, whole: their dependencies bring every other library that ldd may name. */
const ELECTRON_PACKAGES = Object.values(PACKAGE_OF_LIBRARY);

/** Names since the 64-bit time change (Debian 13, Ubuntu 24.04). */
const TIME64_NAME = { 'libgtk-3-0': 'libgtk-3-0t64', libasound2: 'libasound2t64' };

const PACKAGE_OF_TOOL = {
  Xvfb: 'xvfb',
  mosquitto: 'mosquitto',
  mosquitto_pub: 'mosquitto-clients',
  openssl: 'openssl',
  tinyproxy: 'tinyproxy',
  microsocks: 'microsocks',
  // Brings libsecret along, which Electron loads only when it is there.
  'gnome-keyring-daemon': 'gnome-keyring',
  'dbus-daemon': 'dbus',
  'dbus-send': 'dbus'
};
/** @typedef {keyof typeof PACKAGE_OF_TOOL} Tool */
export const TEST_TOOLS = testTools(process.platform);

/**
 * Brokers, certificates, proxies; on Linux a key store of its own, too.
 * @param {string} platform
 * @returns {Tool[]}
 */
export function testTools(platform) {
  /** @type {Tool[]} */
  const everywhere = ['mosquitto', 'mosquitto_pub', 'openssl', 'tinyproxy', 'microsocks'];
  return platform === 'linux' ? [...everywhere, 'gnome-keyring-daemon', 'dbus-daemon', 'dbus-send'] : everywhere;
}

/** Debian keeps servers in /usr/sbin, which is not on everyone's PATH. */
const searchPath = () => [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];

function hasTool(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return searchPath().some((folder) => fs.existsSync(path.join(folder, file)));
}

/** Libraries that ldd could not find, from its output. */
export const missingLibraries = (ldd) => [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);

/** Debian packages for missing libraries and tools, without repeats. */
export function packagesFor(libraries, tools) {
  const ofLibraries = libraries.length > 0 ? ELECTRON_PACKAGES : [];
  return [...new Set([...ofLibraries, ...tools.map((tool) => PACKAGE_OF_TOOL[tool])])];
}

/** The sentence and the command for a person who has to install things by hand. */
export function installAdvice({ packages, libraries, tools, platform, apt, root }) {
  const missing = [...libraries, ...tools].join(', ');
  const command = () => {
    if (apt) return `${root ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    if (platform === 'darwin') return `brew install ${[...new Set(tools.map((t) => t.replace('_pub', '')))].join(' ')}`;
    return undefined;
  };
  const how = command();
  if (how) return `Missing on this system: ${missing}. Run\n\n    ${how}\n\nand start again.`;
  return `Missing on this system: ${missing}. Install what holds them, put the tools on PATH, and start again.`;
}

function librariesMissingFrom(executable) {
  if (process.platform !== 'linux') return [];
  return missingLibraries(spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '');
}

function aptInstall(packages) {
  console.error(`[setup] apt-get install ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit']
    }).status === 0;
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...currentNames(packages));
}

/** The names that this release of Debian or Ubuntu knows. */
function currentNames(packages) {
  const known = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0;
  return packages.map((name) => (TIME64_NAME[name] && known(TIME64_NAME[name]) ? TIME64_NAME[name] : name));
}

/**
 * Makes sure of the runtime's shared libraries and of `tools`.
 * @param {string | undefined} executable Electron's, or undefined when it is not going to run
 * @param {Tool[]} tools
 */
export function ensureSystemPackages(executable, tools) {
  const missing = () => ({
    libraries: executable ? librariesMissingFrom(executable) : [],
    tools: tools.filter((tool) => !hasTool(tool))
  });
  const first = missing();
  if (first.libraries.length + first.tools.length === 0) return;
  const apt = process.platform === 'linux' && hasTool('apt-get');
  const root = process.getuid?.() === 0;
  if (apt && root && aptInstall(packagesFor(first.libraries, first.tools))) {
    const left = missing();
    if (left.libraries.length + left.tools.length === 0) return;
  }
  const { libraries, tools: absent } = missing();
  const packages = apt ? currentNames(packagesFor(libraries, absent)) : [];
  throw new Error(installAdvice({ packages, libraries, tools: absent, platform: process.platform, apt, root }));
}
