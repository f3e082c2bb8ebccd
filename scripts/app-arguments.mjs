// What the app is told on its command line.

/**
 * @param {string[]} given the person's own arguments
 * @param {{ ownDisplay: boolean }} where nobody sees a virtual display, so the app reports its state in words there
 */
export function appArguments(given, { ownDisplay }) {
  const args = [...given];
  if (args.includes('--smoke') && !args.includes('--demo')) args.push('--demo');
  if (ownDisplay && !args.includes('--status')) args.push('--status');
  return args;
}
