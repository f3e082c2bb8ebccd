// `npm start`: makes the clone ready, builds, opens the app. Arguments go to the app: --demo, --smoke, an address.
import { ensureBuilt } from './build-stamp.mjs';
import { needsDisplay, startXvfb } from './display.mjs';
import { appArguments } from './app-arguments.mjs';
import { launchApp, onStopSignal } from './launch.mjs';
import { runCommand, setUpApp } from './setup.mjs';

/** The app itself gives up after 30 s; this ends one that hangs. */
const SMOKE_LIMIT_MS = 40_000;

await runCommand(async () => {
  const startedMs = Date.now();
  const ownDisplay = needsDisplay();
  const runtime = await setUpApp(ownDisplay ? ['Xvfb'] : []);
  const built = await ensureBuilt();
  console.error(`[start] ready after ${Date.now() - startedMs} ms${built ? '' : ' (build is up to date)'}`);
  if (ownDisplay) {
    await startXvfb();
    console.error(`[start] no display: running on a virtual one (${process.env.DISPLAY}), nothing will be visible`);
  }
  const args = appArguments(process.argv.slice(2), { ownDisplay });
  const app = launchApp(runtime, args, { ownDisplay });
  onStopSignal(app.stop);
  const limit = args.includes('--smoke') ? setTimeout(() => giveUp(app), SMOKE_LIMIT_MS) : undefined;
  const code = await app.exited;
  clearTimeout(limit);
  return code;
});

function giveUp(app) {
  console.error(`[start] the smoke run did not end within ${SMOKE_LIMIT_MS / 1000} s`);
  app.kill();
}
