// Which Node runs the scripts. Vite 8 sets the floor.
const FLOOR = '20.19+ or 22.12+';

/** @param {string} version as in process.versions.node */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  if (major === 22) return minor >= 12;
  return major > 22;
}

export function requireSupportedNode(version = process.versions.node) {
  if (!isSupportedNode(version)) throw new Error(`Node ${version} cannot build Treeline: ${FLOOR} is needed.`);
}
