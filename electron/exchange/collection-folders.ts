const deepest = 16;

/** The folders of MQTTX, which may lie in one another, as the one line a profile's folder is: `Plant / Hall 2`. */
export class CollectionFolders {
  readonly #folders = new Map<string, { readonly name: string; readonly parentId: string | null }>();

  add(id: string, name: string, parentId: string | null): void {
    this.#folders.set(id, { name: name.trim(), parentId });
  }

  /** Empty: in none. A chain without an end, or that leads nowhere, ends where it is noticed. */
  pathOf(id: string | null): string {
    const names: string[] = [];
    const seen = new Set<string>();
    for (let at = id; at !== null && !seen.has(at) && names.length < deepest;) {
      seen.add(at);
      const folder = this.#folders.get(at);
      if (folder && folder.name !== '') names.unshift(folder.name);
      at = folder?.parentId ?? null;
    }
    return names.join(' / ');
  }
}
