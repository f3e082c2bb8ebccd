/** Which branches are open in one window. Nothing opens or closes by itself after the first view. */
export class Expansion {
  readonly #open = new Set<number>();

  isOpen(node: number): boolean {
    return this.#open.has(node);
  }

  set(node: number, open: boolean): void {
    if (open) this.#open.add(node);
    else this.#open.delete(node);
  }

  closeAll(): void {
    this.#open.clear();
  }
}
