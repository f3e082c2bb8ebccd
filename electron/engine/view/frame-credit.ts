const usual = 2;
const atOnce = 3;

/** Frames on their way: at most two unacknowledged, a third only to answer a person at once. */
export class FrameCredit {
  #unacknowledged: number[] = [];

  get mayTick(): boolean {
    return this.#unacknowledged.length < usual;
  }

  get mayAnswer(): boolean {
    return this.#unacknowledged.length < atOnce;
  }

  sent(revision: number): void {
    this.#unacknowledged.push(revision);
  }

  /** A frame supersedes those before it, and so does its ack. */
  acknowledged(revision: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((sent) => sent > revision);
  }

  reset(): void {
    this.#unacknowledged = [];
  }
}
