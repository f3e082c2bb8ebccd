import { defineConfig } from 'vitest/config';
import { svelte } from '@sveltejs/vite-plugin-svelte';

/** Long enough for any test on a slow or busy computer: what takes how long is measured in tests/bench. */
const hangsAfterMs = 30_000;
const shared = { environment: 'node' as const, testTimeout: hangsAfterMs, hookTimeout: hangsAfterMs };

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'unit', include: ['tests/{unit,architecture}/**/*.test.ts'] }
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts']
        }
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'bench',
          include: ['tests/bench/**/*.bench-test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false
        }
      }
    ]
  }
});
