import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageNumbers, NumericField } from '#contract/chart';
import { fail, succeed } from '#contract/failure';
import { MessageNumbersState } from '../../../../../renderer/src/state/message-numbers.svelte';
import { EngineDouble, settled } from './engine-double';

function numbers(values: Record<string, number>, lines: MessageNumbers['lines'] = []): MessageNumbers {
  const fields = Object.entries(values).map(([path, value]): NumericField => ({
    path,
    text: String(value),
    kind: 'number',
    value,
    change: null,
    unit: null
  }));
  return { fields, more: 0, lines, spanMs: 300_000 };
}

describe('MessageNumbersState', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function open() {
    const engine = new EngineDouble();
    const state = new MessageNumbersState(engine.client);
    const asked = (lines: boolean) =>
      engine.asked.filter(({ question }) => question.ask === 'numbers' && question.lines === lines);
    const seqs = (lines: boolean) =>
      asked(lines).map(({ question }) => (question.ask === 'numbers' ? question.seq : null));
    return { engine, state, asked, seqs };
  }

  it('asks for the values of each message that is shown, with one request in flight', async () => {
    const { state, asked, seqs } = open();
    state.show(4, 50);
    await asked(false)[0]?.answer(succeed(numbers({ v: 1 })));
    expect(state.numbers).toMatchObject({ fields: [{ path: 'v', value: 1 }], stale: false });
    state.show(4, 51);
    state.show(4, 52);
    expect(seqs(false)).toEqual([50, 51]);
    await asked(false)[1]?.answer(succeed(numbers({ v: 2 })));
    expect(seqs(false)).toEqual([50, 51, 52]);
    await asked(false)[2]?.answer(succeed(numbers({ v: 3 })));
    expect(state.numbers).toMatchObject({ fields: [{ value: 3 }], stale: false });
    state.show(4, 52);
    expect(seqs(false)).toHaveLength(3);
  });

  it('never says that numbers of another message are of the one on screen', async () => {
    const { state, asked } = open();
    state.show(4, 50);
    await asked(false)[0]?.answer(succeed(numbers({ v: 1 })));
    state.show(4, 51);
    expect(state.numbers).toMatchObject({ fields: [{ value: 1 }], stale: true });
    state.show(4, 52);
    await asked(false)[1]?.answer(succeed(numbers({ v: 2 })));
    expect(state.numbers).toMatchObject({ fields: [{ value: 1 }], stale: true });
    await asked(true)[0]?.answer(succeed(numbers({ v: 1 }, [[1, 2]])));
    expect(state.numbers?.stale).toBe(true);
    await asked(false)[2]?.answer(succeed(numbers({ v: 3 })));
    expect(state.numbers).toMatchObject({ fields: [{ value: 3 }], stale: false });
    state.show(4, 50);
    expect(state.numbers?.stale).toBe(true);
  });

  it('asks for lines at most once a second, and draws them beside the values of every message', async () => {
    const { state, asked, seqs } = open();
    state.show(4, 50);
    await asked(false)[0]?.answer(succeed(numbers({ v: 1, w: 5 })));
    expect(state.numbers?.lines).toEqual([[], []]);
    await asked(true)[0]?.answer(succeed(numbers({ w: 5, v: 1 }, [[5], [1]])));
    expect(state.numbers?.lines).toEqual([[1], [5]]);
    for (let seq = 51; seq <= 54; seq += 1) {
      state.show(4, seq);
      await asked(false)
        .at(-1)
        ?.answer(succeed(numbers({ v: seq })));
      expect(state.numbers).toMatchObject({ fields: [{ value: seq }], lines: [[1]], stale: false });
    }
    await vi.advanceTimersByTimeAsync(999);
    expect(seqs(true)).toEqual([50]);
    await vi.advanceTimersByTimeAsync(1);
    expect(seqs(true)).toEqual([50, 54]);
    await asked(true)[1]?.answer(succeed(numbers({ v: 54 }, [[1, 54]])));
    expect(state.numbers?.lines).toEqual([[1, 54]]);
  });

  it('asks for lines once more when a message came while they were on their way', async () => {
    const { state, asked, seqs } = open();
    state.show(4, 50);
    await vi.advanceTimersByTimeAsync(5_000);
    state.show(4, 51);
    expect(seqs(true)).toEqual([50]);
    await asked(true)[0]?.answer(succeed(numbers({ v: 1 }, [[1]])));
    expect(seqs(true)).toEqual([50, 51]);
  });

  it('lets the lines of names that were long not seen go', async () => {
    const { state, asked } = open();
    for (let seq = 0; seq < 40; seq += 1) {
      state.show(4, seq);
      const names = Array.from({ length: 64 }, (_, at) => [`${seq}-${at}`, at] as const);
      const answer = numbers(
        Object.fromEntries(names),
        names.map(([, at]) => [at])
      );
      await asked(false).at(-1)?.answer(succeed(answer));
      await asked(true).at(-1)?.answer(succeed(answer));
      await vi.advanceTimersByTimeAsync(1_000);
      expect(state.numbers?.lines.at(-1)).toEqual([63]);
    }
    state.show(4, 100);
    await asked(false)
      .at(-1)
      ?.answer(succeed(numbers({ '0-0': 1 })));
    expect(state.numbers?.lines).toEqual([[]]);
  });

  it('gives up on a topic that is left, and asks about the next one at once', async () => {
    const { engine, state, asked, seqs } = open();
    state.show(4, 50);
    await asked(false)[0]?.answer(succeed(numbers({ v: 1 })));
    state.show(5, 70);
    expect(state.numbers).toBeNull();
    expect(asked(true)[0]?.signal?.aborted).toBe(true);
    expect([seqs(false), seqs(true)]).toEqual([
      [50, 70],
      [50, 70]
    ]);
    state.clear();
    expect(engine.asked.slice(2).every(({ signal }) => signal?.aborted)).toBe(true);
    await settled();
    expect(state.numbers).toBeNull();
  });

  it('keeps the names while a message made room, and drops them when there is nothing to say', async () => {
    const { state, asked } = open();
    state.show(4, 50);
    await asked(false)[0]?.answer(succeed(numbers({ v: 1 })));
    state.show(4, 51);
    await asked(false)[1]?.answer(fail('not-kept'));
    expect(state.numbers).toMatchObject({ fields: [{ path: 'v' }], stale: true });
    state.show(4, 52);
    await asked(false)[2]?.answer(fail('decode-ended'));
    expect(state.numbers).toBeNull();
  });
});
