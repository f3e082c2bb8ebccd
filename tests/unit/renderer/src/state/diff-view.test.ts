import { describe, expect, it } from 'vitest';
import type { DiffRow, OpenedDiff } from '#contract/diff';
import { fail, succeed } from '#contract/failure';
import { DiffView, type DiffWish } from '../../../../../renderer/src/state/diff-view.svelte';
import { EngineDouble, settled } from './engine-double';

const opened = (document: number, rows = 3): OpenedDiff => ({
  document,
  kind: 'json',
  rows,
  changes: 1,
  identical: false,
  restless: [],
  coarse: false
});

const cell = (text: string) => ({ text, marks: [], number: 1 });
const rows = (...texts: string[]): DiffRow[] => texts.map((text) => ({ kind: 'same', a: cell(text), b: cell(text) }));

const wish = (a: number | null, b: number, change: Partial<DiffWish> = {}): DiffWish => ({
  a: a === null ? null : { node: 1, seq: a },
  b: { node: 1, seq: b },
  different: false,
  layout: 'inline',
  ignore: [],
  follows: false,
  ...change
});

function open() {
  const engine = new EngineDouble();
  const diff = new DiffView(engine.client);
  const last = (ask: string) => engine.asked.findLast(({ question }) => question.ask === ask);
  const answer = async (document: number, count = 3) => {
    await last('openDiff')?.answer(succeed(opened(document, count)));
    await last('readDiff')?.answer(succeed(rows(`of ${document}`)));
  };
  return { engine, diff, last, answer };
}

const text = (diff: DiffView) => {
  const row = diff.rows[0];
  return row?.kind === 'same' ? row.b.text : row?.kind;
};

describe('DiffView', () => {
  it('shows a comparison only whole: its rows with it', async () => {
    const { diff, last } = open();
    diff.show(wish(1, 2));
    await last('openDiff')?.answer(succeed(opened(7)));
    expect(diff.opened).toBeNull();
    await last('readDiff')?.answer(succeed(rows('{', '}')));
    expect(diff.opened?.document).toBe(7);
    expect(diff.rows).toHaveLength(2);
  });

  it('asks nothing twice', () => {
    const { engine, diff } = open();
    diff.show(wish(1, 2, { ignore: ['ts'] }));
    diff.show(wish(1, 2, { ignore: ['ts'] }));
    expect(engine.asked).toHaveLength(1);
  });

  it('ends what is on its way when another pair is picked, and shows the last one picked', async () => {
    const { engine, diff, answer } = open();
    diff.show(wish(1, 2));
    diff.show(wish(1, 3));
    diff.show(wish(1, 4));
    expect(engine.asked[0]?.signal?.aborted).toBe(true);
    await settled();
    expect(engine.questions('openDiff').map(({ b }) => b.seq)).toEqual([2, 4]);
    await answer(9);
    expect(diff.shown?.b.seq).toBe(4);
  });

  it('lets what is on its way arrive while it follows, so that a slow comparison is seen at all', async () => {
    const { engine, diff, answer } = open();
    diff.show(wish(1, 2, { follows: true }));
    diff.show(wish(2, 3, { follows: true }));
    expect(engine.asked[0]?.signal?.aborted).toBe(false);
    await answer(1);
    expect(diff.shown?.b.seq).toBe(2);
    expect(engine.questions('openDiff')).toHaveLength(2);
    const { turns } = diff;
    await answer(2);
    expect(diff.shown?.b.seq).toBe(3);
    expect(diff.turns).toBe(turns);
    expect(engine.questions('closeBody')).toEqual([{ ask: 'closeBody', document: 1 }]);
  });

  it('asks the engine which message stands before it, and knows when that came', async () => {
    const { engine, diff, last, answer } = open();
    diff.show(wish(null, 8));
    expect(engine.questions('messageBefore')).toEqual([{ ask: 'messageBefore', node: 1, seq: 8, different: false }]);
    await last('messageBefore')?.answer(succeed({ seq: 5, receivedAtMs: 77 }));
    expect(engine.questions('openDiff')).toMatchObject([{ a: { node: 1, seq: 5 }, b: { node: 1, seq: 8 } }]);
    await answer(4);
    expect([diff.alone, diff.before?.receivedAtMs]).toEqual([false, 77]);
    diff.show(wish(5, 8));
    await answer(5);
    expect(diff.before).toBeNull();
  });

  it('asks for one with another payload where that is wanted', () => {
    const { engine, diff } = open();
    diff.show(wish(null, 8, { different: true }));
    expect(engine.questions('messageBefore')).toMatchObject([{ different: true }]);
  });

  it('says that there is none before it', async () => {
    const { engine, diff, last } = open();
    diff.show(wish(null, 8));
    await last('messageBefore')?.answer(succeed(null));
    expect([diff.alone, diff.opened]).toEqual([true, null]);
    expect(engine.questions('openDiff')).toHaveLength(0);
  });

  it('knows when A came also where it cannot be compared', async () => {
    const { diff, last } = open();
    diff.show(wish(null, 8));
    await last('messageBefore')?.answer(succeed({ seq: 5, receivedAtMs: 77 }));
    await last('openDiff')?.answer(fail('not-kept'));
    expect([diff.failure?.code, diff.alone, diff.before?.seq]).toEqual(['not-kept', false, 5]);
  });

  it('says why two messages cannot be compared, and closes what was shown', async () => {
    const { engine, diff, last, answer } = open();
    diff.show(wish(1, 2));
    await answer(1);
    diff.show(wish(2, 3));
    await last('openDiff')?.answer(fail('not-kept'));
    expect(diff.failure?.code).toBe('not-kept');
    expect(diff.opened).toBeNull();
    expect(engine.questions('closeBody')).toHaveLength(1);
  });

  it('closes a comparison that arrived too late', async () => {
    const { engine, diff, last } = open();
    diff.show(wish(1, 2));
    await last('openDiff')?.answer(succeed(opened(5)));
    diff.clear();
    await settled();
    expect(engine.questions('closeBody')).toEqual([{ ask: 'closeBody', document: 5 }]);
  });

  it('reads further rows as they are scrolled to', async () => {
    const { engine, diff, last, answer } = open();
    diff.show(wish(1, 2));
    await answer(1, 100_000);
    diff.look(50_000, 30);
    expect(engine.questions('readDiff').at(-1)).toMatchObject({ first: 49_970, count: 90 });
    await last('readDiff')?.answer(succeed(rows('far')));
    expect([diff.rowsFirst, text(diff)]).toEqual([49_970, 'far']);
  });

  it('opens a folded stretch and reads what stands there now', async () => {
    const { engine, diff, last, answer } = open();
    diff.show(wish(1, 2));
    await answer(1, 10);
    const unfolding = diff.unfold(4);
    await last('unfoldDiff')?.answer(succeed({ rows: 60 }));
    await last('readDiff')?.answer(succeed(rows('unfolded')));
    await unfolding;
    expect(engine.questions('unfoldDiff')).toEqual([{ ask: 'unfoldDiff', document: 1, row: 4 }]);
    expect([diff.count, text(diff)]).toEqual([60, 'unfolded']);
  });

  it('compares the same pair again when it is read by other rules', async () => {
    const { engine, diff, answer } = open();
    diff.show(wish(1, 2));
    await answer(1);
    diff.again();
    await answer(2);
    expect(engine.questions('openDiff')).toHaveLength(2);
    expect(diff.opened?.document).toBe(2);
  });
});
