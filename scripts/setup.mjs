// Makes a fresh clone ready to run. Node built-ins only.
import { requireSupportedNode } from './node-version.mjs';
import { ensurePackages } from './packages.mjs';
import { resolveRuntime } from './runtime.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** What every command needs: the right Node and node_modules. */
export async function setUpPackages() {
  requireSupportedNode();
  await ensurePackages();
}

/**
 * What a command that runs the app needs on top.
 * @param {import('./system-packages.mjs').Tool[]} tools
 */
export async function setUpApp(tools) {
  await setUpPackages();
  const runtime = await resolveRuntime();
  ensureSystemPackages(runtime.executable, tools);
  return runtime;
}

/** Runs a command's main function: an expected failure is a sentence on stderr and exit code 1, not a stack. */
export async function runCommand(main) {
  try {
    process.exit((await main()) ?? 0);
  } catch (error) {
    console.error(`\n${process.env.TREELINE_DEBUG ? error.stack : error.message}\n`);
    process.exit(1);
  }
}
