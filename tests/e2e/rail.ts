import type { Page } from '@playwright/test';
import { parseAddress } from '../../electron/contract/address';
import type { TreelineApi } from '../../electron/contract/app';
import type { ProfileFields } from '../../electron/contract/profile';
import type { ProfileDraft } from '../../electron/contract/profile-change';
import { usualFields } from '../../electron/contract/usual-fields';
import type { TreelineWindow } from './treeline-window';

declare global {
  interface Window {
    readonly treeline: TreelineApi;
  }
}

/** A connection as the form would hand it over: the form itself has tests of its own. */
export function draftOf(
  name: string,
  url: string,
  changes: Partial<ProfileFields> = {},
  password: string | null = null
): ProfileDraft {
  const parsed = parseAddress(url);
  if (!parsed.ok) throw new Error(parsed.failure.code);
  return {
    id: null,
    fields: { ...usualFields(name, parsed.value.address), ...changes },
    files: [],
    secrets: password === null ? [] : [{ kind: 'password', value: password }]
  };
}

/** Saved in this order. */
export async function save(page: Page, drafts: readonly ProfileDraft[]): Promise<void> {
  await page.evaluate(async (all) => {
    for (const draft of all) {
      const saved = await window.treeline.saveProfile(draft);
      if (!saved.ok) throw new Error(saved.failure.code);
    }
  }, drafts);
}

/** What the rail shows from the top, by name: `Plant/` is a folder. Names hold no comma. */
export async function railOrder({ rail }: TreelineWindow): Promise<readonly string[]> {
  const rows = await rail.locator('[data-row]').evaluateAll((found) =>
    found.map((row) => {
      const [name = ''] = (row.getAttribute('aria-label') ?? '').split(',');
      return row.hasAttribute('aria-expanded') ? `${name.replace(/^Folder /, '')}/` : name;
    })
  );
  return rows;
}

/** Chooses from the menu of a row; more labels lead into a submenu. */
export async function choose(window: TreelineWindow, connection: string, ...labels: string[]): Promise<void> {
  await window.connection(connection).click({ button: 'right' });
  for (const label of labels) {
    const item = window.page.getByRole('menuitem', { name: label });
    await (label === labels.at(-1) ? item.click() : item.press('ArrowRight'));
  }
}

/** Shows it and connects it. */
export async function connectTo(window: TreelineWindow, connection: string): Promise<void> {
  await window.connection(connection).press('Enter');
}
