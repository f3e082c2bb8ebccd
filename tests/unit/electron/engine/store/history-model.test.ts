import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../../electron/engine/store/arrival';
import { History } from '../../../../../electron/engine/store/history';
import type { ReadMessage } from '../../../../../electron/engine/store/read-message';
import { randomFrom } from '../../../../support/arrival';

const rounds = 12;
const stepsPerRound = 90_000;
const poolBytes = 65_536;

interface ModelMessage {
  readonly seq: number;
  readonly payloadAt: number;
  readonly payloadBytes: number;
  readonly propertiesAt: number;
  readonly propertiesBytes: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly packetId: number;
  readonly receivedAtMs: number;
  /** The most that it may take in the ring: the place of a larger one that it replaced. */
  readonly mostBytes: number;
}

function check(holds: boolean, says: () => unknown): void {
  if (!holds) throw new Error(JSON.stringify(says()));
}

/** Random work on a history beside a model that keeps plain lists; the model learns from `kept` only how long they are. */
class Run {
  readonly #random: () => number;
  readonly #pool: Uint8Array;
  readonly #topics: number;
  readonly #skew: number;
  readonly #blockBytes: number;
  readonly #overLargeBytes: number;
  readonly #replaceShare: number;
  readonly #history: History;
  readonly #columnBytes: number;
  readonly #model = new Map<number, ModelMessage[]>();
  #budgetBytes = 60_000;
  #largeBudgetBytes = 60_000;
  /** A lowered budget is not reached yet. */
  #lowering = false;
  #seq = 0;
  #added = 0;
  #page = { node: 1, seq: Number.MAX_SAFE_INTEGER };

  constructor(seed: number, firstBlock: number) {
    const random = randomFrom(seed);
    this.#random = random;
    this.#pool = Uint8Array.from({ length: poolBytes }, () => Math.floor(random() * 256));
    this.#topics = [1, 3, 40, 400, 1_500][seed % 5] ?? 1;
    this.#skew = 1 + Math.floor(random() * 6);
    this.#blockBytes = [2_048, 4_096, 16_384][seed % 3] ?? 2_048;
    this.#overLargeBytes = this.#blockBytes / 8;
    this.#replaceShare = seed % 4 === 0 ? 0 : 0.08;
    this.#history = new History({
      budgetBytes: this.#budgetBytes,
      largeBudgetBytes: this.#largeBudgetBytes,
      blockBytes: this.#blockBytes,
      overLargeBytes: this.#overLargeBytes,
      firstBlock
    });
    this.#history.reserve(this.#topics + 1);
    this.#columnBytes = this.#history.memoryBytes;
  }

  /** What was discarded over the whole run. */
  work(steps: number): number {
    for (let step = 0; step < steps; step += 1) {
      this.#step(this.#random());
      if (step % 6_000 === 0) this.#checkAll();
    }
    this.#checkAll();
    return this.#history.discarded;
  }

  #step(dice: number): void {
    if (dice < this.#replaceShare) this.#add(true);
    else if (dice < 0.82) this.#add(false);
    else if (dice < 0.84) this.#history.maintain();
    else if (dice < 0.8402) this.#changeBudgets();
    else if (dice < 0.88) this.#checkNewest(this.#anyNode());
    else if (dice < 0.93) this.#checkRead(this.#anyNode());
    else if (dice < 0.96) this.#checkPage();
    else this.#checkBefore(this.#anyNode());
    this.#checkBound();
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  /** Few topics get most of the messages: some newest messages grow very old. */
  #anyNode(): number {
    return 1 + Math.floor(this.#random() ** this.#skew * this.#topics);
  }

  #length(): number {
    const dice = this.#random();
    if (dice < 0.06) return 0;
    if (dice < 0.9) return this.#below(this.#overLargeBytes / 4);
    return dice < 0.985 ? this.#below(this.#overLargeBytes + 1) : this.#overLargeBytes + this.#below(3_000);
  }

  #add(replaces: boolean): void {
    const node = this.#anyNode();
    const list = this.#model.get(node) ?? [];
    this.#model.set(node, list);
    const payloadBytes = this.#length();
    const propertiesBytes = this.#random() < 0.8 ? 0 : this.#length();
    const payloadAt = this.#below(poolBytes - payloadBytes);
    const propertiesAt = this.#below(poolBytes - propertiesBytes);
    this.#seq += 1 + this.#below(3);
    const replaced = replaces ? list.pop() : undefined;
    const qos = this.#below(3) as 0 | 1 | 2;
    const message: ModelMessage = {
      seq: this.#seq,
      payloadAt,
      payloadBytes,
      propertiesAt,
      propertiesBytes,
      qos,
      packetId: qos === 0 ? 0 : 1 + this.#below(65_535),
      retain: this.#random() < 0.5,
      duplicate: this.#random() < 0.5,
      receivedAtMs: 1_790_000_000_000 + this.#seq * 7.25,
      mostBytes: Math.max(replaced?.mostBytes ?? 0, this.#ringBytes(payloadBytes, propertiesBytes, qos))
    };
    list.push(message);
    if (replaced === undefined) this.#added += 1;
    if (replaces) this.#history.replaceNewest(node, this.#arrival(message), this.#seq);
    else this.#history.append(node, this.#arrival(message), this.#seq);
    check(this.#history.newestSeq(node) === this.#seq, () => ['newest', node, this.#seq]);
  }

  #arrival(message: ModelMessage): Arrival {
    // Properties and payload stand in the order of a PUBLISH in no way here: the history takes ranges as they are.
    return {
      bytes: this.#pool,
      topicStart: 0,
      topicEnd: 0,
      propertiesStart: message.propertiesAt,
      propertiesEnd: message.propertiesAt + message.propertiesBytes,
      payloadStart: message.payloadAt,
      payloadEnd: message.payloadAt + message.payloadBytes,
      ownsBytes: this.#random() < 0.5,
      qos: message.qos,
      retain: message.retain,
      duplicate: message.duplicate,
      packetId: message.packetId,
      receivedAtMs: message.receivedAtMs
    };
  }

  #isLarge(message: ModelMessage): boolean {
    return Math.max(message.payloadBytes, message.propertiesBytes) > this.#overLargeBytes;
  }

  #ringBytes(payloadBytes: number, propertiesBytes: number, qos: 0 | 1 | 2): number {
    let body = 0;
    if (propertiesBytes <= this.#overLargeBytes) {
      body = propertiesBytes + (payloadBytes <= this.#overLargeBytes ? payloadBytes : 0);
    }
    return Math.ceil((40 + (qos === 0 ? 0 : 2) + body) / 8) * 8;
  }

  /** The model's list, cut to what is kept: what once went never comes back. */
  #kept(node: number): readonly ModelMessage[] {
    const list = this.#model.get(node) ?? [];
    const kept = this.#history.kept(node);
    check(kept <= list.length && (kept > 0 || list.length === 0), () => ['kept', node, kept, list.length]);
    list.splice(0, list.length - kept);
    return list;
  }

  #same(read: ReadMessage | undefined | null, want: ModelMessage | undefined, newest: boolean): void {
    const says = (): unknown => [read?.facts, want];
    if (!read || !want) return check(!read && !want, says);
    const { facts, payload, properties } = read;
    check(facts.seq === want.seq && facts.receivedAtMs === want.receivedAtMs && facts.qos === want.qos, says);
    check(facts.retain === want.retain && facts.duplicate === want.duplicate, says);
    check(facts.sizeBytes === want.payloadBytes && facts.propertiesBytes === want.propertiesBytes, says);
    check(facts.packetId === (want.qos === 0 ? null : want.packetId), says);
    if (payload === null) return check(this.#isLarge(want) && !newest, says);
    check(this.#equals(payload, want.payloadAt, want.payloadBytes), says);
    if (want.propertiesBytes === 0) return check(!properties || properties.byteLength === 0, says);
    check(properties !== null && this.#equals(properties, want.propertiesAt, want.propertiesBytes), says);
  }

  #equals(bytes: Uint8Array, at: number, length: number): boolean {
    return bytes.byteLength === length && Buffer.compare(bytes, this.#pool.subarray(at, at + length)) === 0;
  }

  #checkNewest(node: number): void {
    const history = this.#history;
    const newest = this.#kept(node).at(-1);
    check(history.has(node) === (newest !== undefined), () => ['has', node]);
    this.#same(history.read(node, null), newest, true);
    const start = history.newestStart(node);
    if (!newest)
      return check(start === null && history.newestSeq(node) === 0 && !history.newestRetain(node), () => node);
    check(start !== null && this.#equals(start, newest.payloadAt, newest.payloadBytes), () => ['start', newest]);
    check(
      history.newestAtMs(node) === newest.receivedAtMs && history.newestRetain(node) === newest.retain,
      () => newest
    );
    check(history.newestBytes(node) === newest.payloadBytes, () => newest);
    check(history.newestEquals(node, this.#arrival(newest)), () => ['equals', newest]);
    if (newest.payloadBytes === 0) return;
    const shifted = { ...newest, payloadAt: newest.payloadAt === 0 ? 1 : newest.payloadAt - 1 };
    const equal = this.#equals(start ?? new Uint8Array(0), shifted.payloadAt, shifted.payloadBytes);
    check(history.newestEquals(node, this.#arrival(shifted)) === equal, () => ['not equal', newest]);
    const shorter = { ...newest, payloadBytes: newest.payloadBytes - 1 };
    check(!history.newestEquals(node, this.#arrival(shorter)), () => ['shorter', newest]);
  }

  /** Any message ever: one that is kept is read whole, one that went, was replaced or never was is not there. */
  #checkRead(node: number): void {
    const list = this.#kept(node);
    const kept = list[this.#below(list.length * 1.2)];
    const seq = kept?.seq ?? this.#below(this.#seq + 2);
    const want = list.find((message) => message.seq === seq);
    const read = this.#history.read(node, seq);
    this.#same(read, want, want === list.at(-1));
    const start = this.#history.startOf(node, seq);
    const payload = read?.payload ?? null;
    check(start === null ? payload === null : payload !== null && Buffer.compare(start, payload) === 0, () => [
      'start',
      seq
    ]);
  }

  #checkBefore(node: number): void {
    const seq = this.#random() < 0.2 ? null : this.#below(this.#seq + 3);
    this.#comparePage(node, seq, this.#below(12));
  }

  /** Goes on where the last page of a topic ended, with anything having happened since. */
  #checkPage(): void {
    const { node, seq } = this.#page;
    const last = this.#comparePage(node, seq, 1 + this.#below(30)).at(-1);
    this.#page = last
      ? { node, seq: last.facts.seq }
      : { node: this.#anyNode(), seq: this.#seq + 1 - this.#below(this.#seq / 20) };
  }

  #comparePage(node: number, seq: number | null, limit: number): readonly ReadMessage[] {
    const list = this.#kept(node);
    const page = this.#history.before(node, seq, limit);
    let place = list.length - 1;
    if (seq !== null) while (place >= 0 && (list[place]?.seq ?? 0) >= seq) place -= 1;
    check(page.length === Math.min(limit, place + 1), () => ['page', node, seq, limit, page.length, place]);
    for (const message of page) {
      this.#same(message, list[place], place === list.length - 1);
      place -= 1;
    }
    return page;
  }

  #changeBudgets(): void {
    this.#budgetBytes = this.#below(10) * 40_000;
    this.#largeBudgetBytes = this.#below(5) * 30_000;
    this.#history.setBudgets({ budgetBytes: this.#budgetBytes, largeBudgetBytes: this.#largeBudgetBytes });
    this.#lowering = true;
    if (this.#random() < 0.5) return;
    for (let tick = 0; tick < 100; tick += 1) this.#history.maintain();
    this.#lowering = false;
    this.#checkAll();
  }

  get #arenaBytes(): number {
    return this.#history.memoryBytes - this.#columnBytes - this.#history.largeBytes;
  }

  #checkBound(): void {
    check(this.#history.bytes <= this.#arenaBytes, () => ['bytes', this.#history.bytes, this.#arenaBytes]);
    // Last values that fill the ring are looked at in `checkAll` alone: to know them all takes a walk.
    const overBytes = this.#arenaBytes - this.#budgetBytes - 6 * this.#blockBytes;
    if (overBytes <= 0) this.#lowering = false;
  }

  #checkAll(): void {
    let [kept, least, most, newestMost, large, newestLarge] = [0, 0, 0, 0, 0, 0];
    for (const node of this.#model.keys()) {
      const list = this.#kept(node);
      const page = this.#history.before(node, null, list.length + 1);
      check(page.length === list.length, () => ['chain', node, page.length, list.length]);
      let olderMayStay = true;
      page.forEach((read, place) => {
        const want = list[list.length - 1 - place];
        if (!want) return;
        this.#same(read, want, place === 0);
        kept += 1;
        least += this.#ringBytes(want.payloadBytes, want.propertiesBytes, want.qos);
        most += want.mostBytes;
        if (place === 0) newestMost += want.mostBytes;
        if (!this.#isLarge(want)) return;
        check(olderMayStay || read.payload === null, () => ['a hole', node, want.seq]);
        olderMayStay = read.payload !== null;
        if (read.payload === null) return;
        const bodyBytes = want.payloadBytes + (want.propertiesBytes > this.#overLargeBytes ? want.propertiesBytes : 0);
        large += bodyBytes;
        if (place === 0) newestLarge += bodyBytes;
      });
    }
    const { bytes, discarded, largeBytes } = this.#history;
    check(kept + discarded === this.#added, () => ['discarded', kept, discarded, this.#added]);
    check(least <= bytes && bytes <= most, () => ['bytes', least, bytes, most]);
    check(largeBytes === large, () => ['large', largeBytes, large]);
    check(largeBytes <= Math.max(this.#largeBudgetBytes, newestLarge) || this.#lowering, () => ['over', largeBytes]);
    // A quarter of each block may be left over, for no record is larger than that.
    const bound = Math.max(this.#budgetBytes, (newestMost * 1.375) / 0.75) + 6 * this.#blockBytes;
    check(this.#arenaBytes <= bound || this.#lowering, () => ['arena', this.#arenaBytes, bound, this.#budgetBytes]);
  }
}

describe('History beside a plain model', () => {
  it(`keeps each topic's newest messages whole over ${(rounds * stepsPerRound).toLocaleString('en')} random steps`, () => {
    const starts = [1, 2 ** 31 - 40, 2 ** 32 - 40, 2 ** 38];
    let discarded = 0;
    for (let round = 0; round < rounds; round += 1) {
      try {
        discarded += new Run(round, starts[round % starts.length] ?? 1).work(stepsPerRound);
      } catch (cause) {
        throw new Error(`round ${round}`, { cause });
      }
    }
    // Room was made all the time, or nothing was tested.
    expect(discarded).toBeGreaterThan(rounds * stepsPerRound * 0.3);
  }, 60_000);
});
