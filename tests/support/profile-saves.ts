import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { ProfileStore } from '../../electron/storage/profile-store';

interface SaveReport {
  readonly id?: string;
  readonly save?: number;
  readonly trouble?: string;
}

export interface KilledSaves {
  readonly kills: number;
  /** Saves that a process said were done. */
  readonly acknowledged: number;
  /** Profiles that stood at an older save than the one acknowledged last. */
  readonly lost: number;
  /** Kills after which the store did not open without a word. */
  readonly corrupt: number;
  /** What went wrong otherwise. */
  readonly troubles: readonly string[];
}

/** Each process is killed after so many saves at most, so that kills fall into many states of the file. */
const mostSaves = 8;
/** A save takes some ms: the kill falls somewhere into the next one. */
const longestDelayMs = 12;

/** Saves profiles in processes of their own, kills each with SIGKILL in the middle, and looks at what is there after. */
export async function killDuringSaves(kills: number, random: () => number): Promise<KilledSaves> {
  const folder = mkdtempSync(path.join(tmpdir(), 'treeline-saves-'));
  const file = path.join(folder, 'store', 'profiles.json');
  const newest = new Map<string, number>();
  const troubles: string[] = [];
  let acknowledged = 0;
  let lost = 0;
  let corrupt = 0;
  try {
    await bundle(folder);
    for (let kill = 0; kill < kills; kill += 1) {
      // Ten profiles take turns: every process goes on where the one before may have been.
      const first = Math.max(0, ...newest.values()) + 100;
      const child = fork(path.join(folder, 'saving-process.mjs'), [file, String(first)]);
      const wanted = 1 + Math.floor(random() * mostSaves);
      let heard = 0;
      child.on('message', (message) => {
        const { id, save, trouble } = message as SaveReport;
        if (trouble !== undefined) troubles.push(trouble);
        if (id === undefined || save === undefined) return;
        newest.set(id, save);
        acknowledged += 1;
        heard += 1;
        if (heard === wanted) setTimeout(() => child.kill('SIGKILL'), random() * longestDelayMs);
      });
      // `close` and not `exit`: what was said before the kill is heard to its end.
      await Promise.all([once(child, 'close'), once(child, 'disconnect')]);
      const store = new ProfileStore(file);
      if ((await store.load()) !== null || store.unreadEntries > 0) corrupt += 1;
      for (const [id, save] of newest) if (!(Number(store.get(id)?.name) >= save)) lost += 1;
    }
    const kept = readdirSync(path.dirname(file)).filter((name) => name.includes('.corrupt-'));
    return { kills, acknowledged, lost, corrupt: corrupt + kept.length, troubles };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, '../unit/electron/storage/saving-process.ts'),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'saving-process.mjs', codeSplitting: false } }
    }
  });
}
