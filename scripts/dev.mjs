// `npm run dev`: the page from Vite's server with hot reload, the Electron side rebuilt and restarted on change.
import { forgetBuild } from './build-stamp.mjs';
import { appArguments } from './app-arguments.mjs';
import { needsDisplay, startXvfb } from './display.mjs';
import { launchApp, onStopSignal } from './launch.mjs';
import { runCommand, setUpApp } from './setup.mjs';

await runCommand(async () => {
  const ownDisplay = needsDisplay();
  const runtime = await setUpApp(ownDisplay ? ['Xvfb'] : []);
  if (ownDisplay) await startXvfb();
  forgetBuild();
  const { servePage, watchElectron } = await import('./dev-watch.mjs');
  const page = await servePage();
  const args = appArguments(process.argv.slice(2), { ownDisplay });
  const env = { ...process.env, VITE_DEV_SERVER_URL: page.url };

  let app;
  let restart;
  onStopSignal(() => app?.stop());
  await watchElectron({
    reloadPage: page.reload,
    restartApp: (name) => {
      console.error(`[dev] ${name} changed, restarting`);
      restart = true;
      app?.stop();
    }
  });
  let code;
  do {
    restart = false;
    app = launchApp(runtime, args, { ownDisplay, env });
    code = await app.exited;
  } while (restart);
  await page.close();
  return code;
});
