// The two halves of development mode that need Vite; loaded after set-up only.
import path from 'node:path';
import { build, createServer } from 'vite';
import { electronBundle, electronEntries } from './electron-bundle.mjs';
import { DIST, ROOT } from './project.mjs';

/** Serves the page with hot module reload. */
export async function servePage() {
  const server = await createServer({ configFile: path.join(ROOT, 'vite.config.ts') });
  await server.listen();
  return {
    url: server.resolvedUrls.local[0],
    reload: () => server.ws.send({ type: 'full-reload' }),
    close: () => server.close()
  };
}

/** Rebuilds the Electron side on change; resolves once every file has been built for the first time. */
export async function watchElectron({ reloadPage, restartApp }) {
  await Promise.all(
    electronEntries().map(async (entry) => {
      const options = { outDir: path.join(DIST, 'electron'), dev: true, watch: true };
      const watcher = await build(electronBundle(entry, options));
      await new Promise((resolve) => {
        let first = true;
        watcher.on('event', (event) => {
          if (event.code === 'ERROR') console.error(event.error);
          if (event.code !== 'END') return;
          // a reload runs the new preload; everything else needs new processes
          if (!first) (entry.name === 'preload' ? reloadPage : restartApp)(entry.name);
          first = false;
          resolve();
        });
      });
    })
  );
}
