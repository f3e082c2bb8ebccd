import type { KeptLog } from '../store/kept-log';
import type { TopicOrder } from '../store/topic-order';
import { BranchMembers } from './branch-members';
import { ChainMerge } from './chain-merge';
import { verdicts } from './history-row-page';
import { HistoryRows, type RowPlace } from './history-rows';
import { NumberColumn } from './number-column';
import { topicsBelow } from './topics-below';

export type Steps = Generator<undefined, void, undefined>;

/** Up to so many topics their chains are merged, whatever else the log holds; above, the log is read through. */
const mostChains = 512;
/** Records between two looks at the clock: 0.02 to 0.5 µs each, ten times that before they are compiled. */
const recordsPerStep = 256;

/** What a list is about. */
export interface ListWish {
  readonly node: number;
  /** With all topics under it. */
  readonly below: boolean;
  /** Messages with the payload of the one before them in their topic are folded into it. */
  readonly changesOnly: boolean;
  /** Rows are shown only once they are found to match. */
  readonly filtered: boolean;
}

interface ListSource {
  readonly log: KeptLog;
  readonly order: TopicOrder;
  readonly lastSeq: number;
}

export interface ListBounds {
  readonly mostRows: number;
  /** Messages replaced in overload are looked for at most this often. */
  readonly verifyEveryMs: number;
}

/**
 * Finds a list's messages in the log: those that are there newest first, those that come as they come. Messages that the
 * log writes again (a topic's last one, when its place is needed) are followed to where they stand now.
 */
export class HistoryCollecting {
  readonly rows = new HistoryRows();
  readonly #log: KeptLog;
  readonly #wish: ListWish;
  readonly #bounds: ListBounds;
  readonly #members: BranchMembers | null;
  /** Null: the log itself is read. */
  readonly #topics: readonly number[] | null;
  readonly #building: Steps;
  /** While older ones are still looked for: seq of the row that a topic's next older message belongs to. */
  readonly #runs = new Map<number, number>();
  /** Written again before they were met: seqs and positions. */
  readonly #strays = [new NumberColumn(), new NumberColumn()] as const;
  readonly #limitAtOpening: number;
  /** The record looked at last. */
  #scanned: number;
  /** The first of those that came after the moment of a paused window; 0: none. */
  #heldBack = 0;
  /** Positions of such that stand elsewhere than their seq says. */
  readonly #waiting = new Set<number>();
  #newestSeq: number;
  /** Up to here messages may be shown, as it was said last. */
  #limitSeq: number;
  /** All up to here that are kept have been looked at. */
  #seenSeq: number;
  #built = false;
  #full = false;
  /** Share of the log looked through. */
  #share = 0;
  readonly #replacedAtOpening: number;
  #verified: number;
  #verifiedAtMs = 0;

  /** `limitSeq`: the newest message there is, or that a paused window knows (`paused`). */
  constructor(source: ListSource, wish: ListWish, limitSeq: number, bounds: ListBounds) {
    const { log, order } = source;
    this.#log = log;
    this.#wish = wish;
    this.#bounds = bounds;
    this.#topics = wish.below ? topicsBelow(order, wish.node, mostChains) : [wish.node];
    this.#members = wish.below ? new BranchMembers(order, wish.node) : null;
    this.#limitAtOpening = limitSeq;
    this.#newestSeq = limitSeq;
    this.#limitSeq = limitSeq;
    this.#seenSeq = limitSeq;
    // Where they begin is found when they are looked for.
    if (limitSeq < source.lastSeq) this.#heldBack = 1;
    this.#scanned = log.newest;
    this.#replacedAtOpening = log.replacements;
    this.#verified = log.replacements;
    this.#building = this.#build();
  }

  /** Nothing older is left to be found. */
  get built(): boolean {
    return this.#built;
  }

  /** Older messages are kept than there is room for. */
  get leavesOut(): boolean {
    return this.#full;
  }

  /** Messages the list is about; while it is built as good as is known. */
  get messages(): number {
    const found = this.rows.messages;
    if (this.#built || this.#full) return found;
    if (this.#topics !== null)
      return Math.max(
        found,
        this.#topics.reduce((sum, node) => sum + this.#log.kept(node), 0)
      );
    // Never all of them: who asks would take it for the end of the looking.
    return Math.max(found + 1, this.#share > 0 ? Math.round(found / this.#share) : 0);
  }

  /** Takes in what came, follows what moved, lets go what went. Messages from above `limitSeq` on wait. */
  *catchUp(limitSeq: number, nowMs: number): Steps {
    this.#limitSeq = limitSeq;
    this.#seenSeq = this.#newestSeq;
    if (this.#waiting.size > 0) this.#takeWaiting(limitSeq);
    if (this.#heldBack !== 0) yield* this.#takeHeldBack(limitSeq);
    let steps = 0;
    for (let position = this.#log.after(this.#scanned); position !== 0; position = this.#log.after(position)) {
      this.#scanned = position;
      this.#arrived(position, limitSeq);
      steps += 1;
      if (steps % recordsPerStep === 0) yield;
    }
    yield* this.rows.sweep(this.#log.tail);
    while (this.rows.messages > this.#bounds.mostRows && this.rows.dropOldestPage()) this.#full = true;
    if (this.#log.replacements !== this.#verified && nowMs - this.#verifiedAtMs >= this.#bounds.verifyEveryMs) {
      this.#verified = this.#log.replacements;
      this.#verifiedAtMs = nowMs;
      yield* this.#verify(limitSeq);
    }
  }

  /** Looks for older ones, a little at a time. */
  buildOn(): void {
    if (this.#built) return;
    if (this.#full || this.#building.next().done) {
      this.#built = true;
      this.#runs.clear();
    }
  }

  *#build(): Steps {
    if (this.#topics === null) yield* this.#buildFromLog();
    else yield* this.#buildFromChains(this.#topics);
  }

  *#buildFromChains(topics: readonly number[]): Steps {
    const merge = new ChainMerge(this.#log, topics, this.#limitAtOpening + 1);
    for (let steps = 1; ; steps += 1) {
      const position = merge.next();
      if (position === 0) break;
      this.#found(position);
      if (steps % recordsPerStep === 0) yield;
      if (this.rows.messages >= this.#bounds.mostRows) this.#full = true;
    }
    for (const node of topics) yield* this.#takeDisplaced(node);
  }

  /** Those of a topic that took the place of one before that was found. */
  *#takeDisplaced(node: number): Steps {
    let position = this.#log.seek(node, Number.MAX_SAFE_INTEGER);
    for (let steps = 1; position !== 0; steps += 1) {
      const record = this.#log.open(position);
      if (record === null || record.seq <= this.#limitAtOpening) return;
      const { seq, displaced, previous } = record;
      if (displaced) this.#tookPlace(seq, position);
      if (steps % recordsPerStep === 0) yield;
      position = previous;
    }
  }

  /** Stretch by stretch towards the older; in each from its beginning on, for records only know what comes after them. */
  *#buildFromLog(): Steps {
    const log = this.#log;
    const last = this.#scanned;
    const stretch = new NumberColumn();
    let end = last;
    let looked = 0;
    for (let start = log.newest === 0 ? 0 : log.stretch(last); start !== 0; start = log.stretchBefore(start)) {
      stretch.length = 0;
      for (let position = start; position !== 0 && position <= end; position = log.after(position)) {
        if (this.#isOurs(position)) stretch.push(position);
        looked += 1;
        if (looked % recordsPerStep === 0) yield;
      }
      yield;
      for (let left = stretch.length - 1; left >= 0; left -= 1) {
        if (left % recordsPerStep === 0) yield;
        const position = stretch.at(left);
        const record = log.open(position);
        if (record === null) continue;
        if (record.seq > this.#limitAtOpening) {
          // One that took an older one's place before that was found: it stands where nobody looks for what is new.
          if (record.displaced) this.#tookPlace(record.seq, position);
        } else if (record.displaced) this.#stray(record.seq, position);
        else this.#found(position);
      }
      if (this.rows.messages >= this.#bounds.mostRows) {
        this.#full = true;
        return;
      }
      end = start - 1;
      this.#share = (last - start) / Math.max(1, last - log.tail);
      yield;
    }
    // What was written again meanwhile stands where the next catching up would come too late for it.
    for (let passed = last; ;) {
      let steps = 0;
      for (let position = log.after(passed); position !== 0; position = log.after(position)) {
        passed = position;
        this.#foundDisplaced(position);
        steps += 1;
        if (steps % recordsPerStep === 0) yield;
      }
      if (this.#strays[0].length === 0) return;
      yield* this.#takeStrays();
    }
  }

  /** One that stands where nobody looks for what is new, nor, yet, for what is older. */
  #foundDisplaced(position: number): void {
    const record = this.#log.open(position);
    if (!record?.displaced || !this.#isOurs(position)) return;
    const seq = this.#log.open(position)?.seq ?? 0;
    if (seq > this.#limitAtOpening) this.#tookPlace(seq, position);
    else this.#stray(seq, position);
  }

  #tookPlace(seq: number, position: number): void {
    if (this.rows.find(seq) !== null) return;
    if (seq > this.#limitSeq) this.#waiting.add(position);
    else this.#add(seq, position, 1);
  }

  #stray(seq: number, position: number): void {
    this.#strays[0].push(seq);
    this.#strays[1].push(position);
  }

  /** They are older than all others, but for some that came in overload. */
  *#takeStrays(): Steps {
    const [seqs, positions] = this.#strays;
    // More may come in while these are taken: last ones first, they are newer where they moved twice.
    for (let steps = 1; positions.length > 0; steps += 1) {
      positions.length -= 1;
      seqs.length -= 1;
      const position = positions.at(positions.length);
      const record = this.#log.open(position);
      if (record !== null && record.seq !== seqs.at(seqs.length)) this.#foundDisplaced(position);
      else if (record?.replaced === false && this.rows.find(record.seq) === null) this.#found(position);
      if (steps % recordsPerStep === 0) yield;
    }
  }

  /** A message that was there when the list was opened. */
  #found(position: number): void {
    const record = this.#log.open(position);
    if (record === null || this.rows.find(record.seq) !== null) return;
    const { seq, node } = record;
    if (!this.#wish.changesOnly) return this.#add(seq, position, 1);
    const runSeq = this.#runs.get(node);
    const run = runSeq === undefined ? null : this.rows.find(runSeq);
    if (run !== null) this.rows.setRepeats(run, (run.page.repeats[run.at] ?? 0) + 1);
    this.#add(seq, position, run === null ? 1 : 0);
    if (this.#log.repeats(position)) this.#runs.set(node, run === null ? seq : (runSeq ?? seq));
    else this.#runs.delete(node);
  }

  /** A record that was written since. */
  #arrived(position: number, limitSeq: number): void {
    const record = this.#log.open(position);
    if (record === null || record.replaced || !this.#isMember(record.node)) return;
    const { seq } = record;
    if (record.displaced) {
      const place = this.rows.find(seq);
      if (place !== null) this.rows.relocate(place, position);
      else if (seq > limitSeq) this.#waiting.add(position);
      // Its first place was passed by before it was looked at.
      else if (seq > this.#seenSeq) this.#add(seq, position, 1);
      else if (!this.#built && this.#topics === null && seq <= this.#limitAtOpening) this.#stray(seq, position);
      // It took an older one's place before it was moved.
      else if (this.#log.replacements !== this.#replacedAtOpening && seq <= limitSeq) this.#add(seq, position, 1);
      return;
    }
    if (seq > limitSeq) {
      if (this.#heldBack === 0) this.#heldBack = position;
      return;
    }
    if (seq > this.#newestSeq) this.#newer(position);
  }

  #newer(position: number): void {
    const record = this.#log.open(position);
    if (record === null) return;
    const { seq, node, previous } = record;
    this.#newestSeq = seq;
    if (!this.#wish.changesOnly || !this.#log.repeats(position)) return this.#add(seq, position, 1);
    const beforeSeq = this.#seqAt(previous);
    const before = this.rows.find(beforeSeq);
    let repeats = 1;
    let verdict: number | undefined;
    if (before !== null) {
      repeats += before.page.repeats[before.at] ?? 0;
      // Where the worker is at it, the answer will be about the one before.
      if (!before.page.isUndecided(before.at)) verdict = before.page.verdicts[before.at];
      this.rows.setRepeats(before, 0);
    }
    const goesOn = before === null ? !this.#built : this.#runs.get(node) === beforeSeq;
    if (goesOn) this.#runs.set(node, seq);
    this.#add(seq, position, repeats, verdict);
  }

  #takeWaiting(limitSeq: number): void {
    for (const position of this.#waiting) {
      const record = this.#log.open(position);
      if (record !== null && !record.replaced && record.seq > limitSeq) continue;
      this.#waiting.delete(position);
      if (record === null || record.replaced || this.rows.find(record.seq) !== null) continue;
      this.#add(record.seq, position, 1);
    }
  }

  *#takeHeldBack(limitSeq: number): Steps {
    const from = this.#heldBack;
    const log = this.#log;
    this.#heldBack = 0;
    let steps = 0;
    const first = from >= log.tail ? from : log.after(0);
    for (let position = first; position !== 0 && position <= this.#scanned; position = log.after(position)) {
      const record = log.open(position);
      if (record?.displaced && record.seq > this.#limitAtOpening) this.#arrived(position, limitSeq);
      else if (record !== null && !record.displaced && this.#isOurs(position)) {
        if (record.seq > limitSeq) {
          this.#heldBack = position;
          return;
        }
        if (record.seq > this.#newestSeq) this.#newer(position);
      }
      steps += 1;
      if (steps % recordsPerStep === 0) yield;
    }
  }

  /** After messages took the place of others, some of them without being written anew. */
  *#verify(limitSeq: number): Steps {
    const seqs = new NumberColumn();
    const positions = new NumberColumn();
    for (const page of [...this.rows.pages]) {
      const place: RowPlace = { page, at: 0 };
      for (let at = page.start; at < page.end; at += 1) {
        const position = page.positions[at] ?? 0;
        if (position === 0) continue;
        const record = this.#log.open(position);
        if (record !== null && record.seq === page.seqs[at] && !record.replaced) continue;
        if (record !== null && !record.replaced) {
          if (record.seq > limitSeq) this.#waiting.add(position);
          else {
            seqs.push(record.seq);
            positions.push(position);
          }
        }
        place.at = at;
        this.rows.remove(place);
      }
      yield;
    }
    for (let at = 0; at < seqs.length; at += 1) {
      const seq = seqs.at(at);
      if (this.rows.find(seq) === null) this.#add(seq, positions.at(at), 1);
    }
  }

  #add(seq: number, position: number, repeats: number, verdict?: number): void {
    const first = this.#wish.filtered ? verdicts.unknown : verdicts.matches;
    this.rows.add(seq, position, repeats, verdict ?? first);
  }

  #isOurs(position: number): boolean {
    const record = this.#log.open(position);
    return record !== null && !record.replaced && this.#isMember(record.node);
  }

  #isMember(node: number): boolean {
    return this.#members === null ? node === this.#wish.node : this.#members.has(node);
  }

  #seqAt(position: number): number {
    return position === 0 ? 0 : (this.#log.open(position)?.seq ?? 0);
  }
}
