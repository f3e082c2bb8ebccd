// `npm run bench -- <name> [--full] [--record]`: benches at a size of a minute or two each, or with --full at the sizes of
// docs/performance.md. Their lines of JSON come last.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { benchNames, chooseBenches } from './bench-choice.mjs';
import { recordLines } from './bench-record.mjs';
import { ensureBuilt } from './build-stamp.mjs';
import { needsDisplay, startXvfb } from './display.mjs';
import { nodeProgram, ROOT } from './project.mjs';
import { runCommand, setUpApp } from './setup.mjs';
import { runStep } from './steps.mjs';
import { TEST_TOOLS } from './system-packages.mjs';

await runCommand(async () => {
  const args = process.argv.slice(2);
  const chosen = chooseBenches(args, benchNames(path.join(ROOT, 'tests/bench')));
  if ('problem' in chosen) {
    console.error(chosen.problem);
    return 2;
  }
  const ownDisplay = needsDisplay();
  const runtime = await setUpApp([...TEST_TOOLS, ...(ownDisplay ? ['Xvfb'] : [])]);
  await ensureBuilt();
  if (ownDisplay) await startXvfb();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'treeline-bench-'));
  try {
    const linesFile = path.join(folder, 'lines.jsonl');
    fs.writeFileSync(linesFile, '');
    const env = { ...process.env, BENCH_FULL: chosen.full ? '1' : '0', BENCH_LINES: linesFile };
    delete env.BENCH_SMALL;
    if (runtime.kind === 'fallback') env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist;
    const files = chosen.names.map((name) => `tests/bench/${name}.bench-test.ts`);
    const command = [...nodeProgram('vitest/vitest.mjs'), 'run', '--project', 'bench', ...files];
    const { ok } = await runStep({ name: 'bench', command }, { env });
    const lines = fs.readFileSync(linesFile, 'utf8').split('\n').filter(Boolean);
    if (chosen.record && ok) recordLines(lines, { args, runtime });
    for (const line of lines) console.log(line);
    return ok ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
