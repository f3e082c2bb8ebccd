/** The kept messages of one topic, oldest to newest; it only loses its oldest one. */
export class TopicHistory<Message extends { readonly seq: number }> {
  #messages: (Message | undefined)[] = [];
  #head = 0;

  get count(): number {
    return this.#messages.length - this.#head;
  }

  get newest(): Message | undefined {
    return this.#messages[this.#messages.length - 1];
  }

  add(message: Message): void {
    this.#messages.push(message);
  }

  dropOldest(): void {
    this.#messages[this.#head] = undefined;
    this.#head += 1;
    // Cut the spent front off when it is the larger part: each message is moved about once in its life.
    if (this.#head > 32 && this.#head * 2 > this.#messages.length) {
      this.#messages = this.#messages.slice(this.#head);
      this.#head = 0;
    }
  }

  find(seq: number): Message | null {
    const message = this.#messages[this.#firstFrom(seq)];
    return message?.seq === seq ? message : null;
  }

  /** Newest first, only those with a smaller seq. */
  before(seq: number, limit: number): Message[] {
    const end = this.#firstFrom(seq);
    const found: Message[] = [];
    for (let place = end - 1; place >= this.#head && found.length < limit; place -= 1) {
      const message = this.#messages[place];
      if (message) found.push(message);
    }
    return found;
  }

  countBefore(seq: number): number {
    return this.#firstFrom(seq) - this.#head;
  }

  /** Place of the first message whose seq is not smaller. */
  #firstFrom(seq: number): number {
    let low = this.#head;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#messages[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
