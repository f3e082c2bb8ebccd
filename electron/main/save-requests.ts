import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '#contract/failure';
import { errnoOf } from '../storage/errno';
import type { HandlersWorld, RequestHandlers } from './handlers-world';
import type { PageWindow, SavedThing } from './page-window';
import type { SaveOrder } from './save-order';

type SaveRequest = 'saveBody' | 'saveHistory' | 'saveChart' | 'savePicture';
type Saved = Result<{ readonly bytes: number; readonly path: string } | null>;

/** What a person saves to a file: main asks where to, an engine writes what it has, and only a picture comes from the page. */
export function saveRequests({ connections }: Pick<HandlersWorld, 'connections'>): Pick<RequestHandlers, SaveRequest> {
  const byEngine = async (
    profileId: string,
    file: string | null,
    order: (path: string) => SaveOrder
  ): Promise<Saved> => {
    if (file === null) return succeed(null);
    const saved = await connections.save(profileId, order(file));
    return saved.ok ? succeed({ bytes: saved.value.bytes, path: file }) : saved;
  };
  return {
    saveBody: async ({ profileId, node, seq, suggestedName }, window) => {
      const file = await ask(window, 'payload', suggestedName);
      return byEngine(profileId, file, (chosen) => ({ kind: 'saveBody', node, seq, path: chosen }));
    },
    saveHistory: async ({ profileId, list, format, columns, range, suggestedName }, window) => {
      const file = await ask(window, 'history', suggestedName);
      const order = { kind: 'saveHistory', windowId: window.id, list, format, columns, range } as const;
      return byEngine(profileId, file, (chosen) => ({ ...order, path: chosen }));
    },
    saveChart: async ({ profileId, chart, fromMs, toMs, suggestedName }, window) => {
      const file = await ask(window, 'chart', suggestedName);
      const order = { kind: 'saveChart', windowId: window.id, chart, fromMs, toMs } as const;
      return byEngine(profileId, file, (chosen) => ({ ...order, path: chosen }));
    },
    savePicture: async ({ png, suggestedName }, window) => {
      const file = await ask(window, 'chart', suggestedName);
      if (file === null) return succeed(null);
      try {
        await writeFile(file, png);
      } catch (error) {
        const reason = errnoOf(error);
        return fail('file-unwritable', reason, { reason });
      }
      return succeed({ bytes: png.length, path: file });
    }
  };
}

function ask(window: PageWindow, what: SavedThing, suggestedName: string): Promise<string | null> {
  return window.chooseSavePath(what, safeFileName(suggestedName));
}

/** A topic makes a fine file name once nothing in it can lead out of a folder or upset a file system. */
function safeFileName(suggested: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const name = path.basename(suggested.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')).replace(/^\.+/, '_');
  return name === '' ? 'payload' : name;
}
