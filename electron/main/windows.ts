import type { AppEvent } from '#contract/app';
import { AppWindow, type AppWindowWorld } from './app-window';

/** Every open window. One on Windows and Linux; on macOS it may be closed while the program runs on. */
export class Windows {
  readonly #open = new Map<number, AppWindow>();

  open(world: AppWindowWorld): void {
    const window = new AppWindow({
      ...world,
      closed: (windowId) => {
        this.#open.delete(windowId);
        world.closed(windowId);
      }
    });
    this.#open.set(window.id, window);
  }

  get any(): AppWindow | null {
    const [first] = this.#open.values();
    return first ?? null;
  }

  get(windowId: number): AppWindow | null {
    return this.#open.get(windowId) ?? null;
  }

  of(contents: Electron.WebContents): AppWindow | null {
    return [...this.#open.values()].find((window) => window.isPage(contents)) ?? null;
  }

  broadcast(event: AppEvent): void {
    for (const window of this.#open.values()) window.send(event);
  }

  setBackgroundColour(colour: string): void {
    for (const window of this.#open.values()) window.setBackgroundColour(colour);
  }
}
