import type { ElectronApplication } from '@playwright/test';

/** The connections' processes, one each. */
export async function enginePids(app: ElectronApplication): Promise<number[]> {
  return app.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter((process) => process.name === 'treeline-engine' || process.serviceName === 'treeline-engine')
      .map((process) => process.pid)
  );
}
