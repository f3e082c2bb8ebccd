import { defineConfig } from '@playwright/test';

// No executablePath anywhere: Playwright resolves `electron/index.js`, which honours ELECTRON_OVERRIDE_DIST_PATH.
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // Each second try is named at the run's end (last-words.ts): something to mend, not to live with.
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list'], ['./tests/e2e/last-words.ts']],
  // No recordVideo and no `mask`: the first writes no file for Electron, the second throws on Chrome 114.
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' }
});
