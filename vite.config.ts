import { defineConfig } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';

// The renderer only; scripts/build.mjs builds the Electron side.
// The plugin looks for its config in Vite's root and silently falls back to defaults, hence configFile.
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    cssTarget: 'chrome114',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Read from the disk beside it, not from a network.
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false
  },
  server: { host: '127.0.0.1', strictPort: false }
});
