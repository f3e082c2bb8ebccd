import type { Arrival } from './arrival';
import { HistoryMarks } from './history-marks';
import { HistoryTopics } from './history-topics';
import type { KeptLog } from './kept-log';
import { LargePayloads } from './large-payloads';
import { LogReader, readRecord } from './log-reader';
import type { ReadMessage } from './read-message';
import { RingLog } from './ring-log';
import { RingRecord, type Beside } from './ring-record';
import { ThinnedSpans } from './thinned-spans';

const usualBlockBytes = 1_048_576;
const usualLargeBytes = 65_536;
/**
 * Bytes of the tail looked through for each byte appended, while above the budget. Where last values lie close together
 * nothing comes free, and the ring grows by an eighth of what is moved: that is what `#targetBytes` leaves room for.
 */
const reclaimRatio = 8;
/** Not below: last values that fill the ring would be moved for ever. */
const liveShare = 1.25;
const minBlocks = 2;
/** Parts of a block: an append reclaims only once so much is owed, and never more than that. */
const sliceParts = 64;
const maxSliceParts = 2;
/** One call of `maintain`: a record looked at counts 1, a moved one 1 more for each 256 bytes; about 1 ms. */
const maintainEffort = 8_192;
const effortBytes = 256;
/** A walk leaves a mark after each so many records, about 1 ms. */
const stepsPerMark = 16_384;

interface Budgets {
  readonly budgetBytes: number;
  readonly largeBudgetBytes: number;
}

/**
 * All kept messages of a connection: one log of records under a byte budget (facts/limits.md 5), the records of a topic
 * chained from newest to oldest. Room is made at the log's tail: a record that is still its topic's newest is written
 * again at the head, any other goes. So a topic's last value is never lost, and the arena may stand above the budget when
 * last values alone nearly fill it.
 *
 * Per topic, what is kept is always its newest messages without a hole: its records lie in the log in the order of their
 * seq, for a record is only written again when it is the newest, which the tail meets last, when it is the only one left.
 *
 * Payloads of more than 64 KB are kept beside the log, see `LargePayloads`.
 */
export class History {
  readonly #topics = new HistoryTopics();
  readonly #marks = new HistoryMarks();
  readonly #large: LargePayloads;
  readonly #log: RingLog;
  readonly #blockBytes: number;
  readonly #overLargeBytes: number;
  /** What is written or read, and what is at the tail. */
  readonly #record = new RingRecord();
  readonly #oldest = new RingRecord();
  #budgetBytes: number;
  #bytes = 0;
  /** Of the newest records alone. */
  #newestBytes = 0;
  #owedBytes = 0;
  #discarded = 0;
  #kept = 0;
  #replacements = 0;
  readonly #thinned = new ThinnedSpans();
  readonly keptLog: KeptLog;

  /** Tests take small blocks, so that room is made all the time, and begin near the ends of narrower numbers. */
  constructor(
    options: Budgets & { readonly blockBytes?: number; readonly overLargeBytes?: number; readonly firstBlock?: number }
  ) {
    this.#blockBytes = options.blockBytes ?? usualBlockBytes;
    this.#overLargeBytes = options.overLargeBytes ?? usualLargeBytes;
    if (RingRecord.sizeFor(2 * this.#overLargeBytes + 2) > this.#blockBytes)
      throw new RangeError('a block is too small');
    this.#log = new RingLog(this.#blockBytes, options.firstBlock ?? 1);
    this.#large = new LargePayloads(options.largeBudgetBytes);
    this.#budgetBytes = options.budgetBytes;
    this.keptLog = new LogReader({
      log: this.#log,
      large: this.#large,
      messages: () => this.#kept,
      replacements: () => this.#replacements,
      thinned: (fromSeq, toSeq) => this.#thinned.between(fromSeq, toSeq),
      kept: (node) => this.kept(node),
      seek: (node, seq) => this.#seek(node, seq)
    });
  }

  /** Of all records kept, headers included. */
  get bytes(): number {
    return this.#bytes;
  }

  get budgetBytes(): number {
    return this.#budgetBytes;
  }

  get largeBytes(): number {
    return this.#large.bytes;
  }

  get largeBudgetBytes(): number {
    return this.#large.budgetBytes;
  }

  /** Messages let go to stay within the budget. */
  get discarded(): number {
    return this.#discarded;
  }

  /** What it holds for each node, whatever its budget. */
  get topicsBytes(): number {
    return this.#topics.memoryBytes;
  }

  get memoryBytes(): number {
    return this.topicsBytes + this.#marks.memoryBytes + this.#log.memoryBytes + this.#large.bytes;
  }

  /** Makes room for nodes below `capacity`. */
  reserve(capacity: number): void {
    this.#topics.reserve(capacity);
  }

  /** What a lower budget asks for is done by the next appends and calls of `maintain`. */
  setBudgets(budgets: Budgets): void {
    this.#budgetBytes = budgets.budgetBytes;
    this.#large.setBudget(budgets.largeBudgetBytes);
  }

  /** Called often: makes room when above the budget, about 1 ms of it. */
  maintain(): void {
    this.#large.trim();
    this.#reclaim(Number.POSITIVE_INFINITY, maintainEffort);
  }

  /** Adds a message as its topic's newest. `seq` is a whole number and grows from call to call. */
  append(node: number, arrival: Arrival, seq: number): void {
    const topics = this.#topics;
    const previous = topics.newest(node);
    if (topics.newestBeside(node)) {
      this.#large.overtaken(this.#openAt(previous).seq);
      this.#large.trim();
    }
    this.#newestBytes -= topics.newestSizeBytes(node);
    this.#write(node, arrival, seq, previous);
    topics.addKept(node, 1);
    this.#kept += 1;
  }

  /** A message came behind this one that is not kept at all. */
  leftOut(behindSeq: number): void {
    this.#thinned.note(behindSeq, behindSeq + 1);
  }

  /** Puts a message in the place of its topic's newest: as many stay kept, 1 when there was none. */
  replaceNewest(node: number, arrival: Arrival, seq: number): void {
    const position = this.#topics.newest(node);
    if (position === 0) {
      this.append(node, arrival, seq);
      return;
    }
    this.#replacements += 1;
    const record = this.#openAt(position);
    this.#thinned.note(record.seq, seq);
    if (record.payloadBeside) this.#large.release(record.seq);
    const beside = this.#besideFor(arrival);
    const roomBytes = record.sizeBytes;
    const previous = record.previous;
    if (sizeFor(arrival, beside) <= roomBytes) {
      record.write(node, arrival, seq, previous, roomBytes, beside);
      record.markDisplaced();
      this.#topics.setNewest(node, position, roomBytes, beside !== 'nothing');
      this.#keepBeside(arrival, seq, beside);
      return;
    }
    record.markReplaced();
    this.#bytes -= roomBytes;
    this.#newestBytes -= roomBytes;
    this.#write(node, arrival, seq, previous);
  }

  /** The payload's bytes are those of the newest message kept; false when there is none. */
  newestEquals(node: number, arrival: Arrival): boolean {
    if (!this.has(node)) return false;
    const record = this.#openAt(this.#topics.newest(node));
    const { bytes, payloadStart, payloadEnd } = arrival;
    if (!record.payloadBeside) return record.payloadEquals(bytes, payloadStart, payloadEnd);
    if (record.payloadBytes !== payloadEnd - payloadStart) return false;
    const payload = this.#large.body(record.seq)?.payload;
    return payload !== undefined && Buffer.compare(payload, bytes.subarray(payloadStart, payloadEnd)) === 0;
  }

  has(node: number): boolean {
    return this.#topics.newest(node) !== 0;
  }

  /** How many of its messages can be read. */
  kept(node: number): number {
    return this.#topics.kept(node);
  }

  newestSeq(node: number): number {
    return this.has(node) ? this.#openAt(this.#topics.newest(node)).seq : 0;
  }

  newestAtMs(node: number): number {
    return this.has(node) ? this.#openAt(this.#topics.newest(node)).receivedAtMs : 0;
  }

  newestRetain(node: number): boolean {
    return this.has(node) && this.#openAt(this.#topics.newest(node)).retain;
  }

  /** Length of its payload. */
  newestBytes(node: number): number {
    return this.has(node) ? this.#openAt(this.#topics.newest(node)).payloadBytes : 0;
  }

  /** The newest payload as a view into memory that is written to again: read it at once. Null: there is none. */
  newestStart(node: number): Uint8Array | null {
    return this.has(node) ? this.#startOf(this.#openAt(this.#topics.newest(node))) : null;
  }

  /** The same for any message; null when it, or its payload, is no longer kept. */
  startOf(node: number, seq: number): Uint8Array | null {
    return this.#find(node, seq) ? this.#startOf(this.#record) : null;
  }

  /** The newest message for a null `seq`. Null: no longer kept. Payloads kept beside are handed out uncopied. */
  read(node: number, seq: number | null): ReadMessage | null {
    if (seq !== null) return this.#find(node, seq) ? readRecord(this.#record, this.#large) : null;
    return this.has(node) ? readRecord(this.#openAt(this.#topics.newest(node)), this.#large) : null;
  }

  /**
   * Newest first, with seqs smaller than `seq` (null: from the newest). With `startBytes` only what a list shows: of a
   * payload that is not kept beside so many bytes, and no properties.
   */
  before(node: number, seq: number | null, limit: number, startBytes?: number): readonly ReadMessage[] {
    const messages: ReadMessage[] = [];
    const record = this.#record;
    let position = this.#seek(node, seq === null ? Number.POSITIVE_INFINITY : seq - 1);
    while (messages.length < limit && position !== 0) {
      messages.push(readRecord(this.#openAt(position), this.#large, startBytes));
      // A mark for whoever asks for the next page.
      if (messages.length === limit) this.#marks.add(node, record.seq, position);
      position = this.#olderThan(record);
    }
    return messages;
  }

  #write(node: number, arrival: Arrival, seq: number, previous: number): void {
    const beside = this.#besideFor(arrival);
    const sizeBytes = sizeFor(arrival, beside);
    const position = this.#log.allocate(this.#record, sizeBytes);
    this.#record.write(node, arrival, seq, previous, sizeBytes, beside);
    this.#topics.setNewest(node, position, sizeBytes, beside !== 'nothing');
    this.#bytes += sizeBytes;
    this.#newestBytes += sizeBytes;
    this.#keepBeside(arrival, seq, beside);
    this.#owedBytes += sizeBytes * reclaimRatio;
    if (this.#owedBytes * sliceParts >= this.#blockBytes) this.#reclaimOwed();
  }

  #besideFor(arrival: Arrival): Beside {
    if (arrival.propertiesEnd - arrival.propertiesStart > this.#overLargeBytes) return 'payload and properties';
    return arrival.payloadEnd - arrival.payloadStart > this.#overLargeBytes ? 'payload' : 'nothing';
  }

  #keepBeside(arrival: Arrival, seq: number, beside: Beside): void {
    if (beside === 'nothing') return;
    this.#large.keep(seq, arrival, beside === 'payload and properties');
    this.#large.trim();
  }

  /** Blocks the log may have. The last two are the head, which fills, and one that the tail is in. */
  get #targetBytes(): number {
    return Math.max(
      this.#budgetBytes - this.#newestBytes / reclaimRatio - this.#blockBytes,
      this.#newestBytes * liveShare + minBlocks * this.#blockBytes
    );
  }

  #reclaimOwed(): void {
    const passedBytes = this.#reclaim(Math.min(this.#owedBytes, this.#blockBytes / maxSliceParts), maintainEffort);
    this.#owedBytes = this.#log.bytes > this.#targetBytes ? Math.max(0, this.#owedBytes - passedBytes) : 0;
  }

  /** Gives up the oldest records until the target, or one of the limits, is reached. */
  #reclaim(maxBytes: number, maxEffort: number): number {
    const log = this.#log;
    const oldest = this.#oldest;
    let passedBytes = 0;
    let effort = 0;
    while (passedBytes < maxBytes && effort < maxEffort && log.bytes > this.#targetBytes && log.openTail(oldest)) {
      const sizeBytes = oldest.sizeBytes;
      effort += 1;
      if (!oldest.replaced) {
        if (this.#topics.newest(oldest.node) === log.tail) {
          this.#move(oldest);
          effort += sizeBytes / effortBytes;
        } else {
          this.#discard(oldest);
        }
      }
      log.passTail(sizeBytes);
      passedBytes += sizeBytes;
    }
    return passedBytes;
  }

  #move(record: RingRecord): void {
    const neededBytes = record.neededBytes;
    const savedBytes = record.sizeBytes - neededBytes;
    const position = this.#log.allocate(this.#record, neededBytes);
    this.#record.moveFrom(record, neededBytes);
    this.#topics.setNewest(record.node, position, neededBytes, record.payloadBeside);
    this.#bytes -= savedBytes;
    this.#newestBytes -= savedBytes;
  }

  #discard(record: RingRecord): void {
    if (record.payloadBeside) this.#large.release(record.seq);
    this.#topics.addKept(record.node, -1);
    this.#bytes -= record.sizeBytes;
    this.#kept -= 1;
    this.#discarded += 1;
  }

  #openAt(position: number): RingRecord {
    this.#log.open(this.#record, position);
    return this.#record;
  }

  #olderThan(record: RingRecord): number {
    return record.previous >= this.#log.tail ? record.previous : 0;
  }

  /** Opens `#record` at exactly this message. */
  #find(node: number, seq: number): boolean {
    const position = this.#seek(node, seq);
    return position !== 0 && this.#openAt(position).seq === seq;
  }

  /** Position of the topic's newest message with a seq of at most `seq`; 0: none is kept. */
  #seek(node: number, seq: number): number {
    const record = this.#record;
    let position = this.#topics.newest(node);
    if (position === 0 || this.#openAt(position).seq <= seq) return position;
    position = this.#marked(node, seq) || position;
    let steps = 0;
    while (position !== 0 && this.#openAt(position).seq > seq) {
      if (steps > 0 && steps % stepsPerMark === 0) this.#marks.add(node, record.seq, position);
      position = this.#olderThan(record);
      steps += 1;
    }
    if (position !== 0 && steps > 1) this.#marks.add(node, record.seq, position);
    return position;
  }

  /** Position of the best mark that still stands for its record, or 0. */
  #marked(node: number, seq: number): number {
    for (;;) {
      const mark = this.#marks.nearest(node, seq);
      if (mark < 0) return 0;
      const position = this.#marks.position(mark);
      if (position >= this.#log.tail) {
        const record = this.#openAt(position);
        if (record.seq === this.#marks.seq(mark) && !record.replaced) return position;
      }
      this.#marks.remove(mark);
    }
  }

  #startOf(record: RingRecord): Uint8Array | null {
    return record.payloadBeside ? (this.#large.body(record.seq)?.payload ?? null) : record.payloadView();
  }
}

/** What a message's record takes in the ring. */
function sizeFor(arrival: Arrival, beside: Beside): number {
  return RingRecord.sizeFor(RingRecord.bodyBytesOf(arrival, beside));
}
