// How Vite builds one file of the Electron side. Loaded after set-up only: it may use packages.
import fs from 'node:fs';
import path from 'node:path';
import { builtinModules } from 'node:module';
import { ROOT } from './project.mjs';

/** Output name -> source. Each becomes one self-contained file: a sandboxed preload cannot require a shared chunk. */
const SOURCES = {
  main: 'electron/main/main.ts',
  preload: 'electron/preload/preload.ts',
  engine: 'electron/engine/process.ts',
  demo: 'electron/demo/process.ts',
  exchange: 'electron/exchange/process.ts',
  'decode-worker': 'electron/engine/decode-worker.ts'
};
/** Sources that may be absent. */
const OPTIONAL = new Set(['decode-worker']);

const INTER = 'node_modules/@fontsource-variable/inter/files';
/** Files that code looks for beside itself, by the entry that holds that code. */
const BESIDE = {
  // the database reader's WebAssembly
  exchange: ['node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm'],
  // what draws SVG, and the fonts for its text (engine/decode/svg-drawing.ts)
  'decode-worker': [
    'node_modules/@resvg/resvg-wasm/index_bg.wasm',
    ...['latin', 'latin-ext', 'cyrillic', 'greek'].map((script) => `${INTER}/inter-${script}-wght-normal.woff2`)
  ]
};

/** @returns {{ name: string, source: string }[]} */
export function electronEntries() {
  return Object.entries(SOURCES)
    .filter(([name, source]) => !OPTIONAL.has(name) || fs.existsSync(path.join(ROOT, source)))
    .map(([name, source]) => ({ name, source }));
}

/** ws looks for these two native helpers and does without them. */
const NATIVE_HELPERS = ['bufferutil', 'utf-8-validate'];

/** Puts files into the bundle as they are. @param {string[]} files below ROOT */
function filesBeside(files) {
  return {
    name: 'treeline-files-beside',
    buildStart() {
      for (const file of files) {
        const source = fs.readFileSync(path.join(ROOT, file));
        this.emitFile({ type: 'asset', fileName: path.basename(file), source });
      }
    }
  };
}

/**
 * @param {{ name: string, source: string }} entry
 * @param {{ outDir: string, dev?: boolean, watch?: boolean }} options
 * @returns {import('vite').InlineConfig}
 */
export function electronBundle(entry, { outDir, dev = false, watch = false }) {
  return {
    configFile: false,
    root: ROOT,
    mode: dev ? 'development' : 'production',
    logLevel: 'warn',
    publicDir: false,
    plugins: [filesBeside(BESIDE[entry.name] ?? [])],
    resolve: { conditions: ['node', 'import', 'default'], mainFields: ['module', 'main'] },
    define: { 'process.env.NODE_ENV': JSON.stringify(dev ? 'development' : 'production') },
    // everything is bundled, so the package needs no node_modules
    ssr: { noExternal: true, external: ['electron', ...NATIVE_HELPERS] },
    build: {
      ssr: path.join(ROOT, entry.source),
      // else Vite drops what stands beside
      ssrEmitAssets: true,
      // Node 18 is that of Electron 25
      target: 'node18',
      outDir,
      emptyOutDir: false,
      minify: dev ? false : 'oxc',
      sourcemap: dev ? 'inline' : false,
      watch: watch ? {} : null,
      reportCompressedSize: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        external: ['electron', ...NATIVE_HELPERS, /^node:/, ...builtinModules],
        output: { format: 'cjs', entryFileNames: `${entry.name}.cjs`, codeSplitting: false }
      }
    }
  };
}
