import { defineConfig } from 'vitest/config';
import { svelte } from '@sveltejs/vite-plugin-svelte';

const shared = { environment: 'node' as const };

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
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000
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
