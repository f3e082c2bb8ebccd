// `npm run check`: everything that can be said about the code without running the app. Arguments pick steps by a part
// of their name: `npm run check -- types`.
import fs from 'node:fs';
import path from 'node:path';
import { ensureElectron25Types } from './electron25-types.mjs';
import { LOCAL_CACHE, nodeProgram, ROOT } from './project.mjs';
import { runCommand, setUpPackages } from './setup.mjs';
import { conclude, runSteps } from './steps.mjs';

const AT_ONCE = 2;

const types = (name, config) => ({
  name: `types ${name}`,
  command: [
    ...nodeProgram('typescript/bin/tsc'),
    ...['-p', config, '--incremental', '--tsBuildInfoFile', path.join(LOCAL_CACHE, `types-${name}.tsbuildinfo`)]
  ]
});

/** Every room of the Electron side has a tsconfig of its own; the renderer's is svelte-check's. */
function typedRooms() {
  const electron = path.join(ROOT, 'electron');
  return fs
    .readdirSync(electron)
    .filter((room) => fs.existsSync(path.join(electron, room, 'tsconfig.json')))
    .map((room) => types(room, `electron/${room}/tsconfig.json`));
}

/** @returns {import('./steps.mjs').Step[]} the long ones first, so that none runs alone at the end */
function steps() {
  return [
    { name: 'unit tests', command: [...nodeProgram('vitest/vitest.mjs'), 'run', '--project', 'unit'] },
    { name: 'eslint', command: [...nodeProgram('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
    {
      name: 'types renderer (svelte-check)',
      command: [
        ...nodeProgram('svelte-check/bin/svelte-check'),
        ...['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human']
      ]
    },
    { name: 'prettier', command: [...nodeProgram('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'] },
    types('tests', 'tests/tsconfig.json'),
    ...typedRooms(),
    types('electron25', 'electron/main/tsconfig.electron25.json'),
    {
      name: 'dependency rules',
      command: [
        ...nodeProgram('dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs', 'electron', 'renderer', 'scripts', 'tests']
      ]
    },
    { name: 'dead code (knip)', command: [...nodeProgram('knip/bin/knip.js'), '--no-progress'] },
    { name: 'package lock', command: [process.execPath, 'scripts/lock-check.mjs'] }
  ];
}

await runCommand(async () => {
  await setUpPackages();
  ensureElectron25Types();
  const wanted = process.argv.slice(2);
  const chosen = steps().filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Error(`No step is named like ${wanted.join(', ')}.`);
  return conclude(await runSteps(chosen, AT_ONCE), 'check');
});
