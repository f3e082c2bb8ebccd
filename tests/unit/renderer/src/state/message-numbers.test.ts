import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageNumbers } from '#contract/chart';
import { fail, succeed } from '#contract/failure';
import { MessageNumbersState } from '../../../../../renderer/src/state/message-numbers.svelte';
import { EngineDouble, settled } from './engine-double';

const numbers = (more: number): MessageNumbers => ({ fields: [], more, lines: [], spanMs: 300_000 });

describe('MessageNumbersState', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function open() {
    const engine = new EngineDouble();
    return { engine, state: new MessageNumbersState(engine.client) };
  }

  it('follows the newest message at most once a second, with one request in flight', async () => {
    const { engine, state } = open();
    state.show(4, 50);
    for (let seq = 51; seq <= 60; seq += 1) state.show(4, seq);
    expect(engine.questions('numbers')).toEqual([{ ask: 'numbers', node: 4, seq: 50, lines: true }]);
    await engine.asked[0]?.answer(succeed(numbers(1)));
    expect(state.numbers?.more).toBe(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(engine.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(engine.questions('numbers').at(-1)).toMatchObject({ seq: 60 });
  });

  it('gives up on a topic that is left, and asks about the next one at once', async () => {
    const { engine, state } = open();
    state.show(4, 50);
    await engine.asked[0]?.answer(succeed(numbers(1)));
    state.show(5, 70);
    expect(state.numbers).toBeNull();
    expect(engine.questions('numbers').at(-1)).toMatchObject({ node: 5, seq: 70 });
    state.clear();
    expect(engine.asked[1]?.signal?.aborted).toBe(true);
    await settled();
    expect(state.numbers).toBeNull();
  });

  it('keeps what is shown while a message made room, and drops it when there is nothing to say', async () => {
    const { engine, state } = open();
    state.show(4, 50);
    await engine.asked[0]?.answer(succeed(numbers(1)));
    state.show(4, 51);
    await vi.advanceTimersByTimeAsync(1_000);
    await engine.asked[1]?.answer(fail('not-kept'));
    expect(state.numbers?.more).toBe(1);
    state.show(4, 52);
    await vi.advanceTimersByTimeAsync(1_000);
    await engine.asked[2]?.answer(fail('decode-ended'));
    expect(state.numbers).toBeNull();
  });
});
