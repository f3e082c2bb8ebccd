// Builds the Electron side and the page into dist/. Loaded after set-up only: it uses Vite.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { electronBundle, electronEntries } from './electron-bundle.mjs';
import { DIST, LOCAL_CACHE, ROOT } from './project.mjs';

/** Builds into a folder beside and puts it in place in one step: a running app never meets half a build. */
export async function buildAll() {
  fs.mkdirSync(LOCAL_CACHE, { recursive: true });
  const staging = fs.mkdtempSync(path.join(LOCAL_CACHE, 'build-'));
  try {
    const outDir = path.join(staging, 'electron');
    await Promise.all([
      ...electronEntries().map((entry) => build(electronBundle(entry, { outDir }))),
      build({
        configFile: path.join(ROOT, 'vite.config.ts'),
        logLevel: 'warn',
        build: {
          outDir: path.join(staging, 'renderer'),
          emptyOutDir: true,
          // advice about plugins' speed is noise for someone who wants to start the app
          rolldownOptions: { checks: { pluginTimings: false } }
        }
      })
    ]);
    replaceDist(staging);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function replaceDist(staging) {
  const old = `${staging}-old`;
  if (fs.existsSync(DIST)) fs.renameSync(DIST, old);
  fs.renameSync(staging, DIST);
  fs.rmSync(old, { recursive: true, force: true });
}
