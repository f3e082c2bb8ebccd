import { ensureBuilt } from '../../scripts/build-stamp.mjs';
import { needsDisplay, startXvfb } from '../../scripts/display.mjs';
import { resolveRuntime } from '../../scripts/runtime.mjs';

/** Runs once before the specs, which inherit this process's environment; so `npx playwright test` works alone too. */
export default async function globalSetup(): Promise<(() => void) | undefined> {
  const runtime = await resolveRuntime();
  if (runtime.kind === 'fallback') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.dist;
  await ensureBuilt();
  return needsDisplay() ? await startXvfb() : undefined;
}
