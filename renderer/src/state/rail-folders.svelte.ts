import { SvelteSet } from 'svelte/reactivity';

type FolderStore = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'treeline-closed-folders';
/** As many as there can be connections to stand in them, and a bound for what the store may hold. */
const mostFolders = 10_000;

/** Which folders of the rail are closed in this window; survives a reload of the page. */
export class RailFolders {
  readonly #closed: SvelteSet<string>;
  readonly #store: FolderStore;

  constructor(store: FolderStore) {
    this.#store = store;
    this.#closed = new SvelteSet(closedFolders(store.getItem(key)));
  }

  closed(folder: string): boolean {
    return this.#closed.has(folder);
  }

  toggle(folder: string): void {
    if (!this.#closed.delete(folder)) this.#closed.add(folder);
    this.#remember();
  }

  /** A row that was moved into it, or is shown, is to be seen. */
  open(folder: string): void {
    if (this.#closed.delete(folder)) this.#remember();
  }

  #remember(): void {
    this.#store.setItem(key, JSON.stringify([...this.#closed].slice(-mostFolders)));
  }
}

function closedFolders(text: string | null): readonly string[] {
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter((folder) => typeof folder === 'string') : [];
  } catch {
    return [];
  }
}
