// `npm test`: everything, from a fresh clone. Arguments pick parts (`npm test -- e2e`); any other argument goes on to
// the one part that was picked (`npm test -- integration link`).
import { ensureBuilt } from './build-stamp.mjs';
import { needsDisplay, startXvfb } from './display.mjs';
import { nodeProgram } from './project.mjs';
import { runCommand, setUpApp } from './setup.mjs';
import { conclude, runStep, seconds } from './steps.mjs';
import { TEST_TOOLS } from './system-packages.mjs';
import { PARTS, chooseParts } from './test-parts.mjs';

const vitest = (project) => [...nodeProgram('vitest/vitest.mjs'), 'run', '--project', project];

const COMMANDS = {
  check: [process.execPath, 'scripts/check.mjs'],
  integration: vitest('integration'),
  bench: vitest('bench'),
  e2e: [...nodeProgram('@playwright/test/cli.js'), 'test']
};

await runCommand(async () => {
  const { parts, passedOn } = chooseParts(process.argv.slice(2));
  const outcomes = [];
  const add = (outcome) => {
    outcomes.push(outcome);
    console.log(`\n[test] ${outcome.name}: ${outcome.ok ? 'passed' : 'FAILED'} in ${seconds(outcome.tookMs)}\n`);
  };

  const startedMs = Date.now();
  const ownDisplay = needsDisplay();
  const runtime = await setUpApp([...TEST_TOOLS, ...(ownDisplay ? ['Xvfb'] : [])]);
  console.log(`[test] set-up took ${seconds(Date.now() - startedMs)}, Electron ${runtime.version} (${runtime.kind})`);
  if (ownDisplay) await startXvfb();

  const env = { ...process.env, BENCH_SMALL: '1' };
  // Only for the fallback: with an official runtime `electron/index.js` finds it, on macOS by another path.
  if (runtime.kind === 'fallback') env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist;

  for (const name of PARTS.filter((part) => parts.includes(part))) {
    if (name === 'build') add(await build());
    else add(await runStep({ name, command: [...COMMANDS[name], ...passedOn] }, { env }));
  }
  return conclude(outcomes, 'parts');
});

async function build() {
  const startedMs = Date.now();
  const ok = await ensureBuilt().then(
    () => true,
    (error) => console.error(error.message)
  );
  return { name: 'build', ok: ok === true, tookMs: Date.now() - startedMs, output: '' };
}
