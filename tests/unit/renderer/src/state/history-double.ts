import type { AnswerOf, Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { HistoryRow } from '#contract/history-list';
import { type EngineDouble, settled } from './engine-double';

/** A row of a list; what it shows follows from its ordinal. */
export function historyRow(ordinal: number, change: Partial<HistoryRow> = {}): HistoryRow {
  return {
    seq: ordinal + 1,
    receivedAtMs: ordinal * 1_000,
    qos: 0,
    retain: false,
    duplicate: false,
    sizeBytes: 1,
    packetId: null,
    propertiesBytes: 0,
    properties: null,
    preview: { kind: 'fields', fields: [['value', String(ordinal)]] },
    gapBefore: null,
    ordinal,
    node: 1,
    topic: '',
    repeats: 1,
    gapMs: 1_000,
    columns: [],
    ...change
  };
}

/** The engine's end of lists: rows `first` to `end`, read as the contract says. Answers what was asked when served. */
export class ListsDouble {
  first = 0;
  end: number;
  lookedAt: number | null = null;
  leavesOut = false;
  opensNone = false;
  row: (ordinal: number) => HistoryRow = historyRow;
  /** Where a message's row is, by its number. */
  found: (seq: number) => number | null = (seq) => seq - 1;
  /** The search for a row goes on for as long as a test wants. */
  holdsFinds = false;
  /** What the last list was opened for. */
  opened: Extract<Question, { ask: 'openList' }> | null = null;
  readonly #engine: EngineDouble;
  #answered = 0;
  #lists = 0;
  readonly #open = new Set<number>();

  constructor(engine: EngineDouble, rows: number) {
    this.#engine = engine;
    this.end = rows;
  }

  get open(): number {
    return this.#open.size;
  }

  /** The engine lets every list go. */
  forget(): void {
    this.#open.clear();
  }

  /** All that was asked about lists is answered, and what was asked because of it. */
  async serve(): Promise<void> {
    await settled();
    while (this.#answered < this.#engine.asked.length) {
      const asked = this.#engine.asked[this.#answered++];
      if (!asked) continue;
      const { question } = asked;
      if (question.ask === 'openList') {
        this.opened = question;
        if (this.opensNone) {
          await asked.answer(fail('not-kept'));
          continue;
        }
        this.#lists += 1;
        this.#open.add(this.#lists);
        await asked.answer(succeed({ list: this.#lists }));
      } else if (question.ask === 'closeList') {
        this.#open.delete(question.list);
        await asked.answer(succeed(null));
      } else if (question.ask === 'findRow') {
        if (this.holdsFinds) continue;
        await asked.answer(succeed({ ordinal: this.found(question.seq) }));
      } else if (question.ask === 'readList') {
        await asked.answer(this.#read(question));
      }
      await settled();
    }
  }

  #read(question: Extract<Question, { ask: 'readList' }>): Result<AnswerOf['readList']> {
    if (!this.#open.has(question.list)) return fail('not-kept');
    const from = Math.min(question.before ?? this.end, this.end) - 1 - question.skip;
    const to = Math.max(this.first, from - question.count + 1);
    const rows: HistoryRow[] = [];
    for (let ordinal = from; ordinal >= to; ordinal -= 1) {
      rows.push({ ...this.row(ordinal), columns: question.columns.map((path) => `${path} of ${ordinal}`) });
    }
    const messages = this.end - this.first;
    return succeed({
      rows,
      firstOrdinal: this.first,
      endOrdinal: this.end,
      messages,
      lookedAt: this.lookedAt ?? messages,
      ...(this.leavesOut ? { leavesOut: true } : {})
    });
  }
}
