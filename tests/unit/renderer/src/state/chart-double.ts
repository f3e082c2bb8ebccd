import type { ChartData, MessageNumbers, NumericField, SeriesFacts } from '#contract/chart';
import type { AnswerOf, Question } from '#contract/engine';
import { succeed, type Result } from '#contract/failure';
import { type EngineDouble, settled } from './engine-double';

export const numericField = (path: string, change: Partial<NumericField> = {}): NumericField => ({
  path,
  text: '1.0',
  kind: 'number',
  value: 1,
  change: null,
  unit: null,
  ...change
});

export const numbersOf = (...fields: NumericField[]): MessageNumbers => ({
  fields,
  more: 0,
  lines: [],
  spanMs: 300_000
});

/** What the engine says of a chart whose every series has the same values at the same times. */
function chartData(
  series: readonly { readonly node: number; readonly path: string }[],
  values: readonly number[],
  change: Partial<ChartData> = {}
): ChartData {
  const column = Float64Array.from(values);
  const facts = series.map(({ node, path }): SeriesFacts => ({
    node,
    path,
    topic: `t${node}`,
    kind: 'number',
    unit: null,
    points: values.length,
    range: { min: 1, mean: 1, max: 1, last: 1 },
    values: column,
    low: column,
    high: column
  }));
  return {
    fromMs: 0,
    toMs: 1_000,
    atMs: Float64Array.from(values, (_, index) => index * 100),
    series: facts,
    gaps: [],
    columnMs: 0,
    readMessages: values.length,
    messages: values.length,
    letGo: 0,
    unread: 0,
    wholeMs: [0, 1_000],
    ...change
  };
}

/** The engine's end of charts and numbers: answers what was asked when served. */
export class ChartsDouble {
  values: readonly number[] = [1, 2, 3];
  change: Partial<ChartData> = {};
  readonly numbers = new Map<number, MessageNumbers>();
  /** Nodes by topic. */
  readonly topics = new Map<string, number>();
  readonly open = new Map<number, Extract<Question, { ask: 'openChart' }>['series']>();
  reads: Extract<Question, { ask: 'readChart' }>[] = [];
  readonly #engine: EngineDouble;
  #answered = 0;
  #charts = 0;

  constructor(engine: EngineDouble) {
    this.#engine = engine;
  }

  /** All that was asked is answered, and what was asked because of it. */
  async serve(): Promise<void> {
    await settled();
    while (this.#answered < this.#engine.asked.length) {
      const asked = this.#engine.asked[this.#answered++];
      const answer = asked && !asked.signal?.aborted ? this.#answerTo(asked.question) : null;
      if (asked && answer) await asked.answer(answer);
      await settled();
    }
  }

  #answerTo(question: Question): Result<AnswerOf[Question['ask']]> | null {
    switch (question.ask) {
      case 'openChart':
        this.#charts += 1;
        this.open.set(this.#charts, question.series);
        return succeed({ chart: this.#charts });
      case 'readChart': {
        const series = this.open.get(question.chart);
        if (!series) return { ok: false, failure: { code: 'not-kept', facts: {}, raw: '' } };
        this.reads.push(question);
        return succeed(chartData(series, this.values, this.change));
      }
      case 'closeChart':
        this.open.delete(question.chart);
        return succeed(null);
      case 'numbers':
        return succeed(this.numbers.get(question.node) ?? numbersOf());
      case 'findTopic': {
        const node = this.topics.get(question.topic);
        return succeed(node === undefined ? null : { node, topic: question.topic });
      }
      default:
        return null;
    }
  }
}
