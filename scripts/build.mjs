// `npm run build`: builds into dist/ what has changed.
import { ensureBuilt } from './build-stamp.mjs';
import { runCommand, setUpPackages } from './setup.mjs';

await runCommand(async () => {
  await setUpPackages();
  console.error((await ensureBuilt()) ? '[build] done' : '[build] up to date');
});
