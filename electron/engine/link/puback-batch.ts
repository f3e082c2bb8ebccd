const pubackBytes = 4;
/** As many as there are packet identifiers: no broker can wait for more. */
const mostWaiting = 65_535;
const mostInBatch = 16_384;

/**
 * PUBACKs of one slice, sent in one write. Without a reason code they are the same in MQTT 3.1.1 and 5: success
 * [MQTT5 3.4.2.1].
 */
export class PubackBatch {
  readonly #write: (bytes: Uint8Array, written: () => void) => void;
  readonly #bytes = new Uint8Array(mostInBatch * pubackBytes);
  #filled = 0;
  /** Added and not yet taken by the kernel. */
  #waiting = 0;

  constructor(write: (bytes: Uint8Array, written: () => void) => void) {
    this.#write = write;
  }

  /** More wait than a broker may have asked for: it sends without reading. */
  get overrun(): boolean {
    return this.#waiting > mostWaiting;
  }

  add(packetId: number): void {
    const at = this.#filled;
    this.#bytes[at] = 0x40;
    this.#bytes[at + 1] = 2;
    this.#bytes[at + 2] = packetId >> 8;
    this.#bytes[at + 3] = packetId;
    this.#filled = at + pubackBytes;
    this.#waiting += 1;
    if (this.#filled === this.#bytes.length) this.flush();
  }

  flush(): void {
    if (this.#filled === 0) return;
    const count = this.#filled / pubackBytes;
    const bytes = this.#bytes.slice(0, this.#filled);
    this.#filled = 0;
    this.#write(bytes, () => {
      this.#waiting -= count;
    });
  }
}
