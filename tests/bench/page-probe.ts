import type { Locator, Page } from 'playwright';
import type { EngineMessage } from '../../electron/contract/engine';
import { waitUntil } from '../support/wait-until';

/** What the page was told by one frame, and when; epoch ms. */
export interface Seen {
  readonly atMs: number;
  /** The animation frame after it began; null: not yet. */
  readonly drawnAtMs: number | null;
  readonly totalRows: number;
  readonly messages: number;
  readonly topics: number;
  readonly lagMs: number | null;
  readonly overloadStep: number;
  readonly treeBytes: number;
  readonly historyBytes: number;
  readonly dropped: number;
  readonly gaps: number;
  readonly filterText: string | null;
  readonly matches: number;
  readonly filterComplete: boolean;
}

/** Lives in the page, beside the app's own code: reads the frames that the app gets and what the app draws of them. */
interface Probe {
  seen: Seen[];
  latenciesMs: number[];
  lastInputAtMs: number;
  profileId: string;
}

declare global {
  interface Window {
    treelineProbe: Probe;
  }
}

/** Keeps `mostSeen` frames: more than any question here looks back. */
const mostSeen = 4_000;

/** Before the app's own code runs: the page is loaded anew. */
export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript((most) => {
    const probe: Probe = { seen: [], latenciesMs: [], lastInputAtMs: 0, profileId: '' };
    window.treelineProbe = probe;
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const data = event.data as { readonly type?: string; readonly profileId?: string } | null;
      if (data?.type !== 'treeline-port') return;
      probe.profileId = data.profileId ?? '';
      event.ports[0]?.addEventListener('message', (told: MessageEvent<unknown>) => {
        const message = told.data as EngineMessage;
        if (message.kind !== 'frame') return;
        const { status, filter, totalRows } = message;
        const seen: { -readonly [Field in keyof Seen]: Seen[Field] } = {
          atMs: Date.now(),
          drawnAtMs: null,
          totalRows,
          messages: status.messages,
          topics: status.topics,
          lagMs: status.lagMs,
          overloadStep: status.overload?.step ?? 0,
          treeBytes: status.treeBytes,
          historyBytes: status.historyBytes,
          dropped: status.dropped,
          gaps: status.gaps,
          filterText: filter?.text ?? null,
          matches: filter?.matches ?? 0,
          filterComplete: filter?.complete ?? false
        };
        requestAnimationFrame(() => (seen.drawnAtMs = Date.now()));
        probe.seen.push(seen);
        if (probe.seen.length > most) probe.seen.splice(0, most / 2);
      });
    });
    document.addEventListener('input', () => (probe.lastInputAtMs = Date.now()), true);
  }, mostSeen);
  await page.reload();
}

export async function newestSeen(page: Page): Promise<Seen> {
  const seen = await page.evaluate(() => window.treelineProbe.seen.at(-1) ?? null);
  if (seen === null) throw new Error('the page has no frame yet');
  return seen;
}

/** The page's own garbage is let go of, so that what is left is what it keeps. */
export async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}

/** Frames since `sinceMs` (epoch ms). */
export async function seenSince(page: Page, sinceMs: number): Promise<readonly Seen[]> {
  return page.evaluate((since) => window.treelineProbe.seen.filter(({ atMs }) => atMs >= since), sinceMs);
}

/** The first frame that tells of so many messages. */
export async function seenMessages(page: Page, messages: number, timeoutMs: number): Promise<Seen> {
  return waitUntil(
    `${messages} messages`,
    () =>
      page.evaluate((wanted) => window.treelineProbe.seen.find((frame) => frame.messages >= wanted) ?? null, messages),
    timeoutMs
  );
}

/**
 * From now on notes how old each marker's value is (packet-blast.mjs) when the animation frame after its cell changed begins. The marker
 * rows have to be in view and stay there.
 */
export async function watchMarkers(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('[role="treegrid"] [role="row"][aria-level="2"]')];
    const markers = rows.filter((row) =>
      /^\d\d$/.test(row.querySelector('[role="rowheader"]')?.textContent?.trim() ?? '')
    );
    for (const row of markers) {
      const cell = row.querySelector('[data-column="1"]');
      let last = 0;
      const note = (): void => {
        const sentAtMs = Number(/\d{13}/.exec(cell?.textContent ?? '')?.[0] ?? 0);
        if (sentAtMs === 0 || sentAtMs === last) return;
        last = sentAtMs;
        requestAnimationFrame(() => window.treelineProbe.latenciesMs.push(Date.now() - sentAtMs));
      };
      if (cell) new MutationObserver(note).observe(cell, { subtree: true, childList: true, characterData: true });
    }
    return markers.length;
  });
}

/** The markers' ages since the last call. */
export async function takeLatencies(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => window.treelineProbe.latenciesMs.splice(0));
}

/** Opens or closes the row with this name if it is drawn: ms until the change is drawn, and after how many animation frames. */
export async function setOpen(
  page: Page,
  name: string,
  open: boolean
): Promise<{ readonly ms: number; readonly frames: number } | null> {
  return page.evaluate(
    async ({ wanted, opened }) => {
      const rowOf = (): HTMLElement | undefined =>
        [...document.querySelectorAll<HTMLElement>('[role="treegrid"] [role="row"][aria-expanded]')].find((row) => {
          const text = row.querySelector('.segment')?.textContent?.trim() ?? '';
          return text === wanted || text.startsWith(`${wanted}/`);
        });
      const row = rowOf();
      if (row === undefined || row.getAttribute('aria-expanded') === String(opened)) return null;
      const startedMs = performance.now();
      row.querySelector<HTMLElement>('.twisty')?.click();
      for (let frames = 1; performance.now() - startedMs < 10_000; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        if (rowOf()?.getAttribute('aria-expanded') === String(opened))
          return { ms: performance.now() - startedMs, frames };
      }
      throw new Error(`${wanted} did not change`);
    },
    { wanted: name, opened: open }
  );
}

/** A list that scrolls: selectors of what scrolls, and of a row of it that is filled. */
export interface ProbedList {
  readonly scroller: string;
  readonly filledRow: string;
}

export const probedTree: ProbedList = { scroller: '[role="treegrid"] [role="rowgroup"]', filledRow: '[data-node]' };

/** Scrolls to a random place and waits until rows fill the view there, so often; ms from the scroll to the animation frame that draws them. */
export async function scrollJumps(page: Page, jumps: number, list = probedTree): Promise<readonly number[]> {
  return page.evaluate(
    async ({ times, selectors }) => {
      const scroller = document.querySelector<HTMLElement>(selectors.scroller);
      if (!scroller) throw new Error('there is no list');
      const box = scroller.getBoundingClientRect();
      const heights = [8, box.height / 2, box.height - 8];
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      const filled = (): boolean =>
        heights.every(
          (y) => document.elementFromPoint(box.left + 80, box.top + y)?.closest(selectors.filledRow) != null
        );
      const took: number[] = [];
      for (let jump = 0; jump < times; jump += 1) {
        const startedMs = performance.now();
        scroller.scrollTop = Math.random() * (scroller.scrollHeight - scroller.clientHeight);
        do await frame();
        while (!filled() && performance.now() - startedMs < 5_000);
        took.push(performance.now() - startedMs);
        // Not in step with the engine's ticks.
        await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 60));
      }
      scroller.scrollTop = 0;
      await frame();
      return took;
    },
    { times: jumps, selectors: list }
  );
}

/**
 * From an act in the page to the first animation frame in which some element of `drawn` holds the text. `click`: of the element found by the
 * locator; a key: pressed on it.
 */
export async function actToDrawn(
  on: Locator,
  act: 'click' | { readonly key: string },
  drawn: { readonly selector: string; readonly text: string }
): Promise<number> {
  return on.evaluate(
    async (element, { act, selector, text }) => {
      const there = (): boolean =>
        [...document.querySelectorAll(selector)].some((found) => found.textContent?.includes(text) === true);
      const startedMs = performance.now();
      if (act === 'click') (element as HTMLElement).click();
      else element.dispatchEvent(new KeyboardEvent('keydown', { key: act.key, bubbles: true, cancelable: true }));
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (!there() && performance.now() - startedMs < 20_000);
      if (!there()) throw new Error(`${text} was never drawn`);
      return performance.now() - startedMs;
    },
    { act, ...drawn }
  );
}

/** Until an element holds a text, or holds it no more; looked at in each animation frame, at little cost to the page. */
export async function untilText(page: Page, selector: string, text: string, gone = false): Promise<void> {
  await page.evaluate(
    async ({ selector, text, gone }) => {
      const endsMs = performance.now() + 60_000;
      while ((document.querySelector(selector)?.textContent?.includes(text) === true) === gone) {
        if (performance.now() > endsMs) throw new Error(`waited in vain for ${text}`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    { selector, text, gone }
  );
}

/** Scrolls a list on by so many px in each animation frame, and back from its end: frames in which a row in view was not filled. */
export async function scrollOn(
  page: Page,
  list: ProbedList,
  { pxPerFrame, forMs }: { readonly pxPerFrame: number; readonly forMs: number }
): Promise<{ readonly frames: number; readonly framesWithBlanks: number }> {
  return page.evaluate(
    async ({ selectors, stepPx, limitMs }) => {
      const scroller = document.querySelector<HTMLElement>(selectors.scroller);
      if (!scroller) throw new Error('there is no list');
      const startedMs = performance.now();
      let [frames, framesWithBlanks, direction] = [0, 0, 1];
      while (performance.now() - startedMs < limitMs) {
        const lastPx = scroller.scrollHeight - scroller.clientHeight;
        if (scroller.scrollTop >= lastPx) direction = -1;
        else if (scroller.scrollTop <= 0) direction = 1;
        scroller.scrollTop += direction * stepPx;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        frames += 1;
        const box = scroller.getBoundingClientRect();
        const blank = [12, box.height / 2, box.height - 12].some(
          (y) => document.elementFromPoint(box.left + 80, box.top + y)?.closest(selectors.filledRow) == null
        );
        if (blank) framesWithBlanks += 1;
      }
      return { frames, framesWithBlanks };
    },
    { selectors: list, stepPx: pxPerFrame, limitMs: forMs }
  );
}

/** Real notches of a wheel over a list, as fast as the window takes them: down, and up again. */
export async function wheelOn(page: Page, list: ProbedList, forMs: number): Promise<void> {
  const box = await page.locator(list.scroller).boundingBox();
  if (!box) throw new Error('there is no list');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const startedMs = performance.now();
  for (;;) {
    const passedMs = performance.now() - startedMs;
    if (passedMs > forMs) return;
    await page.mouse.wheel(0, passedMs < forMs / 2 ? 120 : -120);
  }
}

/** Closes or opens random branches in view, each after a jump to a random place: ms and animation frames until it is drawn. */
export async function toggles(
  page: Page,
  times: number
): Promise<readonly { readonly ms: number; readonly frames: number }[]> {
  return page.evaluate(async (count) => {
    const scroller = document.querySelector<HTMLElement>('[role="treegrid"] [role="rowgroup"]');
    if (!scroller) throw new Error('there is no tree');
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
    const toggle = async (node: string, wanted: string): Promise<{ ms: number; frames: number } | null> => {
      const find = (): HTMLElement | null => scroller.querySelector(`[data-node="${node}"]`);
      const twisty = find()?.querySelector<HTMLElement>('.twisty');
      if (!twisty) return null;
      const startedMs = performance.now();
      twisty.click();
      for (let frames = 1; performance.now() - startedMs < 5_000; frames += 1) {
        await frame();
        if (find()?.getAttribute('aria-expanded') === wanted) return { ms: performance.now() - startedMs, frames };
      }
      throw new Error(`node ${node} did not change`);
    };
    const took: { ms: number; frames: number }[] = [];
    for (let time = 0; time < count; time += 1) {
      scroller.scrollTop = Math.random() * (scroller.scrollHeight - scroller.clientHeight);
      await pause(200);
      const box = scroller.getBoundingClientRect();
      const inView = [...scroller.querySelectorAll<HTMLElement>('[data-node][aria-expanded]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom;
      });
      const row = inView[Math.floor(Math.random() * inView.length)];
      const node = row?.dataset['node'];
      if (row === undefined || node === undefined) continue;
      const wasOpen = row.getAttribute('aria-expanded') === 'true';
      const there = await toggle(node, String(!wasOpen));
      await pause(150);
      const back = await toggle(node, String(wasOpen));
      if (there) took.push(there);
      if (back) took.push(back);
    }
    scroller.scrollTop = 0;
    await pause(200);
    return took;
  }, times);
}
