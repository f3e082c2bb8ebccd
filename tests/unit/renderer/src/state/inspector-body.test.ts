import { describe, expect, it, vi } from 'vitest';
import type { BodyLine, OpenedBody } from '#contract/document';
import { succeed } from '#contract/failure';
import { InspectorBody } from '../../../../../renderer/src/state/inspector-body.svelte';
import { EngineDouble } from './engine-double';
import { openedBody } from './opened-body';

const line = (text: string, number = 1, fold: BodyLine['fold'] = null): BodyLine => ({
  text,
  cutCharacters: 0,
  changed: false,
  was: null,
  fold,
  number,
  field: null
});

const wish = { node: 1, seq: null, view: 'decoded', compare: true, all: false, bytesPerLine: 16 } as const;

const opened = (document: number, lines: number, change: Partial<OpenedBody> = {}): OpenedBody =>
  openedBody({ document, lines, ...change });

async function open(lines: number, change: Partial<OpenedBody> = {}) {
  const engine = new EngineDouble();
  const body = new InspectorBody(engine.client);
  body.show(wish);
  const last = () => engine.asked.at(-1);
  await last()?.answer(succeed(opened(9, lines, change)));
  const give = async () => {
    const asked = last();
    if (asked?.question.ask !== 'readLines') throw new Error('no lines were asked for');
    const { first, count } = asked.question;
    await asked.answer(succeed(Array.from({ length: count }, (_, index) => line(String(first + index)))));
  };
  await give();
  return { engine, body, give };
}

describe('InspectorBody', () => {
  it('reads the lines around the ones in view, and only when they are not at hand', async () => {
    const { engine, body, give } = await open(1_000_000);
    const before = engine.asked.length;
    body.look(10, 20);
    expect(engine.asked).toHaveLength(before);
    body.look(500_000, 20);
    expect(engine.questions('readLines').at(-1)).toEqual({
      ask: 'readLines',
      document: 9,
      first: 499_980,
      count: 60
    });
    await give();
    expect(body.linesFirst).toBe(499_980);
    expect(body.lines[20]?.text).toBe('500000');
  });

  it('opens with few lines: each takes time to be put on screen', async () => {
    const { body } = await open(1_000_000);
    expect(body.lines.length).toBeLessThanOrEqual(80);
  });

  it('skips the places scrolled past while lines are on their way', async () => {
    const { engine, body, give } = await open(1_000_000);
    body.look(100_000, 20);
    body.look(200_000, 20);
    body.look(300_000, 20);
    const asked = engine.questions('readLines').length;
    await give();
    expect(engine.questions('readLines').slice(asked)).toMatchObject([{ first: 299_980 }]);
  });

  it('never asks beyond the end', async () => {
    const { engine, body } = await open(130);
    body.look(125, 30);
    const last = engine.questions('readLines').at(-1);
    expect((last?.first ?? 0) + (last?.count ?? 0)).toBeLessThanOrEqual(130);
  });

  it('keeps its place among the bytes when the width of their lines changes', async () => {
    const { engine, body, give } = await open(1_000, { format: 'binary' });
    body.look(100, 20);
    body.show({ ...wish, bytesPerLine: 8 });
    expect(engine.questions('openBody').at(-1)).toMatchObject({ bytesPerLine: 8 });
    await engine.asked.at(-1)?.answer(succeed(opened(10, 2_000, { format: 'binary' })));
    await give();
    expect(body.startLine).toBe(200);
    expect(body.turns).toBe(2);
    expect(body.lines[200 - body.linesFirst]?.text).toBe('200');
  });

  it('does not move text when the width of a line of bytes changes', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(1_000);
    body.look(100, 20);
    await give();
    body.show({ ...wish, bytesPerLine: 8 });
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(opened(10, 1_000)));
    await give();
    expect(body.turns).toBe(1);
    vi.useRealTimers();
  });

  it('waits for the first opening of a topic, however fast newer messages come', () => {
    const engine = new EngineDouble();
    const body = new InspectorBody(engine.client);
    for (let turn = 0; turn < 5; turn += 1) body.show(wish);
    expect(engine.asked).toHaveLength(1);
    expect(engine.asked[0]?.signal?.aborted).toBe(false);
  });

  it('folds what a person folds, with its lines at once', async () => {
    const { engine, body, give } = await open(100);
    const done = body.fold(3, false);
    expect(engine.questions('fold')).toEqual([{ ask: 'fold', document: 9, line: 3, open: false }]);
    await engine.asked.at(-1)?.answer(succeed({ lines: 60 }));
    expect(body.opened?.lines).toBe(100);
    await give();
    await done;
    expect(body.opened?.lines).toBe(60);
    expect(body.lines).toHaveLength(60);
  });

  it('folds the next message of the topic as the one before, while the same line opens a block there', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(100);
    void body.fold(3, false);
    await engine.asked.at(-1)?.answer(succeed({ lines: 60 }));
    await give();

    body.show(wish);
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(opened(10, 101)));
    expect(engine.questions('readLines').at(-1)).toMatchObject({ document: 10, first: 3, count: 1 });
    await engine.asked.at(-1)?.answer(succeed([line('3', 4, { open: true, hiddenLines: 40 })]));
    expect(engine.questions('fold').at(-1)).toMatchObject({ document: 10, line: 3, open: false });
    await engine.asked.at(-1)?.answer(succeed({ lines: 61 }));
    await give();
    expect(body.opened).toMatchObject({ document: 10, lines: 61 });

    body.show(wish);
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(opened(11, 5)));
    await engine.asked.at(-1)?.answer(succeed([line('something else', 4)]));
    await give();
    expect(engine.questions('fold')).toHaveLength(2);
    expect(body.opened).toMatchObject({ document: 11, lines: 5 });
    vi.useRealTimers();
  });

  it('brings a byte that cannot be read into view, once', async () => {
    vi.useFakeTimers();
    const engine = new EngineDouble();
    const body = new InspectorBody(engine.client);
    const problem = { code: 'invalid', format: 'cbor', byte: 1_600, facts: {}, raw: '' } as const;
    const broken = (document: number) =>
      openedBody({ document, lines: 1_000, format: 'binary', decoding: { chain: [], problem } });
    body.show(wish);
    await engine.asked.at(-1)?.answer(succeed(broken(1)));
    await engine.asked.at(-1)?.answer(succeed([]));
    expect([body.startLine, body.turns]).toEqual([97, 1]);

    body.show(wish);
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(broken(2)));
    await engine.asked.at(-1)?.answer(succeed([]));
    expect(body.opened?.document).toBe(2);
    expect(body.turns).toBe(1);
    vi.useRealTimers();
  });

  it('folds the next body, when it is on its way to the screen already', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(100);
    body.show(wish);
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(opened(10, 100)));
    const done = body.fold(3, false);
    expect(engine.questions('fold')).toHaveLength(0);
    await give();
    expect(body.opened?.document).toBe(10);
    expect(engine.questions('fold')).toEqual([{ ask: 'fold', document: 10, line: 3, open: false }]);
    await engine.asked.at(-1)?.answer(succeed({ lines: 60 }));
    await give();
    await done;
    expect(body.opened).toMatchObject({ document: 10, lines: 60 });
    vi.useRealTimers();
  });

  it('repeats the first folds when there are more than it repeats, and never one that was taken back', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(100);
    const fold = async (at: number, isOpen: boolean) => {
      const done = body.fold(at, isOpen);
      await engine.asked.at(-1)?.answer(succeed({ lines: 100 }));
      await give();
      await done;
    };
    const repeated = async (document: number) => {
      const before = engine.questions('fold').length;
      body.show(wish);
      await vi.advanceTimersByTimeAsync(250);
      await engine.asked.at(-1)?.answer(succeed(opened(document, 100)));
      for (;;) {
        const { question, answer } = engine.asked.at(-1) ?? {};
        if (question?.ask === 'fold') await answer?.(succeed({ lines: 100 }));
        else if (question?.ask !== 'readLines' || question.count > 1) break;
        else await answer?.(succeed([line(String(question.first), 1, { open: true, hiddenLines: 1 })]));
      }
      await give();
      return engine.questions('fold').length - before;
    };
    for (let at = 0; at < 26; at += 1) await fold(at, false);
    expect(await repeated(10)).toBe(24);
    await fold(20, true);
    expect(await repeated(11)).toBe(20);
    vi.useRealTimers();
  });

  it('stays while a person acts on a line of it, and goes on afterwards', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(100);
    body.hold(true);
    body.show(wish);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(engine.questions('openBody')).toHaveLength(1);
    const copied = body.fieldText(4);
    expect(engine.questions('readField')).toEqual([{ ask: 'readField', document: 9, line: 4 }]);
    await engine.asked.at(-1)?.answer(succeed('61.80'));
    expect(await copied).toEqual(succeed('61.80'));
    body.hold(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.questions('openBody')).toHaveLength(2);
    await engine.asked.at(-1)?.answer(succeed(opened(10, 100)));
    await give();
    expect(body.opened?.document).toBe(10);
    vi.useRealTimers();
  });

  it('closes a body that came while another one is held, and shows it later', async () => {
    vi.useFakeTimers();
    const { engine, body, give } = await open(100);
    body.show(wish);
    await vi.advanceTimersByTimeAsync(250);
    await engine.asked.at(-1)?.answer(succeed(opened(10, 100)));
    body.hold(true);
    await give();
    expect(body.opened?.document).toBe(9);
    expect(engine.questions('closeBody')).toEqual([{ ask: 'closeBody', document: 10 }]);
    body.hold(false);
    await vi.advanceTimersByTimeAsync(250);
    expect(engine.questions('openBody')).toHaveLength(3);
    vi.useRealTimers();
  });

  it('gives up what it copies when something else is looked at', async () => {
    const { engine, body } = await open(100);
    const copied = body.fieldText(4);
    body.clear();
    expect(await copied).toBeNull();
    expect(engine.asked.some(({ question, signal }) => question.ask === 'readField' && signal?.aborted)).toBe(true);
  });
});
