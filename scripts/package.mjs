// `npm run package`: packages for this system with electron-builder, or what the arguments name:
// `npm run package -- dir tar.gz`, `npm run package -- --mac dmg --arm64`.
import { ensureBuilt } from './build-stamp.mjs';
import { builderArguments } from './builder-arguments.mjs';
import { nodeProgram } from './project.mjs';
import { resolveRuntime } from './runtime.mjs';
import { ensureSevenZip } from './seven-zip.mjs';
import { runCommand, setUpPackages } from './setup.mjs';
import { runStep } from './steps.mjs';

await runCommand(async () => {
  await setUpPackages();
  const runtime = await resolveRuntime();
  const args = builderArguments(process.argv.slice(2), runtime);
  await ensureBuilt();
  const env = { ...process.env };
  if (runtime.kind === 'fallback') env.ELECTRON_BUILDER_7ZIP_PATH ??= ensureSevenZip();
  const command = [...nodeProgram('electron-builder/cli.js'), ...args];
  const { ok } = await runStep({ name: 'package', command }, { env });
  if (ok && runtime.kind === 'fallback')
    console.error(`[package] made with the outdated Electron ${runtime.version}: for trial only, never hand it out.`);
  return ok ? 0 : 1;
});
