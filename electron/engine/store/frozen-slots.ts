import { activityBuckets } from '#contract/frame';

const slotsPerPage = 4_096;
const nodesPerPage = 65_536;
const numbersPerSlot = 6;
/** Six words, and the bars after them. */
const barsAt = 6;
const wordsPerSlot = barsAt + activityBuckets + 1;
const retainBit = 0x8000_0000;
const longestSpanMs = 2_000_000_000;

interface Page {
  readonly numbers: Float64Array;
  readonly words: Uint32Array;
  readonly floats: Float32Array;
}

/** What is held of a node, in 124 bytes: a million of them may change while a view is paused. */
export interface HeldFigures {
  messages: number;
  topicsBelow: number;
  lastAtMs: number;
  ownMessages: number;
  /** 0: no value of its own. */
  newestSeq: number;
  newestAtMs: number;
  newestRetain: boolean;
  payloadBytes: number;
  valueRevision: number;
  steadyUntilMs: number;
  /** -1: unknown. */
  usualGapMs: number;
  /** 0: never. */
  retainedAtMs: number;
  /** Messages of the last minute. */
  lastMinute: number;
}

/**
 * Slots for nodes as they were at one moment, in pages that are made as they are needed. One object carries figures in
 * and out, so that holding a node makes no garbage.
 */
export class FrozenSlots {
  readonly #nowMs: number;
  /** Slot of each node; pages only where a node is held. */
  readonly #slotOf: (Int32Array | undefined)[] = [];
  readonly #pages: Page[] = [];
  #mapPages = 0;
  #count = 0;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  get memoryBytes(): number {
    const slotBytes = numbersPerSlot * 8 + wordsPerSlot * 4;
    return this.#mapPages * nodesPerPage * 4 + this.#pages.length * slotsPerPage * slotBytes;
  }

  /** 0: none is held. */
  slotOf(node: number): number {
    return this.#slotOf[node >>> 16]?.[node & (nodesPerPage - 1)] ?? 0;
  }

  /** A slot for a node that has none. */
  hold(node: number, figures: HeldFigures): number {
    const slot = this.#newSlot(node);
    const { numbers, words, floats } = this.#page(slot);
    const number = (slot % slotsPerPage) * numbersPerSlot;
    const word = (slot % slotsPerPage) * wordsPerSlot;
    numbers[number] = figures.messages;
    numbers[number + 1] = figures.lastAtMs;
    numbers[number + 2] = figures.ownMessages;
    numbers[number + 3] = figures.retainedAtMs;
    numbers[number + 4] = figures.newestSeq;
    numbers[number + 5] = figures.newestAtMs;
    words[word] = figures.topicsBelow;
    words[word + 1] = figures.valueRevision;
    const steadyMs = figures.steadyUntilMs - this.#nowMs;
    words[word + 2] = Math.max(-longestSpanMs, Math.min(longestSpanMs, steadyMs));
    floats[word + 3] = figures.usualGapMs;
    words[word + 4] = figures.newestRetain ? figures.payloadBytes + retainBit : figures.payloadBytes;
    words[word + barsAt + activityBuckets] = figures.lastMinute;
    return slot;
  }

  read(slot: number, into: HeldFigures): void {
    const { numbers, words, floats } = this.#page(slot);
    const number = (slot % slotsPerPage) * numbersPerSlot;
    const word = (slot % slotsPerPage) * wordsPerSlot;
    into.messages = numbers[number] ?? 0;
    into.lastAtMs = numbers[number + 1] ?? 0;
    into.ownMessages = numbers[number + 2] ?? 0;
    into.retainedAtMs = numbers[number + 3] ?? 0;
    into.newestSeq = numbers[number + 4] ?? 0;
    into.newestAtMs = numbers[number + 5] ?? 0;
    into.topicsBelow = words[word] ?? 0;
    into.valueRevision = words[word + 1] ?? 0;
    const steadyMs = (words[word + 2] ?? 0) | 0;
    into.steadyUntilMs = steadyMs === -longestSpanMs ? 0 : this.#nowMs + steadyMs;
    into.usualGapMs = floats[word + 3] ?? -1;
    const payload = words[word + 4] ?? 0;
    into.newestRetain = payload >= retainBit;
    into.payloadBytes = payload >= retainBit ? payload - retainBit : payload;
    into.lastMinute = words[word + barsAt + activityBuckets] ?? 0;
  }

  bar(slot: number, bar: number): number {
    return this.#page(slot).words[(slot % slotsPerPage) * wordsPerSlot + barsAt + bar] ?? 0;
  }

  setBar(slot: number, bar: number, messages: number): void {
    this.#page(slot).words[(slot % slotsPerPage) * wordsPerSlot + barsAt + bar] = messages;
  }

  /** Messages in a held node's history that came since, and the one of then if another took its place. */
  storedSince(slot: number): number {
    return this.#page(slot).words[(slot % slotsPerPage) * wordsPerSlot + 5] ?? 0;
  }

  /** `replacing`: it took the newest one's place. */
  noteStored(slot: number, replacing: boolean): void {
    const { words } = this.#page(slot);
    const at = (slot % slotsPerPage) * wordsPerSlot + 5;
    const since = words[at] ?? 0;
    if (!replacing || since === 0) words[at] = since + 1;
  }

  clear(): void {
    this.#slotOf.length = 0;
    this.#pages.length = 0;
    this.#mapPages = 0;
    this.#count = 0;
  }

  #newSlot(node: number): number {
    let map = this.#slotOf[node >>> 16];
    if (!map) {
      map = new Int32Array(nodesPerPage);
      this.#slotOf[node >>> 16] = map;
      this.#mapPages += 1;
    }
    this.#count += 1;
    map[node & (nodesPerPage - 1)] = this.#count;
    if (this.#count >= this.#pages.length * slotsPerPage) this.#pages.push(newPage());
    return this.#count;
  }

  #page(slot: number): Page {
    return this.#pages[Math.floor(slot / slotsPerPage)] as Page;
  }
}

function newPage(): Page {
  const words = new ArrayBuffer(slotsPerPage * wordsPerSlot * 4);
  return {
    numbers: new Float64Array(slotsPerPage * numbersPerSlot),
    words: new Uint32Array(words),
    floats: new Float32Array(words)
  };
}
