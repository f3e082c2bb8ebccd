/** Which branches are open in one window, and which rows it has shown before. Nothing opens or closes by itself later. */
export class Expansion {
  readonly #open = new Set<number>();
  #met = new Uint8Array(1_024);

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

  hasMet(node: number): boolean {
    return this.#met[node] === 1;
  }

  meet(node: number): void {
    if (node >= this.#met.length) {
      const met = new Uint8Array(Math.ceil((node + 1) * 1.5));
      met.set(this.#met);
      this.#met = met;
    }
    this.#met[node] = 1;
  }
}
