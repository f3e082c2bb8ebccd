// `npm run bench`: the benches at full size. Arguments are parts of bench names: `npm run bench -- whole-path`.
import { ensureBuilt } from './build-stamp.mjs';
import { needsDisplay, startXvfb } from './display.mjs';
import { nodeProgram } from './project.mjs';
import { runCommand, setUpApp } from './setup.mjs';
import { runStep } from './steps.mjs';
import { TEST_TOOLS } from './system-packages.mjs';

await runCommand(async () => {
  const ownDisplay = needsDisplay();
  const runtime = await setUpApp([...TEST_TOOLS, ...(ownDisplay ? ['Xvfb'] : [])]);
  await ensureBuilt();
  if (ownDisplay) await startXvfb();
  const env = { ...process.env };
  delete env.BENCH_SMALL;
  if (runtime.kind === 'fallback') env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist;
  const command = [...nodeProgram('vitest/vitest.mjs'), 'run', '--project', 'bench', ...process.argv.slice(2)];
  const { ok } = await runStep({ name: 'bench', command }, { env });
  return ok ? 0 : 1;
});
