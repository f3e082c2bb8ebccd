import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { AnswerTo, RequestName } from '#contract/app';
import { requestChannel } from '#contract/channels';
import { fail, type Result } from '#contract/failure';
import type { RequestHandlers } from './handlers-world';
import type { PageWindow } from './page-window';
import { parseRequest, type ParsedRequest } from './request-parsing';

export interface RequestsWorld {
  readonly handlers: RequestHandlers;
  /** The window whose page this is; null: a stranger. */
  readonly windowOf: (sender: Electron.WebContents) => PageWindow | null;
  readonly isPageAddress: (url: string) => boolean;
  readonly warn: (text: string) => void;
  readonly bug: (text: string) => void;
}

/** The one door pages have into main. */
export function openRequests(world: RequestsWorld): void {
  ipcMain.handle(
    requestChannel,
    async (event, name: unknown, input: unknown): Promise<Result<AnswerTo[RequestName]>> => {
      const window = senderWindow(world, event);
      if (!window) {
        world.warn('a request of a frame that is not ours was refused');
        return fail('request-invalid', 'sender');
      }
      const request = parseRequest(name, input);
      if (!request.ok) {
        world.warn(`a request was refused: ${request.failure.raw}`);
        return request;
      }
      try {
        return await handle(world.handlers, request.value, window);
      } catch (error) {
        world.bug(error instanceof Error ? (error.stack ?? error.message) : 'something that is no Error was thrown');
        return fail('bug');
      }
    }
  );
}

/** Only the main frame of one of our windows, showing our page, is heard. */
function senderWindow(world: RequestsWorld, { sender, senderFrame }: IpcMainInvokeEvent): PageWindow | null {
  const frame: Electron.WebFrameMain | null = senderFrame;
  if (!frame || frame.parent !== null || !world.isPageAddress(frame.url)) return null;
  return world.windowOf(sender);
}

function handle(
  handlers: RequestHandlers,
  { name, input }: ParsedRequest,
  window: PageWindow
): Result<AnswerTo[RequestName]> | Promise<Result<AnswerTo[RequestName]>> {
  // name and input belong together (parseRequest); TypeScript checks each handler against its own input in RequestHandlers.
  const handler = handlers[name] as (input: unknown, window: PageWindow) => ReturnType<typeof handle>;
  return handler(input, window);
}
