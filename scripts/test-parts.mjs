// Which parts of `npm test` to run.

/** In the order in which they run: what fails fastest comes first. */
export const PARTS = ['check', 'build', 'integration', 'bench', 'e2e'];

/** These run the app, so they run what has just been built. */
const NEEDS_BUILD = ['bench', 'e2e'];

/**
 * @param {string[]} args
 * @returns {{ parts: string[], passedOn: string[] }}
 */
export function chooseParts(args) {
  const named = args.filter((arg) => PARTS.includes(arg));
  const passedOn = args.filter((arg) => !PARTS.includes(arg));
  if (passedOn.length > 0 && named.length !== 1)
    throw new Error(`Name one part to hand "${passedOn.join(' ')}" to. The parts are ${PARTS.join(', ')}.`);
  if (named.length === 0) return { parts: PARTS, passedOn };
  const build = named.some((part) => NEEDS_BUILD.includes(part)) ? ['build'] : [];
  return { parts: [...new Set([...build, ...named])], passedOn };
}
