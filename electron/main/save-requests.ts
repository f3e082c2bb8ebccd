import { fail, succeed, type Result } from '#contract/failure';
import type { HandlersWorld, RequestHandlers } from './handlers-world';
import type { PageWindow, SavedThing } from './page-window';
import { safeFileName } from './safe-file-name';
import type { SaveOrder } from './save-order';
import { writeFileWhole } from './written-file';

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
    saveHistory: async ({ profileId, list, format, columns, ranges, suggestedName }, window) => {
      const file = await ask(window, 'history', suggestedName);
      const order = { kind: 'saveHistory', windowId: window.id, list, format, columns, ranges } as const;
      return byEngine(profileId, file, (chosen) => ({ ...order, path: chosen }));
    },
    saveChart: async ({ profileId, chart, fromMs, toMs, suggestedName }, window) => {
      const file = await ask(window, 'chart', suggestedName);
      const order = { kind: 'saveChart', windowId: window.id, chart, fromMs, toMs } as const;
      return byEngine(profileId, file, (chosen) => ({ ...order, path: chosen }));
    },
    savePicture: async ({ png, suggestedName }, window) => {
      if (!isPng(png)) return fail('request-invalid', 'png');
      const name = suggestedName.toLowerCase().endsWith('.png') ? suggestedName : `${suggestedName}.png`;
      const file = await ask(window, 'chart', name);
      if (file === null) return succeed(null);
      const written = await writeFileWhole(file, png, 'usual');
      return written.ok ? succeed({ bytes: png.length, path: file }) : written;
    }
  };
}

function ask(window: PageWindow, what: SavedThing, suggestedName: string): Promise<string | null> {
  return window.chooseSavePath(what, safeFileName(suggestedName, 'payload'));
}

/** What a page sends as a picture is one: its signature (W3C PNG, 5.2). */
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, at) => bytes[at] === byte);
}
