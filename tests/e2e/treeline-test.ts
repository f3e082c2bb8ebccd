import { test as base } from '@playwright/test';
import { launchTreeline, type RunningTreeline } from '../support/treeline-app';

export { expect } from '@playwright/test';

type Launch = (args?: readonly string[]) => Promise<RunningTreeline>;

/**
 * `launch` starts the app with this test's own user-data folder, as often as the test wants (a restart is a second launch); whatever runs
 * at the end is closed, and its logs are attached when the test failed.
 */
export const test = base.extend<{ launch: Launch }>({
  launch: async ({}, use, info) => {
    const running: RunningTreeline[] = [];
    await use(async (args) => {
      const treeline = await launchTreeline({
        userDataDir: info.outputPath('user-data'),
        tracesDir: info.outputPath('traces'),
        ...(args === undefined ? {} : { args })
      });
      running.push(treeline);
      return treeline;
    });
    for (const [index, treeline] of running.entries()) {
      await treeline.close().catch(() => undefined);
      if (info.status !== info.expectedStatus) {
        await info.attach(`logs-${index}`, { body: treeline.logs.join('\n'), contentType: 'text/plain' });
      }
    }
  }
});
