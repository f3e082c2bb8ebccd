import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from 'playwright';
import { startXvfb } from '../../scripts/display.mjs';
import type { Sent } from '../support/generator';
import { ofKind, processFigures, sumOfPss, type ProcessFigures } from '../support/process-figures';
import { launchTreeline, type RunningTreeline } from '../support/treeline-app';
import { waitUntil } from '../support/wait-until';
import { installProbe } from './page-probe';
import { rounded } from './report';

/** The real app, connected, its page probed. */
export interface BenchApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  figures(): readonly ProcessFigures[];
  dispose(): Promise<void>;
}

/** A generator that achieved less of the rate asked for makes a run void. */
const leastOfRate = 0.98;
const mostTries = 3;

export async function startBenchApp(url: string): Promise<BenchApp> {
  const stopDisplay = process.platform === 'linux' && !process.env['DISPLAY'] ? await startXvfb() : null;
  const folder = mkdtempSync(path.join(tmpdir(), 'treeline-bench-'));
  let treeline: RunningTreeline | null = null;
  const dispose = async (): Promise<void> => {
    await treeline?.close();
    if (stopDisplay) {
      stopDisplay();
      delete process.env['DISPLAY'];
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    treeline = await launchTreeline({ userDataDir: folder, args: [url] });
    const { app, page } = treeline;
    await installProbe(page);
    await page.getByRole('group', { name: 'Live status' }).getByText('Live').waitFor();
    await waitUntil('a frame', () => page.evaluate(() => window.treelineProbe.seen.length > 0));
    const pid = app.process().pid ?? Number.NaN;
    return { app, page, figures: () => processFigures(pid), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The app at rest: ms until nothing of a start or a run is under way any more. */
export const settle = (ms: number): Promise<void> => sleep(ms);

/**
 * A run at a rate. If the generator alone was too slow the run is void and done again; when the app held it back the run counts.
 * `voidRuns` says how many were.
 */
export async function atHeldRate<T extends { readonly sent: Sent }>(
  perSecond: number,
  run: () => Promise<T>
): Promise<T & { readonly voidRuns: number; readonly valid: boolean }> {
  for (let voidRuns = 0; ; voidRuns += 1) {
    const done = await run();
    const { achieved, heldBack } = done.sent;
    const valid = achieved >= perSecond * leastOfRate || heldBack > 0;
    if (valid || voidRuns + 1 >= mostTries) return { ...done, voidRuns, valid };
    process.stdout.write(`  void: ${Math.round(achieved)} msg/s of ${perSecond}, again\n`);
  }
}

/** Memory per kind of process in MB (10^6), for tables and lines. */
export function memoryMb(figures: readonly ProcessFigures[]): Record<string, number> {
  const mb = (bytes: number): number => rounded(bytes / 1e6);
  const kinds = (['main', 'engine', 'renderer', 'gpu', 'network', 'other'] as const).map((kind): [string, number] => [
    kind,
    mb(ofKind(figures, kind).pssBytes)
  ]);
  return { ...Object.fromEntries(kinds), all: mb(sumOfPss(figures)) };
}

/** Shares of one core per kind, between two looks. */
export function cpuPercent(
  before: readonly ProcessFigures[],
  after: readonly ProcessFigures[],
  elapsedMs: number
): Record<'engine' | 'renderer', number> {
  const share = (kind: 'engine' | 'renderer'): number =>
    Math.round(((ofKind(after, kind).cpuMs - ofKind(before, kind).cpuMs) / elapsedMs) * 100);
  return { engine: share('engine'), renderer: share('renderer') };
}

/** Lets in what the gate holds back, and opens everything below a root row. */
export async function expandBranch(page: Page, name: RegExp): Promise<void> {
  await showNew(page);
  await page.getByRole('treegrid', { name: 'Topics' }).getByRole('row', { name }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Expand branch' }).click();
  const ask = page.getByRole('dialog').getByRole('button', { name: 'Expand', exact: true });
  const asked = await ask.waitFor({ timeout: 1_000 }).then(
    () => true,
    () => false
  );
  if (asked) await ask.click();
}

/** Lets in what the gate holds back. */
export async function showNew(page: Page): Promise<void> {
  const chip = page.getByRole('button', { name: /new · Show$/ });
  if (await chip.isVisible()) await chip.click();
}
